import { runsInYear } from './frequency';
import { high, type Judge, medium } from './rule';
import { textAt, type Value, valueAt } from './value';

export const SCHEDULE_RULES = {
  lessOften: high('runs-less-often', {
    finds: 'a schedule that runs less often per year, never runs, or cannot be read',
    why: 'the time between two backups grows, and so does the data you can lose',
    remedy: 'keep the schedule, or accept the longer recovery point objective',
  }),
  moved: medium('schedule-moved', {
    finds: 'a schedule that runs at other times, as often as before or more often',
    why: 'backups may overlap with other jobs or working hours; more backups cost more',
    remedy: 'check that nothing depends on the old times',
  }),
};

/** Where a schedule and its time zone are, relative to the block that contains both. */
export interface ScheduleArguments {
  readonly schedule: readonly string[];
  readonly timezone: readonly string[];
  /** The expression AWS uses if none is set. */
  readonly byDefault?: string;
  /** How many names of a difference's path are inside the block. */
  readonly depth: number;
}

/** Compares how often two schedules run. If expression and time zone both differ, both differences report it. */
export function scheduleChange({ schedule, timezone, byDefault = '', depth }: ScheduleArguments): Judge {
  return ({ path }, { before, after }, { now }) => {
    const runs = (value: Value | undefined): number | undefined => {
      const block = valueAt(value, path.slice(0, path.length - depth));
      return runsInYear(textAt(block, schedule) ?? byDefault, textAt(block, timezone) ?? 'UTC', now);
    };
    const [old, current] = [runs(before), runs(after)];
    const isWorse = current === undefined || current === 0 || (old !== undefined && current < old);
    return isWorse ? SCHEDULE_RULES.lessOften : SCHEDULE_RULES.moved;
  };
}
