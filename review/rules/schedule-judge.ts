import { runsInYear } from '../meaning/frequency';
import { textAt, type Value, valueAt } from '../model/value';
import { hit, type Judge, type Rule } from './rule';

export const SCHEDULE_RULES = {
  lessOften: {
    name: 'runs-less-often',
    severity: 'high',
    finds: 'a schedule that runs less often in a year, never, or at times that cannot be read',
    why: 'what is lost between two backups is more',
    remedy: 'keep the schedule, or accept what may be lost',
  },
  moved: {
    name: 'schedule-moved',
    severity: 'medium',
    finds: 'a schedule that runs at other times, as often or more often',
    why: 'backups may now meet other jobs, or people at work, and more of them cost more',
    remedy: 'see that nothing else counts on the old times',
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** Where a schedule stands, beside what differs. */
export interface ScheduleNames {
  readonly schedule: readonly string[];
  readonly timezone: readonly string[];
  /** What AWS takes where no schedule is written. */
  readonly byDefault?: string;
  /** How many names of the path of a difference lie inside of what holds both. */
  readonly depth: number;
}

/** Compares how often two schedules run; a difference of both is told at each. */
export function scheduleJudge({ schedule, timezone, byDefault = '', depth }: ScheduleNames): Judge {
  return (difference, { before, after }, { now }) => {
    const place = difference.path.slice(0, difference.path.length - depth);
    const frequency = (value: Value | undefined): number | undefined => {
      const holder = valueAt(value, place);
      const expression = textAt(holder, schedule) ?? byDefault;
      return runsInYear(expression, textAt(holder, timezone) ?? 'UTC', now);
    };
    const [then, soon] = [frequency(before), frequency(after)];
    const worse = soon === undefined || soon === 0 || (then !== undefined && soon < then);
    return [hit(worse ? SCHEDULE_RULES.lessOften : SCHEDULE_RULES.moved, difference)];
  };
}
