import { DAY, HORIZON_DAYS, MINUTE } from './duration';
import { Timetable, type Schedule } from './timetable';

/**
 * The shortest time between two consecutive runs, in minutes, the earlier of which is at most `horizonDays` days after
 * `now`; undefined when there are fewer than two. Clock changes count: from 01:30 to 03:15 it is 45 minutes in the night
 * that skips an hour.
 *
 * @throws {CronError | TimezoneError}
 */
export function minimumInterval(schedule: Schedule, now: Date, horizonDays = HORIZON_DAYS): number | undefined {
  const until = now.getTime() + horizonDays * DAY;
  let previous: number | undefined;
  let shortest = Infinity;
  for (const run of new Timetable(schedule).after(now.getTime())) {
    if (previous !== undefined && (previous > until || shortest === MINUTE)) break;
    if (previous !== undefined) shortest = Math.min(shortest, run - previous);
    previous = run;
  }
  return shortest === Infinity ? undefined : shortest / MINUTE;
}
