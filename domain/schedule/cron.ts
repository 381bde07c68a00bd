import { CronError, type CronProblem } from './cron-problem';
import { type CronReader, readDaysOfMonth } from './day-of-month';
import { readDaysOfWeek } from './day-of-week';
import type { Days } from './days';
import { readValues, type Field } from './field';

/** When a rule runs, in its time zone. All lists are in ascending order; January is 1. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: Days;
  readonly months: readonly number[];
  readonly years: readonly number[];
}

const minutes: Field = { name: 'minutes', first: 0, last: 59, wraps: true };
const hours: Field = { name: 'hours', first: 0, last: 23, wraps: true };
const month: Field = {
  name: 'month',
  first: 1,
  last: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  wraps: true,
};
const year: Field = { name: 'year', first: 1970, last: 2199, wraps: false };

const FORM = 'cron(minutes hours day-of-month month day-of-week year)';

/**
 * Reads the schedule of a plan rule, such as `cron(0 6 * * ? *)`, like AWS Backup does.
 *
 * @param reader Organizations also accepts `L-3W` [observed]
 * @throws {CronError} with all problems at once
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseCron(expression: string, reader: CronReader = 'backup'): Cron {
  const problems: CronProblem[] = [];
  const [minutesText, hoursText, dayOfMonthText, monthText, dayOfWeekText, yearText] = splitFields(
    expression,
    problems,
  );
  const cron = {
    minutes: readValues(minutes, minutesText, problems),
    hours: readValues(hours, hoursText, problems),
    days: readDays(dayOfMonthText, dayOfWeekText, { problems, reader }),
    months: readValues(month, monthText, problems),
    years: readValues(year, yearText, problems),
  };
  if (problems.length > 0 || !cron.days) throw new CronError(problems);
  return { ...cron, days: cron.days };
}

type SixFields = [string, string, string, string, string, string];

/** @throws {CronError} when the expression cannot be split into six fields */
function splitFields(expression: string, problems: CronProblem[]): SixFields {
  const inside = /^cron\((.*)\)$/s.exec(expression.trim())?.[1];
  if (inside === undefined) {
    throw new CronError([{ field: 'expression', found: expression, remedy: `write ${FORM}` }]);
  }
  const fields = inside.split(/\s+/).filter((field) => field !== '');
  if (!isSix(fields)) {
    const remedy = `write six fields instead of ${fields.length}: ${FORM}`;
    throw new CronError([{ field: 'expression', found: expression, remedy }]);
  }
  const tidy = `cron(${fields.join(' ')})`;
  if (expression !== tidy) problems.push({ field: 'expression', found: expression, remedy: `write ${tidy}` });
  return fields;
}

function isSix(fields: string[]): fields is SixFields {
  return fields.length === 6;
}

/** AWS accepts days of the month or days of the week, never both: the other field is `?`. */
function readDays(
  ofMonth: string,
  ofWeek: string,
  { problems, reader }: { readonly problems: CronProblem[]; readonly reader: CronReader },
): Days | undefined {
  const daysOfMonth = ofMonth === '?' ? undefined : readDaysOfMonth(ofMonth, problems, reader);
  const daysOfWeek = ofWeek === '?' ? undefined : readDaysOfWeek(ofWeek, problems);
  if (ofMonth === '?' && ofWeek === '?') {
    problems.push({ field: 'day-of-week', found: '?', remedy: 'write * in day-of-week: day-of-month is already ?' });
  }
  if (ofMonth !== '?' && ofWeek !== '?') {
    const where = ofWeek === '*' ? 'in day-of-week' : 'in day-of-month or in day-of-week';
    const remedy = `write ? ${where}: only one day field can name days`;
    problems.push({ field: 'day-of-week', found: ofWeek, remedy });
  }
  return daysOfMonth ?? daysOfWeek;
}
