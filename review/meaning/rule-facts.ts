import { readOrganizationsCron } from '../../domain/schedule/organizations-cron';
import { CronError } from '../../domain/schedule/cron-problem';
import { nextRuns } from '../../domain/schedule/next-runs';
import { recoveryPointsKept } from '../../domain/schedule/recovery-points';
import { TimezoneError } from '../../domain/schedule/timezone';
import type { RuleFacts } from './effect';

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html: a rule without a schedule runs at 5:00 UTC. */
const DEFAULT_SCHEDULE = 'cron(0 5 ? * * *)';

/** A rule as it is written. */
export interface WrittenRule {
  readonly schedule: string | undefined;
  readonly timezone: string | undefined;
  readonly deleteAfterDays: number | null;
  readonly vault: string;
  readonly copies: readonly string[];
}

/** What a rule comes to from a moment on. */
export function ruleFacts(rule: WrittenRule, now: Date): RuleFacts {
  const { schedule = DEFAULT_SCHEDULE, timezone = 'UTC', deleteAfterDays, vault, copies } = rule;
  return { schedule, timezone, ...runs(schedule, timezone, deleteAfterDays, now), deleteAfterDays, vault, copies };
}

function runs(
  schedule: string,
  timezone: string,
  deleteAfterDays: number | null,
  now: Date,
): Pick<RuleFacts, 'nextRuns' | 'recoveryPoints'> {
  try {
    const timetable = { expression: readOrganizationsCron(schedule).expression, timezone };
    return {
      nextRuns: nextRuns(timetable, now, 2).map((run) => run.toISOString()),
      recoveryPoints: deleteAfterDays === null ? null : recoveryPointsKept({ ...timetable, deleteAfterDays }, now),
    };
  } catch (error) {
    if (error instanceof CronError || error instanceof TimezoneError) return { nextRuns: [], recoveryPoints: 0 };
    throw error;
  }
}
