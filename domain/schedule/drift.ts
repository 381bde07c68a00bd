import { DAY, HORIZON_DAYS, MINUTE } from './duration';
import { Timetable, type Schedule } from './timetable';

/** A run without its earlier run, or an earlier run without its run. */
export interface Drift {
  /** When the earlier run was due, or happened. */
  readonly at: Date;
  readonly kind: 'missing' | 'alone';
}

/**
 * The first moment at which a schedule does not run exactly so many minutes before the other, among the runs from `now`
 * until `horizonDays` later (S10). This happens if the clock changes between the two.
 *
 * @throws {CronError | TimezoneError}
 */
export function firstDrift(
  schedule: Schedule,
  earlier: Schedule,
  minutes: number,
  now: Date,
  horizonDays = HORIZON_DAYS,
): Drift | undefined {
  const until = now.getTime() + horizonDays * DAY;
  const expected = new Timetable(schedule).after(now.getTime() + minutes * MINUTE);
  const actual = new Timetable(earlier).after(now.getTime());
  for (;;) {
    const run = valueOf(expected.next());
    const before = valueOf(actual.next());
    const due = run === undefined ? Infinity : run - minutes * MINUTE;
    const came = before ?? Infinity;
    if (Math.min(due, came) > until) return undefined;
    if (due < came) return { at: new Date(due), kind: 'missing' };
    if (came < due) return { at: new Date(came), kind: 'alone' };
  }
}

function valueOf(next: IteratorResult<number>): number | undefined {
  return next.done ? undefined : next.value;
}
