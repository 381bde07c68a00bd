import type { Rule } from '../backup/model';
import { type Cron, parseCron } from './cron';
import { daysInMonth } from './days';
import { DAY, HOUR, MINUTE } from './duration';
import { readSchedule } from './read-schedule';
import { clockOf, type WallClock } from './wall-clock';

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
  for (const { midnight, times } of runDays(parseCron(schedule.expression, 'organizations'), clock, start)) {
    for (const time of times) {
      const run = midnight + time;
      if (run - previous > gap) gap = Math.max(gap, Math.min(run - previous, elapsed(previous, run)));
      previous = run;
    }
    if (previous > end) return gap;
  }
  return NEVER_AGAIN + end - previous;

  function elapsed(from: number, to: number): number {
    return (clock.firstInstant(to) ?? to) - (clock.firstInstant(from) ?? from);
  }
}

interface RunDay {
  readonly midnight: number;
  readonly times: readonly number[];
}

/** The days with runs after a moment. */
function* runDays({ hours, minutes, days, months, years }: Cron, clock: WallClock, start: number): Generator<RunDay> {
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * HOUR + minute * MINUTE));
  for (const year of years.filter((each) => each >= new Date(start).getUTCFullYear())) {
    for (const month of months) {
      for (const day of daysInMonth(days, year, month)) {
        const midnight = Date.UTC(year, month - 1, day);
        const changes = clock.firstInstant(midnight + DAY) !== (clock.firstInstant(midnight) ?? 0) + DAY;
        if (midnight > start && !changes) yield { midnight, times };
        else yield { midnight, times: times.filter((time) => isRun(midnight + time)) };
      }
    }
  }

  function isRun(wallTime: number): boolean {
    return wallTime > start && clock.firstInstant(wallTime) !== undefined;
  }
}
