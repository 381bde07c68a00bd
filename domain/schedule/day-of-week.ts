import type { CronProblem } from './cron-problem';
import type { Days } from './days';
import { readValue, readValues, type Field } from './field';

const dayOfWeek: Field = {
  name: 'day-of-week',
  first: 1,
  last: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  wraps: true,
  standsAlone: { pattern: /^(L|\w+L|\w+#\w+)$/, examples: 'L, 6L, FRI#2' },
};

/** Reads a day-of-week field other than `?`, and adds everything that is not valid to `problems`. */
export function readDaysOfWeek(text: string, problems: CronProblem[]): Days | undefined {
  // A single L is the last day of the week, not of the month: every Saturday.
  if (text === 'L') return { kind: 'days-of-week', days: [dayOfWeek.last] };

  const last = /^(\w+)L$/.exec(text)?.[1];
  if (last !== undefined) {
    const day = readValue(dayOfWeek, last);
    if (day !== undefined) return { kind: 'last-day-of-week', dayOfWeek: day };
    problems.push({ field: 'day-of-week', found: text, remedy: 'write 1L to 7L, or SUNL to SATL' });
    return undefined;
  }

  const [, such, nth] = /^(\w+)#(\w+)$/.exec(text) ?? [];
  if (such !== undefined && nth !== undefined) {
    const day = readValue(dayOfWeek, such);
    if (day !== undefined && /^[1-5]$/.test(nth)) return { kind: 'nth-day-of-week', dayOfWeek: day, nth: Number(nth) };
    problems.push({ field: 'day-of-week', found: text, remedy: 'write 1 to 7 or SUN to SAT, and then #1 to #5' });
    return undefined;
  }

  return { kind: 'days-of-week', days: readValues(dayOfWeek, text, problems) };
}
