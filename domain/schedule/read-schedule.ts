import type { Rule } from '../backup/model';
import { CronError } from './cron-problem';
import { nextRuns } from './next-runs';
import { readOrganizationsCron } from './organizations-cron';
import type { Schedule } from './timetable';
import { checkTimezone, TimezoneError } from './timezone';

/**
 * The schedule of a rule. Organizations accepts every schedule that AWS Backup accepts, and reads it the same way.
 * @returns undefined for a rule without a schedule, or with one that is not valid
 */
export function readSchedule({
  schedule,
  timezone = 'UTC',
}: Pick<Rule, 'schedule' | 'timezone'>): Schedule | undefined {
  if (schedule === undefined) return undefined;
  try {
    checkTimezone(timezone);
    return { expression: readOrganizationsCron(schedule).expression, timezone };
  } catch (error) {
    if (error instanceof CronError || error instanceof TimezoneError) return undefined;
    throw error;
  }
}

/** The next two runs of a rule, or fewer if there are no more; undefined without a valid schedule. */
export function nextTwoRuns(rule: Pick<Rule, 'schedule' | 'timezone'>, now: Date): readonly Date[] | undefined {
  const schedule = readSchedule(rule);
  return schedule && nextRuns(schedule, now, 2);
}
