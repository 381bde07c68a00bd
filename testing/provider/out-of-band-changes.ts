import { onlyOne } from './only-one';
import { openTo, type Person } from './person';
import { TEST_PROVIDER } from './test-provider';

/** A change that a person makes to the wide environment outside of Terraform, and what drift must report. */
export interface OutOfBandChange {
  readonly what: string;
  readonly make: (person: Person) => Promise<unknown>;
  /** `severity rule address path`, the address without its hash. */
  readonly findings: readonly string[];
}

const ACCOUNT = '333333333333';
const REGION = 'ap-northeast-1';
export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:sns-backup-alertnotification`;
const BUCKET = `anyservice-prod-tfstate-${ACCOUNT}`;
const ROLE = 'AWSBackupServiceEC2Role';
const FOR_BACKUP = 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup';

const BACKUP: readonly OutOfBandChange[] = [
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

const ROLES: readonly OutOfBandChange[] = [
  {
    what: 'a policy detached from a role',
    make: ({ iam }) => iam.detachRolePolicy({ RoleName: ROLE, PolicyArn: FOR_BACKUP }),
    findings: ['high role-attachment-removed aws_iam_role_policy_attachment.backup-role_for-backup '],
  },
  {
    what: 'a policy attached to a role',
    make: ({ iam }) =>
      iam.attachRolePolicy({ RoleName: ROLE, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    findings: ['high role-attachment-added aws_iam_role.backup-role managed_policy_arns'],
  },
  {
    what: 'an inline policy added to a role',
    make: ({ iam }) => {
      const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      return iam.putRolePolicy({ RoleName: ROLE, PolicyName: 'more', PolicyDocument });
    },
    findings: ['high role-attachment-added aws_iam_role.backup-role inline_policy/more'],
  },
  {
    what: 'the trust of a role opened',
    make: ({ iam }) =>
      iam.updateAssumeRolePolicy({
        RoleName: 'AWSBackupServiceEC2Restore',
        PolicyDocument: openTo('sts:AssumeRole', null),
      }),
    findings: ['high role-trust-wider aws_iam_role.restore-role assume_role_policy/Allow sts:AssumeRole'],
  },
  {
    what: 'the boundary of a role exchanged',
    make: ({ iam }) =>
      iam.putRolePermissionsBoundary({
        RoleName: 'LambdaBackupRole',
        PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    findings: ['high role-boundary-changed aws_iam_role.ssm-backup_prune-role permissions_boundary'],
  },
];

const NOTIFICATIONS: readonly OutOfBandChange[] = [
  {
    what: 'a topic policy opened to everyone',
    make: ({ sns }) =>
      sns.setTopicAttributes({
        TopicArn: TOPIC,
        AttributeName: 'Policy',
        AttributeValue: openTo('sns:Publish', TOPIC),
      }),
    findings: [
      'high topic-policy-opened aws_sns_topic_policy.topic_topic-policy policy/Allow sns:Publish',
      'high topic-policy-opened aws_sns_topic_policy.topic_topic-policy policy/DenyPlainText',
      'high topic-publisher-removed aws_sns_topic_policy.topic_topic-policy policy/AdministerByAccount',
    ],
  },
  {
    what: 'the encryption of a topic switched off',
    make: ({ sns }) => sns.setTopicAttributes({ TopicArn: TOPIC, AttributeName: 'KmsMasterKeyId', AttributeValue: '' }),
    findings: ['high topic-encryption-changed aws_sns_topic.topic kms_master_key_id'],
  },
  {
    what: 'a subscription deleted',
    make: async ({ sns }) => sns.unsubscribe({ SubscriptionArn: await subscription(sns, 'second@example.com') }),
    findings: ['high subscription-removed aws_sns_topic_subscription.subscription-secondexamplecom_subscription '],
  },
  {
    what: 'the filter of a subscription',
    make: async ({ sns }) =>
      sns.setSubscriptionAttributes({
        SubscriptionArn: await subscription(sns, 'first@example.com'),
        AttributeName: 'FilterPolicy',
        AttributeValue: '{"State":["COMPLETED"]}',
      }),
    findings: [
      'high failure-filter-weaker aws_sns_topic_subscription.subscription-firstexamplecom_subscription filter_policy',
    ],
  },
  {
    what: 'the retention and the policy of a queue',
    make: async ({ sqs }) => {
      const { QueueUrls = [] } = await sqs.listQueues({ QueueNamePrefix: 'sns-backup-alertnotification' });
      const Attributes = { MessageRetentionPeriod: '60', Policy: openTo('sqs:*') };
      await sqs.setQueueAttributes({ QueueUrl: onlyOne(QueueUrls), Attributes });
    },
    findings: [
      'high dead-letters-kept-shorter aws_sqs_queue.dead-letter-queue message_retention_seconds',
      'high topic-policy-opened aws_sqs_queue_policy.dead-letter-queue_queue-policy policy/Allow sqs:*',
    ],
  },
];

const SSM_BACKUP: readonly OutOfBandChange[] = [
  {
    what: 'an event rule disabled',
    make: ({ json }) => json('events', 'AWSEvents.DisableRule', { Name: 'evtbg-rule-backup' }),
    findings: ['high check-off aws_cloudwatch_event_rule.failures_rule is_enabled'],
  },
  {
    what: 'the actions of an alarm disabled',
    make: ({ query }) =>
      query('monitoring', 'DisableAlarmActions', { 'AlarmNames.member.1': 'evtbg-rule-ssmagentcheck-undelivered' }),
    findings: ['high check-off aws_cloudwatch_metric_alarm.agent-check-schedule_alarm actions_enabled'],
  },
  {
    what: 'an alarm deleted',
    make: ({ query }) => query('monitoring', 'DeleteAlarms', { 'AlarmNames.member.1': 'lmd-ssm-backup-errors' }),
    findings: ['high check-removed aws_cloudwatch_metric_alarm.errors_alarm '],
  },
  {
    what: 'a maintenance window disabled, with another schedule',
    make: async ({ ssm }) =>
      ssm.updateMaintenanceWindow({
        WindowId: await windowId(ssm),
        Enabled: false,
        Schedule: 'cron(30 03 ? * SUN *)',
      }),
    findings: [
      'high runs-less-often aws_ssm_maintenance_window.window schedule',
      'high window-off aws_ssm_maintenance_window.window enabled',
    ],
  },
  {
    what: 'the target of a window',
    make: async ({ ssm }) => {
      const WindowId = await windowId(ssm);
      const { Targets = [] } = await ssm.describeMaintenanceWindowTargets({ WindowId });
      const { WindowTargetId = '' } = onlyOne(Targets);
      const others = [{ Key: 'tag:BackupGroup', Values: ['other'] }];
      await ssm.updateMaintenanceWindowTarget({ WindowId, WindowTargetId, Targets: others });
    },
    findings: [
      'high window-target-other aws_ssm_maintenance_window_target.window_target targets/tag:BackupGroup/values',
    ],
  },
  {
    what: 'the task of a window removed',
    make: async ({ ssm }) => {
      const WindowId = await windowId(ssm);
      const { Tasks = [] } = await ssm.describeMaintenanceWindowTasks({ WindowId });
      const { WindowTaskId = '' } = onlyOne(Tasks);
      await ssm.deregisterTaskFromMaintenanceWindow({ WindowId, WindowTaskId });
    },
    findings: ['high window-removed aws_ssm_maintenance_window_task.window_task '],
  },
  {
    what: 'the automation document',
    make: async ({ ssm }) => {
      const Name = 'SSM-BackupEC2Instance';
      const { Content = '', DocumentFormat } = await ssm.getDocument({ Name });
      const edited = Content.replace(/"description": ?"/, '"description":"edited ');
      const { DocumentDescription } = await ssm.updateDocument({
        Name,
        DocumentVersion: '$LATEST',
        DocumentFormat,
        Content: edited,
      });
      const DocumentVersion = DocumentDescription?.DocumentVersion;
      await ssm.updateDocumentDefaultVersion({ Name, DocumentVersion });
    },
    findings: [
      'low no-effect aws_ssm_document.automation_document content/description',
      'low no-effect aws_ssm_document.automation_document description',
    ],
  },
  {
    what: 'the environment variables and the timeout of a function',
    make: ({ lambda }) =>
      lambda('PUT', '/2015-03-31/functions/lmd-del-backup-gen/configuration', {
        Environment: { Variables: { BACKUP_GROUP: 'other' } },
        Timeout: 3,
      }),
    findings: [
      'medium function-changed aws_lambda_function.prune_function environment/variables/BACKUP_GROUP',
      'medium function-changed aws_lambda_function.prune_function timeout',
    ],
  },
  {
    what: 'a function throttled',
    make: ({ lambda }) =>
      lambda('PUT', '/2017-10-31/functions/lmd-ssmagentcheck-send-sns/concurrency', {
        ReservedConcurrentExecutions: 0,
      }),
    findings: ['high function-off aws_lambda_function.agent-check_function reserved_concurrent_executions'],
  },
  {
    what: 'logs kept forever',
    make: ({ json }) =>
      json('logs', 'Logs_20140328.DeleteRetentionPolicy', { logGroupName: '/aws/lambda/lmd-del-backup-gen' }),
    findings: ['medium log-retention-changed aws_cloudwatch_log_group.prune_logs retention_in_days'],
  },
];

const KEYS_AND_BUCKETS: readonly OutOfBandChange[] = [
  {
    what: 'the key of a vault scheduled for deletion',
    make: async ({ json }) =>
      json('kms', 'TrentService.ScheduleKeyDeletion', {
        KeyId: await keyOf(json, 'alias/backup-vault-EC2'),
        PendingWindowInDays: 7,
      }),
    findings: ['critical key-removed aws_kms_key.vault-EC2_key '],
  },
  {
    what: 'a key policy opened to everyone, and the rotation switched off',
    make: async ({ json }) => {
      const KeyId = await keyOf(json, 'alias/sns-backup-alertnotification');
      await json('kms', 'TrentService.PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: openTo('kms:*') });
      await json('kms', 'TrentService.DisableKeyRotation', { KeyId });
    },
    findings: [
      'high key-policy-opened aws_kms_key.topic-key policy/Allow kms:*',
      'high key-rotation-off aws_kms_key.topic-key enable_key_rotation',
    ],
  },
  {
    what: 'public access to the states no longer blocked',
    make: ({ s3 }) => s3.deletePublicAccessBlock({ Bucket: BUCKET }),
    findings: ['high public-access-opened aws_s3_bucket_public_access_block.states_public-access '],
  },
];

export const OUT_OF_BAND_CHANGES: readonly OutOfBandChange[] = [
  ...BACKUP,
  ...ROLES,
  ...NOTIFICATIONS,
  ...SSM_BACKUP,
  ...KEYS_AND_BUCKETS,
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

async function subscription(sns: Person['sns'], endpoint: string): Promise<string> {
  const { Subscriptions = [] } = await sns.listSubscriptionsByTopic({ TopicArn: TOPIC });
  return onlyOne(Subscriptions.filter(({ Endpoint }) => Endpoint === endpoint)).SubscriptionArn ?? '';
}

async function windowId(ssm: Person['ssm']): Promise<string> {
  const { WindowIdentities = [] } = await ssm.describeMaintenanceWindows({});
  return onlyOne(WindowIdentities).WindowId ?? '';
}

/** The ID of the key of an alias. */
export async function keyOf(json: Person['json'], alias: string): Promise<string> {
  const { Aliases } = await json('kms', 'TrentService.ListAliases', {});
  return onlyOne((Aliases as { AliasName: string; TargetKeyId: string }[]).filter((one) => one.AliasName === alias))
    .TargetKeyId;
}
