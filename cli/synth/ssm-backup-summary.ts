import { nextRuns } from '../../domain/schedule/next-runs';
import { shiftedEarlier } from '../../domain/schedule/shift';
import { BACKUP_GROUP_TAG } from '../../domain/ssm-backup/tags';
import type { Environment } from '../../environments/schema';

/** When Systems Manager backs up, and when its agents are checked before. */
export interface SsmBackupSummary {
  readonly window: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly durationHours: number;
  /** The next two times that the window opens, as ISO instants in UTC. */
  readonly nextRuns: readonly string[];
  /** Which instances are backed up. */
  readonly tag: { readonly key: string; readonly value: string };
  readonly agentCheck: {
    readonly schedule: string;
    readonly minutesBefore: number;
    readonly nextRuns: readonly string[];
  };
}

/** Null where the environment has no SSM backup. */
export function summarizeSsmBackup({ ssmBackup }: Environment, now: Date): SsmBackupSummary | null {
  if (ssmBackup === 'none') return null;
  const { window, group, agentCheck } = ssmBackup;
  const { name, schedule, timezone, durationHours } = window;
  const { minutesBefore } = agentCheck;
  const check = shiftedEarlier(schedule, minutesBefore);
  const next = (expression: string) => nextRuns({ expression, timezone }, now, 2).map((run) => run.toISOString());
  return {
    window: name,
    schedule,
    timezone,
    durationHours,
    nextRuns: next(schedule),
    tag: { key: BACKUP_GROUP_TAG, value: group },
    agentCheck: { schedule: check, minutesBefore, nextRuns: next(check) },
  };
}
