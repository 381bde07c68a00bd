import { selectionTerms, type SelectionTag } from '../../domain/backup/selection-terms';
import { BACKUP_ROLE, serviceRoleArn } from '../../domain/backup/service-roles';
import type { Copy, Plan, Rule, Selection } from '../../environments/schema';
import { arnOf } from '../../modules/core/naming';
import type { SeededAccount } from './account';

/** Creates the plans and selections of the backup stack. */
export function seedPlans({ state, environment: { accountId, backup } }: SeededAccount): void {
  for (const plan of backup.plans) {
    const { region, selections } = plan;
    state.plans.push({
      region,
      id: crypto.randomUUID(),
      plan: planOf(plan),
      selections: Object.fromEntries(
        selections.map((selection) => [crypto.randomUUID(), selectionOf(selection, accountId)]),
      ),
    });
  }
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlan.html */
function planOf({ name, rules, windowsVss }: Plan) {
  return {
    BackupPlanName: name,
    Rules: rules.map(ruleOf),
    ...(windowsVss
      ? { AdvancedBackupSettings: [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }] }
      : {}),
  };
}

function ruleOf(rule: Rule) {
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
function selectionOf(selection: Selection, accountId: string) {
  const { any, conditions, resources, notResources } = selectionTerms({
    ...selection,
    match: selection.match ?? 'any',
  });
  const { stringEquals = [], stringLike = [], stringNotEquals = [], stringNotLike = [] } = conditions;
  return {
    SelectionName: selection.name,
    IamRoleArn: serviceRoleArn(accountId, BACKUP_ROLE),
    ListOfTags: any.map((tag) => ({ ConditionType: 'STRINGEQUALS', ...conditionOf(tag) })),
    Conditions: {
      StringEquals: stringEquals.map(conditionOf),
      StringLike: stringLike.map(conditionOf),
      StringNotEquals: stringNotEquals.map(conditionOf),
      StringNotLike: stringNotLike.map(conditionOf),
    },
    Resources: resources,
    NotResources: notResources,
  };
}

function conditionOf({ key, value }: SelectionTag) {
  return { ConditionKey: key, ConditionValue: value };
}
