import { onlyOne } from '../only-one';
import { openTo, type Person } from '../person';
import { TEST_PROVIDER } from '../test-provider';
import { ACCOUNT, REGION, TOPIC, type OutOfBandChange } from './change';

export const BACKUP: readonly OutOfBandChange[] = [
  {
    what: 'a vault policy opened to everyone',
    make: ({ backup }) => backup.putBackupVaultAccessPolicy({ BackupVaultName: 'EFS', Policy: openTo('backup:*') }),
    findings: [
      'high vault-policy-opened aws_backup_vault_policy.vault-EFS_access-policy policy/Allow backup:*',
      'high vault-policy-opened aws_backup_vault_policy.vault-EFS_access-policy policy/DenyManualDeletion',
    ],
  },
  {
    what: 'a vault policy removed',
    make: ({ backup }) => backup.deleteBackupVaultAccessPolicy({ BackupVaultName: 'EC2' }),
    findings: ['high vault-policy-narrower aws_backup_vault_policy.vault-EC2_access-policy '],
  },
  {
    what: 'the notifications of a vault removed',
    make: ({ backup }) => backup.deleteBackupVaultNotifications({ BackupVaultName: 'EFS' }),
    findings: ['high vault-notification-removed aws_backup_vault_notifications.vault-EFS_notifications '],
  },
  {
    what: 'a vault lock removed, and another one weaker',
    make: async ({ backup }) => {
      await backup.deleteBackupVaultLockConfiguration({ BackupVaultName: 'EFS' });
      await backup.putBackupVaultLockConfiguration({
        BackupVaultName: 'EC2',
        MinRetentionDays: 1,
        MaxRetentionDays: 365,
      });
    },
    findings: TEST_PROVIDER.omitted.includes('aws_backup_vault_lock_configuration')
      ? []
      : [
          'high vault-lock-removed aws_backup_vault_lock_configuration.vault-EFS_lock ',
          'high vault-lock-weaker aws_backup_vault_lock_configuration.vault-EC2_lock min_retention_days',
        ],
  },
  {
    what: 'an event of a vault no longer published',
    make: ({ backup }) =>
      backup.putBackupVaultNotifications({
        BackupVaultName: 'EC2',
        SNSTopicArn: TOPIC,
        BackupVaultEvents: ['BACKUP_JOB_COMPLETED'],
      }),
    findings: ['high vault-events-fewer aws_backup_vault_notifications.vault-EC2_notifications backup_vault_events'],
  },
  {
    what: 'tags of a vault removed',
    make: ({ backup }) =>
      backup.untagResource({
        ResourceArn: `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:EFS`,
        TagKeyList: ['Name', 'ManagedBy'],
      }),
    findings: [
      'high owner-tag-changed aws_backup_vault.vault-EFS_vault tags_all/ManagedBy',
      'low tags-changed aws_backup_vault.vault-EFS_vault tags/Name',
    ],
  },
  {
    what: 'the schedule and the retention of a rule',
    make: async ({ backup }) => {
      const BackupPlanId = await planId(backup, 'EC2');
      const { BackupPlan } = await backup.getBackupPlan({ BackupPlanId });
      const rules = (BackupPlan?.Rules ?? []).map(({ RuleId: _, ...rule }) => ({
        ...rule,
        RuleName: rule.RuleName ?? '',
        TargetBackupVaultName: rule.TargetBackupVaultName ?? '',
        ScheduleExpression: 'cron(0 6 ? * SUN *)',
        Lifecycle: { DeleteAfterDays: 1 },
      }));
      await backup.updateBackupPlan({ BackupPlanId, BackupPlan: { BackupPlanName: 'EC2', Rules: rules } });
    },
    findings: [
      'high retention-shorter aws_backup_plan.plan-EC2_plan rule/EC2/lifecycle/delete_after',
      'high runs-less-often aws_backup_plan.plan-EC2_plan rule/EC2/schedule',
    ],
  },
  {
    what: 'a selection created again with another role',
    make: async ({ backup }) => {
      const BackupPlanId = await planId(backup, 'EC2');
      const SelectionName = await deleteSelection(backup, BackupPlanId);
      const BackupSelection = {
        SelectionName,
        IamRoleArn: `arn:aws:iam::${ACCOUNT}:role/other`,
        ListOfTags: [{ ConditionType: 'STRINGEQUALS' as const, ConditionKey: 'AWSBackup', ConditionValue: 'EC2' }],
      };
      await backup.createBackupSelection({ BackupPlanId, BackupSelection });
    },
    // AWS gives the new one another ID: Terraform only knows the old one, and verify names the new role.
    findings: ['high selection-removed aws_backup_selection.plan-EC2_selection-Tag-AWSBackup-EC2_selection '],
  },
  {
    what: 'a plan deleted',
    make: async ({ backup }) => {
      const BackupPlanId = await planId(backup, 'EFS');
      await deleteSelection(backup, BackupPlanId);
      await backup.deleteBackupPlan({ BackupPlanId });
    },
    findings: [
      'high plan-removed aws_backup_plan.plan-EFS_plan ',
      'high selection-removed aws_backup_selection.plan-EFS_selection-Tag-AWSBackup-EFS_selection ',
    ],
  },
  {
    what: 'the opt-in of a resource type switched off',
    make: ({ backup }) => backup.updateRegionSettings({ ResourceTypeOptInPreference: { EC2: false } }),
    findings: ['high opt-in-off aws_backup_region_settings.region-settings resource_type_opt_in_preference/EC2'],
  },
];

/** The ID of the plan with this name. */
export async function planId(backup: Person['backup'], name: string): Promise<string> {
  const { BackupPlansList = [] } = await backup.listBackupPlans({});
  return onlyOne(BackupPlansList.filter(({ BackupPlanName }) => BackupPlanName === name)).BackupPlanId ?? '';
}

/** Deletes the only selection of a plan. Returns its name. */
export async function deleteSelection(backup: Person['backup'], BackupPlanId: string): Promise<string> {
  const { BackupSelectionsList = [] } = await backup.listBackupSelections({ BackupPlanId });
  const { SelectionId, SelectionName = '' } = onlyOne(BackupSelectionsList);
  await backup.deleteBackupSelection({ BackupPlanId, SelectionId });
  return SelectionName;
}
