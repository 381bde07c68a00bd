import { ACCOUNT, clientsIn, type ForeignAccount, makeRole } from './account';

const REGION = 'ap-southeast-2';
const SERVICE_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
const AUTOMATIC = 'aws/efs/automatic-backup-';
const AIR_GAPPED = `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:vaulted`;
const ORGANIZATION_PLAN = 'orgs/544033d1-b19c-3f2a-9c20-40bcfa82ca68';

/**
 * An account in which AWS has created backups: the automatic ones of EFS, and plans of a policy of the organization. The account's
 * own plans use continuous backups, cold storage, the archive tier, an index, and air-gapped vaults.
 *
 * Expected: what AWS manages stays outside, and the report says why: Terraform could not change it. Air-gapped vaults stay outside
 * and are named by ARN. A plan with an index or with S3 options cannot be written without losing them: it stays outside, or keeps
 * them. It is never taken over without them in silence.
 */
export const awsCreated: ForeignAccount = {
  name: 'managed',
  regions: [REGION],
  expected: {
    vaults: ['Default', 'pitr'],
    plans: ['isolated', 'pitr'],
    referenced: [AIR_GAPPED, 'role/service-role/AWSBackupDefaultServiceRole'],
    outside: [/vaulted/, /aws\/efs\/automatic-backup-plan/, /aws\/efs\/automatic-backup-vault/, /orgs\//],
    reported: [
      /index actions\n.*searchable/,
      /BackupACLs=disabled.*\n.*objects/,
      /copies to vault vaulted.*\n.*gapped/,
    ],
    secrets: [],
  },
  build: async (aws) => {
    const { backup, ...others } = clientsIn(aws, REGION);
    const { state } = aws.standIn;
    const IamRoleArn = await makeRole(
      { backup, ...others },
      { name: 'AWSBackupDefaultServiceRole', path: '/service-role/', managed: ['Backup', 'Restores'] },
    );
    for (const BackupVaultName of ['Default', 'pitr', 'efs']) await backup.createBackupVault({ BackupVaultName });
    await backup.createLogicallyAirGappedBackupVault({
      BackupVaultName: 'vaulted',
      MinRetentionDays: 7,
      MaxRetentionDays: 90,
    });
    const rule = { ScheduleExpression: 'cron(0 5 ? * * *)', TargetBackupVaultName: 'pitr' };
    const plans = [
      {
        BackupPlanName: 'pitr',
        Rules: [
          { ...rule, RuleName: 'pitr', EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 35 } },
          {
            ...rule,
            RuleName: 'cold',
            ScheduleExpression: 'cron(0 15 1 * ? *)',
            Lifecycle: {
              MoveToColdStorageAfterDays: 8,
              DeleteAfterDays: 365,
              OptInToArchiveForSupportedResources: true,
            },
          },
        ],
      },
      {
        BackupPlanName: 'isolated',
        Rules: [
          {
            ...rule,
            RuleName: 'isolated',
            Lifecycle: { DeleteAfterDays: 28 },
            TargetLogicallyAirGappedBackupVaultArn: AIR_GAPPED,
          },
        ],
      },
      {
        BackupPlanName: 'gapped',
        Rules: [
          {
            ...rule,
            RuleName: 'gapped',
            Lifecycle: { DeleteAfterDays: 30 },
            CopyActions: [{ DestinationBackupVaultArn: AIR_GAPPED, Lifecycle: { DeleteAfterDays: 60 } }],
          },
        ],
      },
      {
        BackupPlanName: 'searchable',
        Rules: [
          {
            ...rule,
            RuleName: 'indexed',
            Lifecycle: { DeleteAfterDays: 14 },
            IndexActions: [{ ResourceTypes: ['EBS', 'S3'] }],
          },
        ],
      },
      {
        BackupPlanName: 'objects',
        Rules: [{ ...rule, RuleName: 'objects', Lifecycle: { DeleteAfterDays: 21 } }],
        AdvancedBackupSettings: [
          { ResourceType: 'S3', BackupOptions: { BackupACLs: 'disabled', BackupObjectTags: 'disabled' } },
        ],
      },
    ];
    for (const BackupPlan of plans) {
      const { BackupPlanId } = await backup.createBackupPlan({ BackupPlan });
      await backup.createBackupSelection({
        BackupPlanId,
        BackupSelection: {
          SelectionName: 'tagged',
          IamRoleArn,
          ListOfTags: [
            { ConditionType: 'STRINGEQUALS', ConditionKey: 'plan', ConditionValue: BackupPlan.BackupPlanName },
          ],
        },
      });
    }
    // No one can create these by the API.
    const efs = state.vaults.find(({ vault }) => vault.BackupVaultName === 'efs');
    Object.assign(efs?.vault ?? {}, {
      BackupVaultName: `${AUTOMATIC}vault`,
      BackupVaultArn: `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:${AUTOMATIC}vault`,
    });
    const managed = { account: ACCOUNT, region: REGION, versions: [], tags: {} };
    const lifecycle = { Lifecycle: { DeleteAfterDays: 35 }, StartWindowMinutes: 480, CompletionWindowMinutes: 10_080 };
    state.plans.push(
      {
        ...managed,
        id: '4b3a4d8a-0f8a-3f5c-8b3a-6f0a4f3f2a11',
        plan: {
          BackupPlanName: `${AUTOMATIC}plan`,
          Rules: [{ ...rule, ...lifecycle, RuleName: `${AUTOMATIC}rule`, TargetBackupVaultName: `${AUTOMATIC}vault` }],
        },
        selections: {
          'aws-efs': {
            SelectionName: `${AUTOMATIC}selection`,
            IamRoleArn: SERVICE_ROLE,
            Resources: ['arn:aws:elasticfilesystem:*:*:file-system/*'],
            Conditions: {
              StringEquals: [
                { ConditionKey: 'aws:ResourceTag/aws:elasticfilesystem:default-backup', ConditionValue: 'enabled' },
              ],
            },
          },
        },
      },
      {
        ...managed,
        id: ORGANIZATION_PLAN,
        plan: {
          BackupPlanName: 'orgs/Nightly',
          Rules: [{ ...rule, ...lifecycle, RuleName: 'Nightly', TargetBackupVaultName: 'Default' }],
        },
        selections: {
          'orgs/1f': {
            SelectionName: 'Tagged',
            IamRoleArn,
            ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'nightly', ConditionValue: 'yes' }],
          },
        },
      },
    );
  },
};
