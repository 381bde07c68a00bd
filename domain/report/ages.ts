import type { Rule } from '../backup/model';
import { DAY, HOUR } from '../schedule/duration';
import { readSchedule } from '../schedule/read-schedule';
import { Timetable } from '../schedule/timetable';

/** On a logarithmic axis, points closer than this ratio cannot be told apart. */
const CLOSEST = 1.03;
/** What is kept forever is drawn for so many days. */
const FOREVER_DAYS = 3660;

/**
 * The ages of the recovery points of one resource just before a run, in hours, ascending, as if the rule had always run. Points
 * too close to the one before are left out.
 */
export function recoveryPointAges(
  { deleteAfterDays, ...rule }: Pick<Rule, 'schedule' | 'timezone' | 'deleteAfterDays'>,
  now: Date,
): number[] {
  const schedule = readSchedule(rule);
  if (!schedule) return [];
  const timetable = new Timetable(schedule);
  const next = timetable.firstAfter(now.getTime());
  if (next === undefined) return [];
  const days = Math.min(deleteAfterDays ?? FOREVER_DAYS, FOREVER_DAYS);
  const runs: number[] = [];
  for (const run of timetable.after(next - days * DAY - 1)) {
    if (run >= next) break;
    runs.push(run);
  }
  const ages: number[] = [];
  for (const run of runs.toReversed()) {
    const age = (next - run) / HOUR;
    if (age >= (ages.at(-1) ?? 0) * CLOSEST) ages.push(Math.round(age * 100) / 100);
  }
  return ages;
}
