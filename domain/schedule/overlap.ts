import { DAY, HORIZON_DAYS, MINUTE } from './duration';
import { Timetable, type Schedule } from './timetable';

/** The time after each run in which AWS Backup can start the job. */
export interface StartWindow extends Schedule {
  readonly startWindowMinutes: number;
}

/** Two runs, one of each schedule, whose start windows overlap. */
export interface Overlap {
  readonly first: Date;
  readonly second: Date;
}

/**
 * The first two runs whose start windows overlap, among the runs from `now` until `horizonDays` days later. A window
 * includes the minute of its run and excludes the minute in which it closes: adjacent windows do not overlap.
 *
 * @throws {CronError | TimezoneError}
 */
export function firstOverlap(
  first: StartWindow,
  second: StartWindow,
  now: Date,
  horizonDays = HORIZON_DAYS,
): Overlap | undefined {
  const [timetable, otherTimetable] = [new Timetable(first), new Timetable(second)];
  const [length, otherLength] = [first.startWindowMinutes * MINUTE, second.startWindowMinutes * MINUTE];
  const until = now.getTime() + horizonDays * DAY;

  let run = timetable.firstAfter(now.getTime());
  let other = otherTimetable.firstAfter(now.getTime());
  while (run !== undefined && other !== undefined && Math.max(run, other) <= until) {
    if (run < other + otherLength && other < run + length) return { first: new Date(run), second: new Date(other) };
    // The earlier window closes before the later one opens: skip to the first that is still open then.
    if (run < other) run = timetable.firstAfter(other - length);
    else other = otherTimetable.firstAfter(run - otherLength);
  }
  return undefined;
}
