import type { Rule } from '../backup/model';
import { DAY, HOUR } from './duration';
import { readSchedule } from './read-schedule';
import { runDays } from './run-days';
import { clockOf } from './wall-clock';

/** A schedule can leave out years: on 29 February, four of five have no run. */
const HORIZON_YEARS = 5;

/** The gap of a schedule that ends: longer than any other, and the longer the earlier it ends. */
const NEVER_AGAIN = 1000 * 366 * DAY;

/**
 * The longest time without a run in the five years after a moment, in milliseconds: the recovery point objective. The time
 * until the first run counts. An hour that a clock is put back does not, but a run that falls into a skipped hour does.
 * Undefined if the schedule is not valid.
 */
export function largestGap(rule: Pick<Rule, 'schedule' | 'timezone'>, now: Date): number | undefined {
  const schedule = readSchedule(rule);
  if (!schedule) return undefined;
  const clock = clockOf(schedule.timezone);
  const start = clock.at(now.getTime());
  const end = start + HORIZON_YEARS * 366 * DAY;
  let [previous, gap] = [start, 0];
  let known: readonly number[] | undefined;
  for (const { midnight, times } of runDays(schedule, start)) {
    // Days with the same runs have the same gaps between their first and last run.
    for (const time of times === known ? ends(times) : times) {
      const run = midnight + time;
      const isInside = times === known && time !== times[0];
      if (!isInside && run - previous > gap) gap = Math.max(gap, Math.min(run - previous, elapsed(previous, run)));
      previous = run;
    }
    known = times;
    if (previous > end) return gap;
  }
  return NEVER_AGAIN + end - previous;

  function elapsed(from: number, to: number): number {
    return (clock.firstInstant(to) ?? to) - (clock.firstInstant(from) ?? from);
  }
}

/** No gap of a schedule that goes on is longer: the one around a year such as 2100, which has no 29 February. */
const LONGEST_GAP_HOURS = 8 * 366 * 24;

/** The largest gap in hours; null for a schedule that ends or is not valid. */
export function largestGapHours(rule: Parameters<typeof largestGap>[0], now: Date): number | null {
  const hours = (largestGap(rule, now) ?? Infinity) / HOUR;
  return hours < LONGEST_GAP_HOURS ? hours : null;
}

function ends(times: readonly number[]): number[] {
  return [...new Set([times[0] ?? 0, times.at(-1) ?? 0])];
}
