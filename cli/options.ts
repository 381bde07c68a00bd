import { InvalidArgumentError, Option } from 'commander';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads an instant as ISO 8601 writes it, with its offset. */
export function instant(text: string): Date {
  const date = new Date(text);
  if (INSTANT.test(text) && !Number.isNaN(date.getTime()) && isInCalendar(text.slice(0, 10))) return date;
  throw new InvalidArgumentError('Write an instant such as 2026-11-21T00:00:00Z.');
}

/** JavaScript reads 30 February as 2 March. */
function isInCalendar(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Reads a count from 1. */
export function count(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number from 1 to 999999.');
}

/** The moment from which a command judges. */
export function nowOption(): Option {
  return new Option('--now <instant>', 'judge schedules from this moment (ISO 8601; default: the present)').argParser(
    instant,
  );
}

/** Output for programs: only JSON on stdout. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON for programs');
}
