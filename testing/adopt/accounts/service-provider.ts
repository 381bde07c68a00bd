import { ACCOUNT, clientsIn, type ForeignAccount, makeRole } from './account';

const REGION = 'eu-central-1';
const TOPIC = 'noc';
const ROLE = 'noc-backup';

const customer = (index: number): string => `customer-${String(index).padStart(2, '0')}`;

/**
 * An account in which a managed service provider backs up its customers: a vault and a plan per customer, three names for all
 * plans, names that differ only in a dot, selections whose role is deleted, a topic that alarms and other services use as well,
 * and windows that create images but are disabled.
 *
 * Expected: every vault is taken over. Plans with a name that another plan has, or that differs only in a dot, cannot be written twice; each is named, with its
 * ID, so that a reader can tell them apart, and stays as it is. A deleted role is reported. The topic belongs to others: by ARN.
 * A window that is disabled is not taken over, because the stack's window would run.
 *
 * @param count the number of customers
 */
export function serviceProvider(count: number): ForeignAccount {
  const customers = Array.from({ length: count }, (_, index) => customer(index));
  return {
    name: 'msp',
    regions: [REGION, 'eu-north-1'],
    expected: {
      vaults: [...customers, 'copies'],
      plans: ['Gold.Plan'],
      referenced: [`:${TOPIC}`, `role/${ROLE}`],
      outside: [/Daily/, /nightly-images/],
      reported: [/role: a selection uses it, but it does not exist[^]*gone/, /GoldPlan/],
      secrets: [],
    },
    build: async (aws) => {
      const [home, north] = [clientsIn(aws, REGION), clientsIn(aws, 'eu-north-1')];
      const role = await makeRole(home, { name: ROLE, managed: ['Backup', 'Restores'] });
      const gone = `arn:aws:iam::${ACCOUNT}:role/gone`;
      await north.backup.createBackupVault({ BackupVaultName: 'copies' });
      const { TopicArn = '' } = await home.sns.createTopic({ Name: TOPIC });
      await home.sns.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'noc@example.com' });
      await home.events.putRule({ Name: 'instances', EventPattern: '{"source":["aws.ec2"]}' });
      await home.events.putTargets({ Rule: 'instances', Targets: [{ Id: 'noc', Arn: TopicArn }] });
      const copy = {
        DestinationBackupVaultArn: `arn:aws:backup:eu-north-1:${ACCOUNT}:backup-vault:copies`,
        Lifecycle: { DeleteAfterDays: 90 },
      };
      for (const [index, name] of customers.entries()) {
        await home.backup.createBackupVault({ BackupVaultName: name, BackupVaultTags: { customer: name } });
        await home.backup.putBackupVaultNotifications({
          BackupVaultName: name,
          SNSTopicArn: TopicArn,
          BackupVaultEvents: ['BACKUP_JOB_COMPLETED'],
        });
        const names = ['Daily', 'Weekly', 'Gold.Plan', 'GoldPlan'];
        const BackupPlanName = index < 2 ? (names[index + 2] ?? '') : (names[index % 2] ?? '');
        const { BackupPlanId } = await home.backup.createBackupPlan({
          BackupPlanTags: { customer: name },
          BackupPlan: {
            BackupPlanName,
            Rules: [
              {
                RuleName: 'backup',
                TargetBackupVaultName: name,
                ScheduleExpression: `cron(${index % 60} 1 * * ? *)`,
                ScheduleExpressionTimezone: 'Europe/Berlin',
                StartWindowMinutes: 60,
                CompletionWindowMinutes: 180,
                Lifecycle: { DeleteAfterDays: 30 + index },
                ...(index % 3 === 0 ? { CopyActions: [copy] } : {}),
              },
            ],
          },
        });
        await home.backup.createBackupSelection({
          BackupPlanId,
          BackupSelection: {
            SelectionName: 'customer',
            IamRoleArn: index % 4 === 3 ? gone : role,
            ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'customer', ConditionValue: name }],
          },
        });
      }
      const { WindowId } = await home.ssm.createMaintenanceWindow({
        Name: 'nightly-images',
        Schedule: 'rate(1 day)',
        Duration: 2,
        Cutoff: 1,
        AllowUnassociatedTargets: false,
      });
      await home.ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
      const Targets = [{ Key: 'tag:Image', Values: ['yes'] }];
      await home.ssm.registerTargetWithMaintenanceWindow({ WindowId, ResourceType: 'INSTANCE', Targets });
      await home.ssm.registerTaskWithMaintenanceWindow({
        WindowId,
        TaskArn: 'AWS-CreateImage',
        TaskType: 'AUTOMATION',
        Targets,
      });
    },
  };
}
