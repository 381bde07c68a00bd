import type { Rule } from '../backup/model';
import type { Finding, Locate } from '../finding';
import { parseCron } from './cron';
import { CronError, describeProblem } from './cron-problem';
import { checkTimezone, TimezoneError } from './timezone';

/** When a rule runs. */
export type RuleSchedule = Pick<Rule, 'schedule' | 'timezone'>;

/**
 * Everything in the schedule of a rule that AWS Backup does not accept. A value that is missing is not judged.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html
 */
export function scheduleRefused({ schedule, timezone }: RuleSchedule, at: Locate<keyof RuleSchedule>): Finding[] {
  return [
    ...(schedule === undefined ? [] : scheduleNotUnderstood(at('schedule'), schedule)),
    ...(timezone === undefined ? [] : timezoneUnknown(at('timezone'), timezone)),
  ];
}

function scheduleNotUnderstood(path: string, schedule: string): Finding[] {
  const error = errorOf(() => parseCron(schedule), CronError);
  return (error?.problems ?? []).map((problem) => ({
    rule: 'schedule-not-understood',
    severity: 'error',
    source: 'aws',
    path,
    found: schedule,
    message: describeProblem(problem),
    remedy: problem.remedy,
  }));
}

/** A name that is no time zone. */
export function timezoneUnknown(path: string, timezone: string): Finding[] {
  const error = errorOf(() => checkTimezone(timezone), TimezoneError);
  if (!error) return [];
  return [
    {
      rule: 'timezone-unknown',
      severity: 'error',
      source: 'aws',
      path,
      found: timezone,
      message: `"${timezone}" is not a time zone`,
      remedy:
        error.nearest === undefined ? 'write UTC, or an area and a city such as Asia/Tokyo' : `write ${error.nearest}`,
    },
  ];
}

function errorOf<E extends Error>(attempt: () => unknown, kind: abstract new (...args: never[]) => E): E | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
}
