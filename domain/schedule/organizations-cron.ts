import { parseCron } from './cron';
import { CronError, type CronProblem } from './cron-problem';
import { readDaysOfMonth } from './day-of-month';
import { readDaysOfWeek } from './day-of-week';
import type { Days } from './days';

/** A schedule as Organizations reads it. */
export interface OrganizationsCron {
  /** The same schedule in AWS Backup's own words, which differ. */
  readonly expression: string;
  /** The day fields that name several days of which only the first counts. */
  readonly onlyFirstDay: readonly string[];
}

const FORM = 'cron(minutes hours day-of-month month day-of-week year)';

/**
 * Reads a schedule as CreatePolicy does: a dialect of Quartz without the seconds, and more patient than AWS Backup's own.
 * The year may be missing, fields after the sixth are ignored, fields may stand several spaces apart. With `W`, or one
 * `#`, inside a list only the first of its days counts [observed; that it is the first is what Quartz does].
 *
 * @throws {CronError} with all problems at once
 */
export function readOrganizationsCron(expression: string): OrganizationsCron {
  const fields = /^cron\((\S(?:.*\S)?)\)$/.exec(expression)?.[1]?.split(/ +/);
  if (!fields) throw new CronError([{ field: 'expression', found: expression, remedy: `write ${FORM}` }]);
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year = '*'] = fields;
  if (dayOfMonth === undefined || dayOfWeek === undefined) {
    const remedy = `write five or six fields instead of ${fields.length}: ${FORM}`;
    throw new CronError([{ field: 'expression', found: expression, remedy }]);
  }
  const ofMonth = oneWorkingDay(dayOfMonth);
  const ofWeek = oneNumberedDay(dayOfWeek);
  const inBackupWords = `cron(${[minutes, hours, ofMonth, month, ofWeek, year].join(' ')})`;
  parseCron(inBackupWords);
  return {
    expression: inBackupWords,
    onlyFirstDay: [...(ofMonth === dayOfMonth ? [] : [dayOfMonth]), ...(ofWeek === dayOfWeek ? [] : [dayOfWeek])],
  };
}

/** Quartz keeps the days of a list sorted and, when one of them has a `W`, looks at the first only. */
function oneWorkingDay(field: string): string {
  if (!field.includes(',') || !/^(\d+W?|\d+-\d+)(,(\d+W?|\d+-\d+))*$/.test(field) || !field.includes('W')) return field;
  const first = firstDay(readDaysOfMonth, field.replaceAll('W', ''));
  return first === undefined ? field : `${first}W`;
}

/** The same for the days of a week and `#`, which Quartz takes once. */
function oneNumberedDay(field: string): string {
  const numbered = [...field.matchAll(/#([1-5])(?=,|$)/g)];
  const [only] = numbered;
  if (!field.includes(',') || numbered.length !== 1 || !only) return field;
  const first = firstDay(readDaysOfWeek, field.replace(only[0], ''));
  return first === undefined ? field : `${first}${only[0]}`;
}

function firstDay(
  read: (text: string, problems: CronProblem[]) => Days | undefined,
  field: string,
): number | undefined {
  const problems: CronProblem[] = [];
  const days = read(field, problems);
  const isList = days?.kind === 'days-of-month' || days?.kind === 'days-of-week';
  return isList && problems.length === 0 ? days.days[0] : undefined;
}
