import type { Rule } from '../backup/model';
import { nextRuns } from './next-runs';
import { readSchedule } from './read-schedule';
import { recoveryPointsKept } from './recovery-points';

/** The schedule of a rule that has none. @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html */
export const DEFAULT_SCHEDULE = 'cron(0 5 ? * * *)';

/** When a rule runs and how much it keeps. */
export interface RuleRuns {
  readonly schedule: string;
  readonly timezone: string;
  /** The next two runs, as ISO instants in UTC; none for a schedule that never runs or is not valid. */
  readonly nextRuns: readonly string[];
  /** Null: kept forever. */
  readonly deleteAfterDays: number | null;
  /** The most recovery points of one resource that exist at a time; null when they are kept forever. */
  readonly recoveryPoints: number | null;
}

/** The runs of a rule after a moment, with AWS's defaults for what the rule leaves out. */
export function ruleRuns(rule: Pick<Rule, 'schedule' | 'timezone' | 'deleteAfterDays'>, now: Date): RuleRuns {
  const { schedule = DEFAULT_SCHEDULE, timezone = 'UTC', deleteAfterDays } = rule;
  const written = { schedule, timezone, deleteAfterDays: deleteAfterDays ?? null };
  const timetable = readSchedule(written);
  if (!timetable) return { ...written, nextRuns: [], recoveryPoints: 0 };
  return {
    ...written,
    nextRuns: nextRuns(timetable, now, 2).map((run) => run.toISOString()),
    recoveryPoints: deleteAfterDays === undefined ? null : recoveryPointsKept({ ...timetable, deleteAfterDays }, now),
  };
}
