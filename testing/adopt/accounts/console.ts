import { ACCOUNT, clientsIn, type ForeignAccount, makeKey, makeRole } from './account';

const REGION = 'ap-northeast-1';
const ROLE = 'AWSBackupDefaultServiceRole';

/**
 * An account whose owner has clicked everything in the console: the vault `Default`, several vaults with one key, plans from the
 * console's templates, selections by tags and by ARNs, VSS, names that differ only in case, and nothing that reports failures.
 *
 * Expected: vaults and plans are taken over, except for a vault whose name differs from another one only in case, its plan, and the
 * console's template with two rules at the same hour: the rules refuse them, and the report says why. Vaults name the same key by its ARN: no stack owns it. The role of the
 * console stays, by ARN. The first apply adds notifications and a topic, and changes no backup.
 */
export const consoleAccount: ForeignAccount = {
  name: 'console',
  regions: [REGION],
  expected: {
    vaults: ['Default', 'Finance', 'Weekly_Archive'],
    plans: ['Windows', 'Old'],
    referenced: [`role/service-role/${ROLE}`],
    outside: [/its vault finance stays outside\n {4}ap-northeast-1: Everything/],
    reported: [
      /2 keys: the key of the vault is not changed/,
      /"finance" differs from "Finance"/,
      /DailyBackups and Monthly overlap[^]*Daily-35day-Retention/,
    ],
    secrets: [],
  },
  build: async (aws) => {
    const home = clientsIn(aws, REGION);
    const IamRoleArn = await makeRole(home, { name: ROLE, path: '/service-role/', managed: ['Backup', 'Restores'] });
    const EncryptionKeyArn = await makeKey(home, 'backups');
    await home.backup.createBackupVault({ BackupVaultName: 'Default' });
    for (const BackupVaultName of ['Finance', 'finance', 'Weekly_Archive']) {
      await home.backup.createBackupVault({
        BackupVaultName,
        EncryptionKeyArn,
        BackupVaultTags: {
          'Cost Center': '47 / 11',
          Owner: 'Zoë',
          ...(BackupVaultName === 'Finance' ? { empty: '' } : {}),
        },
      });
    }
    const windows = { StartWindowMinutes: 480, CompletionWindowMinutes: 10_080 };
    const plans = [
      {
        BackupPlanName: 'Daily-35day-Retention',
        Rules: [
          {
            ...windows,
            RuleName: 'DailyBackups',
            TargetBackupVaultName: 'Default',
            ScheduleExpression: 'cron(0 5 ? * * *)',
            Lifecycle: { DeleteAfterDays: 35 },
          },
          {
            ...windows,
            RuleName: 'Monthly',
            TargetBackupVaultName: 'Weekly_Archive',
            ScheduleExpression: 'cron(0 5 1 * ? *)',
            Lifecycle: { DeleteAfterDays: 365, MoveToColdStorageAfterDays: 30 },
          },
        ],
      },
      {
        BackupPlanName: 'Windows',
        AdvancedBackupSettings: [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }],
        Rules: [
          {
            ...windows,
            RuleName: 'Sundays.and.Wednesdays',
            TargetBackupVaultName: 'Finance',
            ScheduleExpression: 'cron(30 17 ? * SUN,WED *)',
            ScheduleExpressionTimezone: 'America/New_York',
            Lifecycle: { DeleteAfterDays: 90 },
          },
        ],
      },
      {
        BackupPlanName: 'Everything',
        AdvancedBackupSettings: [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'disabled' } }],
        Rules: [
          {
            RuleName: 'Forever',
            TargetBackupVaultName: 'finance',
            ScheduleExpression: 'cron(0 0/12 * * ? *)',
          },
        ],
      },
      // It has no selection any more.
      {
        BackupPlanName: 'Old',
        Rules: [
          {
            RuleName: 'Old',
            TargetBackupVaultName: 'Default',
            ScheduleExpression: 'cron(15 3 * * ? *)',
            Lifecycle: { DeleteAfterDays: 1 },
          },
        ],
      },
    ];
    const ids = new Map<string, string | undefined>();
    for (const BackupPlan of plans) {
      ids.set(BackupPlan.BackupPlanName, (await home.backup.createBackupPlan({ BackupPlan })).BackupPlanId);
    }
    const tag = (ConditionKey: string, ConditionValue: string) =>
      ({ ConditionType: 'STRINGEQUALS', ConditionKey, ConditionValue }) as const;
    const selections = {
      'Daily-35day-Retention': [
        { SelectionName: 'two-tags', ListOfTags: [tag('Backup', 'yes'), tag('Stage', 'prod')] },
        {
          SelectionName: 'by-arn',
          Resources: [
            `arn:aws:ec2:${REGION}:${ACCOUNT}:volume/vol-0123456789abcdef0`,
            `arn:aws:elasticfilesystem:${REGION}:${ACCOUNT}:file-system/fs-01234567`,
            'arn:aws:s3:::acme-documents',
          ],
        },
      ],
      Windows: [
        {
          SelectionName: 'windows',
          Resources: ['arn:aws:ec2:*:*:instance/*'],
          Conditions: { StringLike: [{ ConditionKey: 'aws:ResourceTag/OS', ConditionValue: 'Windows*' }] },
        },
      ],
      // "Include all resource types", with exceptions and a tag.
      Everything: [
        {
          SelectionName: 'everything',
          Resources: ['*'],
          NotResources: ['arn:aws:s3:::*'],
          ListOfTags: [],
          Conditions: { StringNotEquals: [{ ConditionKey: 'aws:ResourceTag/Backup', ConditionValue: 'no' }] },
        },
      ],
    };
    for (const [plan, all] of Object.entries(selections)) {
      for (const one of all) {
        await home.backup.createBackupSelection({
          BackupPlanId: ids.get(plan),
          BackupSelection: { IamRoleArn, ...one },
        });
      }
    }
    // Plans from before time zones: AWS Backup returns none.
    for (const { plan } of aws.standIn.state.plans) {
      if (plan.BackupPlanName !== 'Old') continue;
      for (const rule of plan['Rules'] as Record<string, unknown>[]) delete rule['ScheduleExpressionTimezone'];
    }
  },
};
