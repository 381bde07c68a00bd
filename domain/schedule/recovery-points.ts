import { DAY } from './duration';
import { Timetable, type Schedule } from './timetable';

/** A schedule, and how long its recovery points are kept. */
export interface Retention extends Schedule {
  /** @default - kept forever */
  readonly deleteAfterDays?: number;
}

const YEAR_OF_RUNS_DAYS = 366;

/**
 * The maximum number of recovery points of one resource that a rule keeps at once, in the year after the first one
 * created after `now` can expire. `Infinity` if they are kept forever, 0 if none is created.
 *
 * Days are days in the time zone, so a day of 23 hours does not add a recovery point. Failed jobs and copies are not
 * considered, and AWS deletes up to a few hours late.
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
