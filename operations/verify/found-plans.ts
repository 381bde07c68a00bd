import {
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  paginateListBackupPlans,
  paginateListBackupSelections,
  type BackupClient,
  type BackupPlan,
  type BackupPlansListMember,
  type BackupRule,
  type BackupSelection,
  type BackupSelectionsListMember,
  type Condition,
  type Lifecycle as AwsLifecycle,
} from '@aws-sdk/client-backup';

import { type Copy, type Lifecycle, type Rule, vaultOfArn } from '../../domain/backup/model';
import type { SelectionTag, SelectionTerms } from '../../domain/backup/selection-terms';
import type { ComparedPlan } from '../../domain/verify/plan';
import type { FoundSelection } from '../../domain/verify/selection';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { required } from '../unreadable-response';

/** A plan of a region, and what it backs up. */
export interface FoundPlan extends ComparedPlan {
  readonly name: string;
  readonly selections: readonly FoundSelection[];
}

/** Every plan with one of these names in a region. Others, such as those of organization policies, are ignored. */
export async function foundPlans(backup: BackupClient, names: ReadonlySet<string>): Promise<FoundPlan[]> {
  const plans: FoundPlan[] = [];
  for (const { BackupPlanId, BackupPlanName = '' } of await listedPlans(backup)) {
    if (!names.has(BackupPlanName)) continue;
    const plan = await readPlan(backup, BackupPlanId);
    const selections: FoundSelection[] = [];
    for (const { SelectionId } of await listedSelections(backup, BackupPlanId)) {
      selections.push(await readSelection(backup, { BackupPlanId, SelectionId }));
    }
    plans.push({ name: BackupPlanName, selections, ...planOf(plan) });
  }
  return plans;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupPlans.html */
export function listedPlans(backup: BackupClient): Promise<BackupPlansListMember[]> {
  return withAwsErrors('backup:ListBackupPlans', () =>
    everyPage(paginateListBackupPlans({ client: backup }, {}), 'BackupPlansList'),
  );
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupPlan.html */
export function readPlan(backup: BackupClient, BackupPlanId: string | undefined): Promise<BackupPlan> {
  return withAwsErrors('backup:GetBackupPlan', async () =>
    required(await backup.send(new GetBackupPlanCommand({ BackupPlanId })), 'BackupPlan'),
  );
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupSelections.html */
export function listedSelections(
  backup: BackupClient,
  BackupPlanId: string | undefined,
): Promise<BackupSelectionsListMember[]> {
  return withAwsErrors('backup:ListBackupSelections', () =>
    everyPage(paginateListBackupSelections({ client: backup }, { BackupPlanId }), 'BackupSelectionsList'),
  );
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupSelection.html */
export async function readSelection(
  backup: BackupClient,
  id: { readonly BackupPlanId: string | undefined; readonly SelectionId: string | undefined },
): Promise<FoundSelection> {
  const selection = await withAwsErrors('backup:GetBackupSelection', async () =>
    required(await backup.send(new GetBackupSelectionCommand(id)), 'BackupSelection'),
  );
  return { name: selection.SelectionName ?? '', roleArn: selection.IamRoleArn ?? '', terms: termsOf(selection) };
}

/** A plan of AWS Backup in the model's terms. */
export function planOf({ Rules = [], AdvancedBackupSettings = [] }: BackupPlan): ComparedPlan {
  return {
    windowsVss: AdvancedBackupSettings.some(({ BackupOptions }) => BackupOptions?.['WindowsVSS'] === 'enabled'),
    rules: Rules.map(ruleOf),
  };
}

/** A plan without a time zone runs in UTC. */
function ruleOf(rule: BackupRule): Rule {
  return {
    name: rule.RuleName ?? '',
    vault: rule.TargetBackupVaultName ?? '',
    schedule: rule.ScheduleExpression ?? '',
    timezone: rule.ScheduleExpressionTimezone ?? 'Etc/UTC',
    startWindowMinutes: rule.StartWindowMinutes,
    completionWindowMinutes: rule.CompletionWindowMinutes,
    ...lifecycleOf(rule.Lifecycle),
    continuous: rule.EnableContinuousBackup ?? false,
    recoveryPointTags: rule.RecoveryPointTags ?? {},
    copies: (rule.CopyActions ?? []).map((copy): Copy => ({
      ...vaultOfArn(copy.DestinationBackupVaultArn ?? ''),
      ...lifecycleOf(copy.Lifecycle),
    })),
    airGappedVaultArn: rule.TargetLogicallyAirGappedBackupVaultArn,
  };
}

function lifecycleOf(lifecycle: AwsLifecycle | undefined): Lifecycle {
  return {
    deleteAfterDays: lifecycle?.DeleteAfterDays,
    coldStorageAfterDays: lifecycle?.MoveToColdStorageAfterDays,
    archive: lifecycle?.OptInToArchiveForSupportedResources ?? false,
  };
}

function termsOf({ ListOfTags, Conditions = {}, Resources = [], NotResources = [] }: BackupSelection): SelectionTerms {
  const { StringEquals, StringLike, StringNotEquals, StringNotLike } = Conditions;
  return {
    any: tagsOf(ListOfTags),
    conditions: {
      stringEquals: tagsOf(StringEquals),
      stringLike: tagsOf(StringLike),
      stringNotEquals: tagsOf(StringNotEquals),
      stringNotLike: tagsOf(StringNotLike),
    },
    resources: Resources,
    notResources: NotResources,
  };
}

type AwsTag = Partial<Pick<Condition, 'ConditionKey' | 'ConditionValue'>>;

function tagsOf(tags: readonly AwsTag[] = []): SelectionTag[] {
  return tags.map(({ ConditionKey = '', ConditionValue = '' }) => ({ key: ConditionKey, value: ConditionValue }));
}
