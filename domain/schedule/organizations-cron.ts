import { parseCron } from './cron';
import { CronError, type CronProblem } from './cron-problem';
import { readDaysOfMonth } from './day-of-month';
import { readDaysOfWeek } from './day-of-week';
import type { Days } from './days';

/** A schedule as Organizations reads it. */
export interface OrganizationsCron {
  /** The same schedule in the syntax of AWS Backup, apart from `L-3W`, for which it has no form. */
  readonly expression: string;
  /** The day fields with several days, of which only the first counts. */
  readonly onlyFirstDay: readonly string[];
}

const FORM = 'cron(minutes hours day-of-month month day-of-week year)';

/**
 * Reads a schedule like CreatePolicy does: in the syntax of Quartz without seconds, less strictly than AWS Backup. The
 * year is optional, fields after the sixth are ignored, and several spaces can separate fields. In a list with `W`, or
 * one `#`, only the first of the days counts [observed; that it is the first is how Quartz works]. A range can end in a
 * `W` [observed], which Quartz ignores.
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
  const [daysOfMonth, daysOfWeek] = [rangesWithoutW(dayOfMonth), rangesWithoutW(dayOfWeek)];
  const ofMonth = oneWorkingDay(daysOfMonth);
  const ofWeek = oneNumberedDay(daysOfWeek);
  const inBackupSyntax = `cron(${[minutes, hours, ofMonth, month, ofWeek, year].join(' ')})`;
  parseCron(inBackupSyntax, 'organizations');
  return {
    expression: inBackupSyntax,
    onlyFirstDay: [...(ofMonth === daysOfMonth ? [] : [dayOfMonth]), ...(ofWeek === daysOfWeek ? [] : [dayOfWeek])],
  };
}

function rangesWithoutW(field: string): string {
  return field.replaceAll(/(\d+-\d+)W(?=,|$)/g, '$1');
}

/** Quartz sorts the days of a list and, if one of them has a `W`, uses only the first. */
function oneWorkingDay(field: string): string {
  if (!field.includes(',') || !/^(\d+W?|\d+-\d+)(,(\d+W?|\d+-\d+))*$/.test(field) || !field.includes('W')) return field;
  const first = firstDay(readDaysOfMonth, field.replaceAll('W', ''));
  return first === undefined ? field : `${first}W`;
}

/** The same for the days of a week and `#`, which Quartz accepts once. */
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
