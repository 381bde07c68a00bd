import { ACCOUNT, clientsIn, type ForeignAccount, makeKey, makeRole, policyOf } from './account';

const TAGS = { Environment: 'prod', Name: 'acme-prod-backup', Terraform: 'true' };
const ROLE = 'acme-prod-backup-20240318091527443100000001';
const TOPIC = 'backup-vault-events-7f3a9c1e';

/**
 * What a widely used Terraform module for AWS Backup creates: names with prefixes and random suffixes, a key per vault, copies to
 * a second region, one plan with numbered rules, conditions, a topic for failures, and no time zones.
 *
 * Expected: vaults, plan and selections keep their names and tags, and the vaults their keys, by ARN: the module has created the
 * keys with its own policy. The role stays the module's, because its trust has no condition and its name is not the product's:
 * selections name it. Terraform of the module still has everything in its state: an adopter removes it there.
 */
export const terraformModule: ForeignAccount = {
  name: 'module',
  regions: ['us-east-1', 'us-west-2'],
  expected: {
    vaults: ['acme-prod-backup-7f3a9c1e', 'acme-prod-backup-dr-7f3a9c1e'],
    plans: ['acme-prod-backup-7f3a9c1e'],
    referenced: [`role/${ROLE}`, `:${TOPIC}`],
    outside: [],
    reported: [],
    secrets: [],
  },
  build: async (aws) => {
    const [home, copies] = [clientsIn(aws, 'us-east-1'), clientsIn(aws, 'us-west-2')];
    const IamRoleArn = await makeRole(home, { name: ROLE, tags: TAGS, managed: ['Backup', 'Restores'] });
    await copies.backup.createBackupVault({
      BackupVaultName: 'acme-prod-backup-dr-7f3a9c1e',
      EncryptionKeyArn: await makeKey(copies, 'acme-prod-backup-dr'),
      BackupVaultTags: TAGS,
    });
    const vault = 'acme-prod-backup-7f3a9c1e';
    await home.backup.createBackupVault({
      BackupVaultName: vault,
      EncryptionKeyArn: await makeKey(home, 'acme-prod-backup'),
      BackupVaultTags: TAGS,
    });
    const { TopicArn = '' } = await home.sns.createTopic({ Name: TOPIC, Tags: [{ Key: 'Terraform', Value: 'true' }] });
    await home.sns.setTopicAttributes({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: policyOf({
        Sid: 'AllowBackupPublish',
        Effect: 'Allow',
        Principal: { Service: 'backup.amazonaws.com' },
        Action: 'SNS:Publish',
        Resource: TopicArn,
      }),
    });
    // Ops gets every message, and the chat only those about production.
    await home.sns.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' });
    await home.sns.subscribe({
      TopicArn,
      Protocol: 'lambda',
      Endpoint: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:chat`,
    });
    await home.backup.putBackupVaultNotifications({
      BackupVaultName: vault,
      SNSTopicArn: TopicArn,
      BackupVaultEvents: ['BACKUP_JOB_FAILED', 'BACKUP_JOB_EXPIRED', 'RESTORE_JOB_FAILED'],
    });
    const rule = { TargetBackupVaultName: vault, StartWindowMinutes: 120, CompletionWindowMinutes: 360 };
    const copyTo = `arn:aws:backup:us-west-2:${ACCOUNT}:backup-vault:acme-prod-backup-dr-7f3a9c1e`;
    const { BackupPlanId } = await home.backup.createBackupPlan({
      BackupPlanTags: TAGS,
      BackupPlan: {
        BackupPlanName: vault,
        Rules: [
          {
            ...rule,
            RuleName: 'rule-1',
            ScheduleExpression: 'cron(0 12 * * ? *)',
            Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 120 },
            RecoveryPointTags: { Environment: 'prod' },
            CopyActions: [
              {
                DestinationBackupVaultArn: copyTo,
                Lifecycle: { MoveToColdStorageAfterDays: 1, DeleteAfterDays: 91 },
              },
            ],
          },
          { ...rule, RuleName: 'rule-2', ScheduleExpression: 'cron(0 7 ? * SUN *)' },
          {
            ...rule,
            RuleName: 'rule-3',
            ScheduleExpression: 'cron(30 3/12 * * ? *)',
            Lifecycle: { DeleteAfterDays: 14 },
          },
        ],
      },
    });
    for (const BackupSelection of [
      {
        SelectionName: 'acme-prod-backup-databases',
        IamRoleArn,
        Resources: ['arn:aws:rds:*:*:db:*', 'arn:aws:dynamodb:*:*:table/*'],
        Conditions: {
          StringEquals: [{ ConditionKey: 'aws:ResourceTag/Environment', ConditionValue: 'prod' }],
          StringNotLike: [{ ConditionKey: 'aws:ResourceTag/Name', ConditionValue: 'scratch-*' }],
        },
      },
      {
        SelectionName: 'acme-prod-backup-tagged',
        IamRoleArn,
        ListOfTags: [
          { ConditionType: 'STRINGEQUALS' as const, ConditionKey: 'Backup', ConditionValue: 'daily' },
          { ConditionType: 'STRINGEQUALS' as const, ConditionKey: 'Backup', ConditionValue: 'hourly' },
        ],
      },
    ])
      await home.backup.createBackupSelection({ BackupPlanId, BackupSelection });
  },
};
