import { DAY, HORIZON_DAYS, MINUTE } from './duration';
import { Timetable, type Schedule } from './timetable';

/** The time after each run in which AWS Backup may start the job. */
export interface StartWindow extends Schedule {
  readonly startWindowMinutes: number;
}

/** Two runs, one of each schedule, whose start windows have time in common. */
export interface Overlap {
  readonly first: Date;
  readonly second: Date;
}

/**
 * The first two runs whose start windows overlap, among the runs from `now` until `horizonDays` days later. A window
 * contains the minute of its run and ends before the minute in which it closes: windows that touch do not overlap.
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
    // The earlier window closed before the later one opens: leap to the first that is still open then.
    if (run < other) run = timetable.firstAfter(other - length);
    else other = otherTimetable.firstAfter(run - otherLength);
  }
  return undefined;
}
