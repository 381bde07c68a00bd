import { Timetable, type Schedule } from './timetable';

/**
 * The next runs of a schedule, strictly after `from`: fewer than `count`, or none, if it does not run that often.
 *
 * @throws {CronError | TimezoneError}
 */
export function nextRuns(schedule: Schedule, from: Date, count: number): Date[] {
  const runs: Date[] = [];
  if (count < 1) return runs;
  for (const run of new Timetable(schedule).after(from.getTime())) {
    runs.push(new Date(run));
    if (runs.length >= count) break;
  }
  return runs;
}
