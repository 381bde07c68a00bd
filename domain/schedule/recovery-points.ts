import { DAY } from './duration';
import { Timetable, type Schedule } from './timetable';

/** A schedule, and how long what it backs up is kept. */
export interface Retention extends Schedule {
  /** Without it a recovery point is kept for ever. */
  readonly deleteAfterDays?: number;
}

const YEAR_OF_RUNS_DAYS = 366;

/**
 * How many recovery points of one resource a rule keeps at once: the most, in the year after the first one made
 * after `now` has had time to expire. `Infinity` when they are kept for ever, 0 when none is made.
 *
 * Days are those of the clock on the wall, so that the day of 23 hours does not count as one recovery point more.
 * Jobs that fail and copies are not considered, and AWS deletes up to some hours late.
 *
 * @throws {CronError | TimezoneError}
 */
export function recoveryPointsKept({ deleteAfterDays, ...schedule }: Retention, now: Date): number {
  const timetable = new Timetable(schedule);
  if (deleteAfterDays === undefined) return timetable.firstAfter(now.getTime()) === undefined ? 0 : Infinity;

  const until = now.getTime() + (deleteAfterDays + YEAR_OF_RUNS_DAYS) * DAY;
  const made: number[] = [];
  let expired = 0;
  let most = 0;
  for (const run of timetable.after(now.getTime())) {
    if (run > until) break;
    const latest = timetable.clock.at(run);
    made.push(latest);
    while ((made[expired] ?? Infinity) <= latest - deleteAfterDays * DAY) expired++;
    most = Math.max(most, made.length - expired);
  }
  return most;
}
