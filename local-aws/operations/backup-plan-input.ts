import {
  coldStorageTooShort,
  continuousLifecycle,
  lifecycleDaysNotPositive,
  lifecycleTooLong,
} from '../../domain/backup/lifecycle';
import { nameNotAllowed } from '../../domain/backup/names';
import { DEFAULT_WINDOWS, windowTooLong, windowTooShort } from '../../domain/backup/windows';
import type { Finding } from '../../domain/finding';
import { scheduleRefused } from '../../domain/schedule/schedule-finding';
import { refuseAbove, refuseInvalid, requireMembers } from './backup-input';

type Members = Readonly<Record<string, any>>;

/**
 * Validates a plan, and adds what AWS Backup adds to it.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlanInput.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
 */
export function readPlan(plan: Members): Members & { readonly BackupPlanName: string } {
  requireMembers(plan, ['BackupPlanName', 'Rules']);
  const { BackupPlanName, Rules } = plan;
  for (const rule of Rules) requireMembers(rule, ['RuleName', 'TargetBackupVaultName']);
  refuseInvalid([
    ...nameNotAllowed('plan', BackupPlanName, 'BackupPlanName'),
    ...Rules.flatMap((rule: Members, index: number) => ruleFindings(rule, `Rules[${index}]`)),
  ]);
  refuseAbove('rules in a plan', Rules.length);
  return { ...plan, BackupPlanName, Rules: Rules.map(withDefaults) };
}

function withDefaults(rule: Members): Members {
  return {
    StartWindowMinutes: DEFAULT_WINDOWS.startWindowMinutes,
    CompletionWindowMinutes: DEFAULT_WINDOWS.completionWindowMinutes,
    ScheduleExpressionTimezone: 'Etc/UTC',
    EnableContinuousBackup: false,
    ...rule,
    RuleId: crypto.randomUUID(),
  };
}

const MEMBERS = {
  schedule: 'ScheduleExpression',
  timezone: 'ScheduleExpressionTimezone',
  startWindowMinutes: 'StartWindowMinutes',
  completionWindowMinutes: 'CompletionWindowMinutes',
  deleteAfterDays: 'Lifecycle.DeleteAfterDays',
  coldStorageAfterDays: 'Lifecycle.MoveToColdStorageAfterDays',
  archive: 'Lifecycle.OptInToArchiveForSupportedResources',
} as const;

function ruleFindings(rule: Members, path: string): Finding[] {
  const { RuleName, TargetBackupVaultName, CopyActions = [], EnableContinuousBackup: continuous = false } = rule;
  const windows = {
    startWindowMinutes: rule['StartWindowMinutes'],
    completionWindowMinutes: rule['CompletionWindowMinutes'],
  };
  const at = (setting: keyof typeof MEMBERS) => `${path}.${MEMBERS[setting]}`;
  return [
    ...nameNotAllowed('rule', RuleName, `${path}.RuleName`),
    ...nameNotAllowed('vault', TargetBackupVaultName, `${path}.TargetBackupVaultName`),
    ...scheduleRefused({ schedule: rule['ScheduleExpression'], timezone: rule['ScheduleExpressionTimezone'] }, at),
    ...windowTooShort(windows, at),
    ...windowTooLong(windows, at),
    ...lifecycleFindings(rule['Lifecycle'], path, continuous),
    ...CopyActions.flatMap(({ Lifecycle }: Members, index: number) =>
      lifecycleFindings(Lifecycle, `${path}.CopyActions[${index}]`, false),
    ),
  ];
}

function lifecycleFindings(lifecycle: Members | undefined, path: string, continuous: boolean): Finding[] {
  const read = {
    deleteAfterDays: lifecycle?.['DeleteAfterDays'],
    coldStorageAfterDays: lifecycle?.['MoveToColdStorageAfterDays'],
    archive: lifecycle?.['OptInToArchiveForSupportedResources'] ?? false,
    continuous,
  };
  const at = (setting: keyof typeof MEMBERS) => `${path}.${MEMBERS[setting]}`;
  return [lifecycleDaysNotPositive, lifecycleTooLong, coldStorageTooShort, continuousLifecycle].flatMap((check) =>
    check(read, at),
  );
}
