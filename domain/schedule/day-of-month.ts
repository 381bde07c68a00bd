import type { CronProblem } from './cron-problem';
import type { Days } from './days';
import { readValue, readValues, type Field } from './field';

/** The service that reads a schedule. */
export type CronReader = 'backup' | 'organizations';

const dayOfMonth: Field = {
  name: 'day-of-month',
  first: 1,
  last: 31,
  wraps: true,
  standsAlone: { pattern: /^(L|L-\d+W?|LW|\d+W)$/, examples: 'L, L-3, 15W, LW' },
};

/** Reads a day-of-month field other than `?`, and adds everything that is not valid to `problems`. */
export function readDaysOfMonth(
  text: string,
  problems: CronProblem[],
  reader: CronReader = 'backup',
): Days | undefined {
  if (text === 'LW') return { kind: 'working-day-before-last', by: 0 };
  if (text === 'L') return { kind: 'before-last-day', by: 0 };

  const [, beforeLast, working = ''] = /^L-(\d+)(W?)$/.exec(text) ?? [];
  if (beforeLast !== undefined && (working === '' || reader === 'organizations')) {
    const by = Number(beforeLast);
    if (by < dayOfMonth.last) return { kind: working === '' ? 'before-last-day' : 'working-day-before-last', by };
    problems.push({ field: 'day-of-month', found: text, remedy: `write L-0${working} to L-30${working}` });
    return undefined;
  }
  if (beforeLast !== undefined) {
    problems.push({ field: 'day-of-month', found: text, remedy: `write L-${beforeLast} or LW` });
    return undefined;
  }

  const nearest = /^(\d+)W$/.exec(text)?.[1];
  if (nearest !== undefined) {
    const day = readValue(dayOfMonth, nearest);
    if (day !== undefined) return { kind: 'nearest-working-day', day };
    problems.push({ field: 'day-of-month', found: text, remedy: 'write 1W to 31W' });
    return undefined;
  }

  return { kind: 'days-of-month', days: readValues(dayOfMonth, text, problems) };
}
