import { ACCOUNT, clientsIn, type ForeignAccount, makeKey, makeRole, policyOf } from './account';

const REGION = 'eu-west-1';
const OTHER = '999999999999';
const TOPIC = `arn:aws:sns:${REGION}:888888888888:security-alerts`;
const ROLE = 'lz-backup-execution';

const copyInto = (Condition: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'backup:CopyIntoBackupVault',
  Resource: '*',
  Condition,
});

/**
 * The backup account of a landing zone: central vaults that the organization copies to, locks in both modes, one of them past its
 * date, copies to an account of the auditors, and failures that go to a topic of the security account.
 *
 * Expected: every vault keeps its lock. A lock past its date is written so that Terraform never replaces it. The policy for the
 * organization is the setting `copiesFromOrganization`, as the console writes it; the policies for organization paths and against
 * deletion cannot be written and stay as they are: no one loses the access to copy. AWS Backup publishes to no topic of another
 * account: these notifications stay as they are, and the report says why.
 */
export const landingZone: ForeignAccount = {
  name: 'lz',
  regions: [REGION],
  expected: {
    vaults: ['central', 'central-paths', 'central-grace', 'central-governed', 'workload'],
    plans: ['lz-workload'],
    referenced: [`role/lz/${ROLE}`, `vault: 'auditors', accountId: '${OTHER}'`],
    outside: [/central-paths/, /central-governed/],
    // The lock of the vault lets no recovery point of this rule in: its jobs fail.
    reported: [
      /2 access policies: it has statements/,
      /the lock of vault workload allows 7 to 35 days[^]*lz-short/,
      /publishes only to topics of the vault's account/,
    ],
    secrets: [],
  },
  build: async (aws) => {
    const home = clientsIn(aws, REGION);
    const { Policy: boundary } = await home.iam.createPolicy({
      PolicyName: 'lz-boundary',
      Path: '/lz/',
      PolicyDocument: policyOf({ Effect: 'Allow', Action: '*', Resource: '*' }),
    });
    const IamRoleArn = await makeRole(home, {
      name: ROLE,
      path: '/lz/',
      boundary: boundary?.Arn ?? '',
      managed: ['Backup'],
      tags: { 'lz:managed': 'true' },
    });
    const EncryptionKeyArn = await makeKey(home, 'central-backup');
    const lock = { MinRetentionDays: 30, MaxRetentionDays: 3650 };
    const vaults = {
      central: { lock: { ...lock, ChangeableForDays: 3 }, passed: true },
      'central-paths': { lock: { ...lock, ChangeableForDays: 3 }, passed: true },
      'central-grace': { lock: { MinRetentionDays: 1, ChangeableForDays: 36_500 } },
      'central-governed': { lock: { MaxRetentionDays: 400 } },
      workload: { lock: { MinRetentionDays: 7, MaxRetentionDays: 35 } },
    };
    for (const [BackupVaultName, one] of Object.entries(vaults)) {
      await home.backup.createBackupVault({ BackupVaultName, EncryptionKeyArn, BackupVaultTags: { zone: 'security' } });
      await home.backup.putBackupVaultLockConfiguration({ BackupVaultName, ...one.lock });
      await home.backup.putBackupVaultNotifications({
        BackupVaultName,
        SNSTopicArn: TOPIC,
        BackupVaultEvents: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RECOVERY_POINT_MODIFIED'],
      });
      const found = aws.standIn.state.vaults.find(({ vault }) => vault.BackupVaultName === BackupVaultName);
      if (found && 'passed' in one) found.vault['LockDate'] = Date.parse('2024-05-01T00:00:00Z') / 1000;
    }
    await home.backup.putBackupVaultAccessPolicy({
      BackupVaultName: 'central',
      Policy: policyOf(copyInto({ StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] } })),
    });
    await home.backup.putBackupVaultAccessPolicy({
      BackupVaultName: 'central-governed',
      Policy: policyOf({
        Sid: 'no-deletion',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: ['backup:DeleteRecoveryPoint'],
        Resource: ['*'],
      }),
    });
    await home.backup.putBackupVaultAccessPolicy({
      BackupVaultName: 'central-paths',
      Policy: policyOf(copyInto({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/r-ab12/*'] } })),
    });
    await home.backup.putBackupVaultAccessPolicy({
      BackupVaultName: 'workload',
      Policy: policyOf({
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${OTHER}:root`, '777777777777'] },
        Action: 'backup:CopyIntoBackupVault',
        Resource: '*',
      }),
    });
    const rule = {
      TargetBackupVaultName: 'workload',
      ScheduleExpression: 'cron(0 1 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Dublin',
    };
    const destinations = [
      {
        DestinationBackupVaultArn: `arn:aws:backup:${REGION}:${OTHER}:backup-vault:auditors`,
        Lifecycle: { DeleteAfterDays: 90 },
      },
      {
        DestinationBackupVaultArn: `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:central`,
        Lifecycle: { DeleteAfterDays: 365 },
      },
    ];
    const plans = [
      {
        BackupPlanName: 'lz-workload',
        Rules: [{ ...rule, RuleName: 'daily', Lifecycle: { DeleteAfterDays: 35 }, CopyActions: destinations }],
      },
      {
        BackupPlanName: 'lz-short',
        Rules: [{ ...rule, RuleName: 'short', Lifecycle: { DeleteAfterDays: 3 } }],
      },
    ];
    for (const BackupPlan of plans) {
      const { BackupPlanId } = await home.backup.createBackupPlan({ BackupPlan, BackupPlanTags: { zone: 'security' } });
      await home.backup.createBackupSelection({
        BackupPlanId,
        BackupSelection: {
          SelectionName: 'all',
          IamRoleArn,
          Resources: ['*'],
          Conditions: { StringEquals: [{ ConditionKey: 'aws:ResourceTag/lz:backup', ConditionValue: 'true' }] },
        },
      });
    }
  },
};
