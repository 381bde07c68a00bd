import { InvalidArgumentError, Option } from 'commander';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Parses an ISO 8601 instant with its offset. */
export function instant(text: string): Date {
  const date = new Date(text);
  if (INSTANT.test(text) && !Number.isNaN(date.getTime()) && isInCalendar(text.slice(0, 10))) return date;
  throw new InvalidArgumentError('Specify an instant such as 2026-11-21T00:00:00Z.');
}

/** JavaScript reads 30 February as 2 March. */
function isInCalendar(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Parses a count of at least 1. */
export function count(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Specify a whole number from 1 to 999999.');
}

/** The environment that a command works on. */
export function environmentOption(): Option {
  return new Option('--environment <name>', 'the environment, by the name in its file').makeOptionMandatory();
}

/** How often a command that follows something asks AWS. */
export function pollOption(): Option {
  return new Option('--poll <seconds>', 'seconds between two requests').argParser(count).default(15);
}

/** The time at which schedules are evaluated. */
export function nowOption(): Option {
  return new Option('--now <instant>', 'evaluate schedules at this time (ISO 8601; default: now)').argParser(instant);
}

/** Machine-readable output: only JSON on stdout. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON');
}
