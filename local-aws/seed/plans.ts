import {
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  type BackupPlanInput,
  type BackupRuleInput,
  type BackupSelection,
  type Condition,
} from '@aws-sdk/client-backup';

import { selectionTerms, type SelectionTag } from '../../domain/backup/selection-terms';
import { backupRoleArn } from '../../domain/backup/service-roles';
import type { Copy, Plan, Rule, Selection } from '../../environments/schema';
import { arnOf } from '../../modules/core/naming';
import type { SeededAccount } from './account';

/** Creates the plans and selections of the backup stack. */
export async function seedPlans({ backup: of, environment }: SeededAccount): Promise<void> {
  const roleArn = backupRoleArn(environment);
  for (const plan of environment.backup.plans) {
    const client = of(plan.region);
    const { BackupPlanId } = await client.send(new CreateBackupPlanCommand({ BackupPlan: planOf(plan) }));
    for (const selection of plan.selections) {
      const BackupSelection = selectionOf(selection, roleArn);
      await client.send(new CreateBackupSelectionCommand({ BackupPlanId, BackupSelection }));
    }
  }
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlan.html */
function planOf({ name, rules, windowsVss }: Plan): BackupPlanInput {
  return {
    BackupPlanName: name,
    Rules: rules.map(ruleOf),
    ...(windowsVss
      ? { AdvancedBackupSettings: [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }] }
      : {}),
  };
}

function ruleOf(rule: Rule): BackupRuleInput {
  return {
    RuleName: rule.name,
    TargetBackupVaultName: rule.vault,
    ScheduleExpression: rule.schedule,
    ScheduleExpressionTimezone: rule.timezone,
    StartWindowMinutes: rule.startWindowMinutes,
    CompletionWindowMinutes: rule.completionWindowMinutes,
    Lifecycle: lifecycleOf(rule),
    EnableContinuousBackup: rule.continuous,
    RecoveryPointTags: rule.recoveryPointTags,
    CopyActions: rule.copies.map((copy) => ({
      DestinationBackupVaultArn: arnOf('backup', copy, `backup-vault:${copy.vault}`),
      Lifecycle: lifecycleOf(copy),
    })),
    TargetLogicallyAirGappedBackupVaultArn: rule.airGappedVaultArn,
  };
}

function lifecycleOf({ deleteAfterDays, coldStorageAfterDays, archive }: Rule | Copy) {
  return {
    DeleteAfterDays: deleteAfterDays,
    MoveToColdStorageAfterDays: coldStorageAfterDays,
    OptInToArchiveForSupportedResources: archive,
  };
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
function selectionOf(selection: Selection, roleArn: string): BackupSelection {
  const { any, conditions, resources, notResources } = selectionTerms({
    ...selection,
    match: selection.match ?? 'any',
  });
  const { stringEquals = [], stringLike = [], stringNotEquals = [], stringNotLike = [] } = conditions;
  return {
    SelectionName: selection.name,
    IamRoleArn: selection.roleArn ?? roleArn,
    ListOfTags: any.map((tag): Condition => ({ ConditionType: 'STRINGEQUALS', ...conditionOf(tag) })),
    Conditions: {
      StringEquals: stringEquals.map(conditionOf),
      StringLike: stringLike.map(conditionOf),
      StringNotEquals: stringNotEquals.map(conditionOf),
      StringNotLike: stringNotLike.map(conditionOf),
    },
    Resources: [...resources],
    NotResources: [...notResources],
  };
}

function conditionOf({ key, value }: SelectionTag) {
  return { ConditionKey: key, ConditionValue: value };
}
