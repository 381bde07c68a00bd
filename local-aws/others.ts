import { Backup } from '@aws-sdk/client-backup';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM } from '@aws-sdk/client-iam';
import { SNS } from '@aws-sdk/client-sns';

import { localAwsUrl } from './local-only';

const ROLE = 'AWSBackupDefaultServiceRole';
const RULE = { StartWindowMinutes: 60, CompletionWindowMinutes: 480, Lifecycle: { DeleteAfterDays: 35 } };
const AT_FIVE = {
  ...RULE,
  RuleName: 'Daily',
  TargetBackupVaultName: 'Default',
  ScheduleExpression: 'cron(0 5 ? * * *)',
};
const SUNDAYS = { ...AT_FIVE, RuleName: 'Sundays', ScheduleExpression: 'cron(0 5 ? * 1 *)' };
const MONTHLY = {
  ...RULE,
  RuleName: 'Monthly',
  TargetBackupVaultName: 'Finance',
  ScheduleExpression: 'cron(0 18 1 * ? *)',
  Lifecycle: { DeleteAfterDays: 400 },
};

/** The plans of the account, and what each of them selects. */
const PLANS = [
  { name: 'Nightly', rules: [AT_FIVE], selected: { ListOfTags: [tag('daily')] } },
  { name: 'Accounting', rules: [MONTHLY], selected: { Resources: ['arn:aws:ec2:*:*:volume/*'] } },
  // The console creates a second plan of the same name without asking.
  { name: 'Test', rules: [{ ...AT_FIVE, Lifecycle: { DeleteAfterDays: 7 } }], selected: undefined },
  { name: 'Test', rules: [{ ...AT_FIVE, Lifecycle: { DeleteAfterDays: 14 } }], selected: undefined },
  { name: 'Weekly', rules: [AT_FIVE, SUNDAYS], selected: { ListOfTags: [tag('weekly')] } },
];

/**
 * Creates in the local AWS what people and other tools leave in an account, for `adopt`.
 * @throws {UsageError} when the environment variables do not name a local AWS
 */
export async function others(): Promise<void> {
  localAwsUrl();
  const backup = new Backup();
  const [role, topic] = [await createRole(new IAM()), await createTopic(new SNS())];
  await backup.createBackupVault({ BackupVaultName: 'Default' });
  await backup.createBackupVault({ BackupVaultName: 'Finance', BackupVaultTags: { CostCenter: '4711' } });
  await backup.putBackupVaultAccessPolicy({ BackupVaultName: 'Finance', Policy: policyOf(ONLY_AUDITORS_RESTORE) });
  await backup.putBackupVaultNotifications({
    BackupVaultName: 'Finance',
    SNSTopicArn: topic,
    BackupVaultEvents: ['BACKUP_JOB_COMPLETED'],
  });
  for (const { name, rules, selected } of PLANS) {
    const { BackupPlanId } = await backup.createBackupPlan({ BackupPlan: { BackupPlanName: name, Rules: rules } });
    if (!selected) continue;
    const BackupSelection = { SelectionName: 'Selected', IamRoleArn: role, ...selected };
    await backup.createBackupSelection({ BackupPlanId, BackupSelection });
  }
  await createEventRule(new EventBridge(), topic);
  console.log(`2 vaults, ${PLANS.length} plans, topic operations, rule backup-failures and role ${ROLE}`);
}

/** As the console does. */
async function createRole(iam: IAM): Promise<string> {
  const trust = { Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.createRole({
    RoleName: ROLE,
    Path: '/service-role/',
    AssumeRolePolicyDocument: policyOf(trust),
  });
  for (const kind of ['Backup', 'Restores']) {
    const PolicyArn = `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor${kind}`;
    await iam.attachRolePolicy({ RoleName: ROLE, PolicyArn });
  }
  return Role?.Arn ?? '';
}

/** Alarms publish to it, too. */
async function createTopic(sns: SNS): Promise<string> {
  const { TopicArn = '' } = await sns.createTopic({ Name: 'operations' });
  const publish = ['backup', 'cloudwatch', 'events'].map((service) => ({
    Effect: 'Allow',
    Principal: { Service: `${service}.amazonaws.com` },
    Action: 'sns:Publish',
    Resource: TopicArn,
  }));
  await sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: policyOf(...publish) });
  await sns.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'operations@example.com' });
  return TopicArn;
}

async function createEventRule(events: EventBridge, topic: string): Promise<void> {
  const pattern = { source: ['aws.backup'], 'detail-type': ['Backup Job State Change'], detail: { state: ['FAILED'] } };
  await events.putRule({ Name: 'backup-failures', EventPattern: JSON.stringify(pattern) });
  await events.putTargets({ Rule: 'backup-failures', Targets: [{ Id: 'topic', Arn: topic }] });
}

const ONLY_AUDITORS_RESTORE = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'backup:StartRestoreJob',
  Resource: '*',
  Condition: { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/auditors/*' } },
};

function policyOf(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function tag(ConditionValue: string) {
  return { ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue } as const;
}
