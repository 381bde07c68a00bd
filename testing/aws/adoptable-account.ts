import { Backup } from '@aws-sdk/client-backup';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { Lambda } from '@aws-sdk/client-lambda';
import { Scheduler } from '@aws-sdk/client-scheduler';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { SSM } from '@aws-sdk/client-ssm';

import { zipSync } from 'fflate';

import type { LocalAws } from './local-aws';

export const REGION = 'ap-northeast-1';
export const ACCOUNT = '111111111111';
export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:ops-alerts`;
/** Must not appear anywhere. */
export const SECRET = 'T0KEN-of-the-webhook';

const clientOptions = ({ standIn: { url: endpoint } }: LocalAws, region: string) => ({
  region,
  endpoint,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

const policyOf = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

const IMAGING_DOCUMENT = {
  schemaVersion: '0.3',
  mainSteps: [{ name: 'image', action: 'aws:createImage', inputs: { InstanceId: 'i-1', ImageName: 'nightly' } }],
};
const CALLING_DOCUMENT = {
  schemaVersion: '0.3',
  mainSteps: [{ name: 'call', action: 'aws:executeAutomation', inputs: { DocumentName: 'NightlyImages' } }],
};
const PATCHING_DOCUMENT = {
  schemaVersion: '0.3',
  mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }],
};

/** What remains in moto when the stand-in is reset. Returns the ID of the key of vault Locked. */
export async function makeOthers(aws: LocalAws): Promise<string> {
  const options = clientOptions(aws, REGION);
  const [iam, kms, sns, ssm, events] = [IAM, KMS, SNS, SSM, EventBridge].map((Client) => new Client(options)) as [
    IAM,
    KMS,
    SNS,
    SSM,
    EventBridge,
  ];
  const trust = policyOf({ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' });
  await iam.createRole({
    RoleName: 'CompanyBackup',
    Path: '/company/',
    AssumeRolePolicyDocument: trust,
    Tags: [{ Key: 'team', Value: 'ops' }],
  });
  const { Policy } = await iam.createPolicy({
    PolicyName: 'CompanyBackupKeys',
    PolicyDocument: policyOf({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }),
  });
  await iam.attachRolePolicy({ RoleName: 'CompanyBackup', PolicyArn: Policy?.Arn });
  await iam.putRolePolicy({
    RoleName: 'CompanyBackup',
    PolicyName: 'inline',
    PolicyDocument: policyOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
  });

  const { KeyMetadata } = await kms.createKey({});
  const keyId = KeyMetadata?.KeyId ?? '';
  await kms.enableKeyRotation({ KeyId: keyId });
  await kms.createAlias({ AliasName: 'alias/company-backup', TargetKeyId: keyId });

  await sns.createTopic({
    Name: 'ops-alerts',
    Attributes: { DisplayName: 'Ops', KmsMasterKeyId: 'alias/company-backup' },
    Tags: [{ Key: 'team', Value: 'ops' }],
  });
  await sns.subscribe({
    TopicArn: TOPIC,
    Protocol: 'email',
    Endpoint: 'ops@example.com',
    Attributes: { FilterPolicy: '{"State":["FAILED"]}' },
  });
  await sns.subscribe({
    TopicArn: TOPIC,
    Protocol: 'https',
    Endpoint: `https://hooks.example.com/services/${SECRET}`,
    Attributes: { RawMessageDelivery: 'true' },
  });

  await events.putRule({
    Name: 'backup-failures',
    EventPattern: '{"source":["aws.backup"],"detail":{"state":["FAILED"]}}',
  });
  await events.putTargets({ Rule: 'backup-failures', Targets: [{ Id: 'topic', Arn: TOPIC }] });
  await events.putRule({ Name: 'backup-to-logs', EventPattern: '{"source":["aws.backup"]}', State: 'DISABLED' });
  await events.putRule({ Name: 'evtbg-rule-backup', EventPattern: '{"source":["aws.ssm"]}' });
  await events.putRule({ Name: 'others', EventPattern: '{"source":["aws.ec2"]}' });
  await events.putRule({ Name: 'nightly', ScheduleExpression: 'rate(1 day)' });

  await makeNamed(options);
  for (const [Name, content] of [
    ['NightlyImages', IMAGING_DOCUMENT],
    ['NightlyPatches', PATCHING_DOCUMENT],
    ['Everything', CALLING_DOCUMENT],
  ] as const)
    await ssm.createDocument({ Name, Content: JSON.stringify(content), DocumentType: 'Automation' });
  return keyId;
}

/** Resources with names that an environment gives to its own, and one with a longer name. */
async function makeNamed(options: ReturnType<typeof clientOptions>): Promise<void> {
  await new Lambda(options).createFunction({
    FunctionName: 'lmd-del-backup-gen',
    Role: `arn:aws:iam::${ACCOUNT}:role/company/CompanyBackup`,
    Code: { ZipFile: zipSync({ 'index.js': new Uint8Array() }) },
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
  });
  const logs = new CloudWatchLogs(options);
  await logs.createLogGroup({ logGroupName: '/aws/lambda/lmd-del-backup-gen' });
  await logs.putRetentionPolicy({ logGroupName: '/aws/lambda/lmd-del-backup-gen', retentionInDays: 30 });
  await logs.createLogGroup({ logGroupName: '/aws/lambda/lmd-ssmagentcheck-send-sns-2' });
  const alarm = { EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold' } as const;
  await new CloudWatch(options).putMetricAlarm({
    ...alarm,
    AlarmName: 'lmd-ssm-backup-errors',
    MetricName: 'Errors',
    Namespace: 'AWS/Lambda',
    Period: 300,
    Statistic: 'Sum',
    Threshold: 0,
  });
  await new SQS(options).createQueue({ QueueName: 'ops-alerts-undelivered' });
}

/** Fills the stand-in: vaults of each kind, plans as other tools write them, and maintenance windows. */
export async function fillAccount(aws: LocalAws, keyId: string): Promise<void> {
  await fillBackup(new Backup(clientOptions(aws, REGION)), keyId);
  await new Backup(clientOptions(aws, 'us-east-1')).createBackupVault({ BackupVaultName: 'Copies' });
  await fillWindows(new SSM(clientOptions(aws, REGION)));
  await new Scheduler(clientOptions(aws, REGION)).createSchedule({
    Name: 'evtbg-rule-ssmagentcheck',
    ScheduleExpression: 'cron(0 1 * * ? *)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:check`,
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/company/CompanyBackup`,
      RetryPolicy: { MaximumEventAgeInSeconds: 600 },
    },
  });
}

async function fillBackup(backup: Backup, keyId: string): Promise<void> {
  await backup.createBackupVault({ BackupVaultName: 'Default' });
  await backup.createBackupVault({
    BackupVaultName: 'Locked',
    BackupVaultTags: { team: 'ops' },
    EncryptionKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${keyId}`,
  });
  await backup.putBackupVaultLockConfiguration({
    BackupVaultName: 'Locked',
    MinRetentionDays: 7,
    ChangeableForDays: 3,
  });
  await backup.putBackupVaultNotifications({
    BackupVaultName: 'Locked',
    SNSTopicArn: TOPIC,
    BackupVaultEvents: ['BACKUP_JOB_COMPLETED'],
  });
  await backup.putBackupVaultAccessPolicy({
    BackupVaultName: 'Locked',
    Policy: policyOf({ Effect: 'Deny', Principal: '*', Action: 'backup:DeleteRecoveryPoint', Resource: '*' }),
  });
  await backup.createLogicallyAirGappedBackupVault({
    BackupVaultName: 'AirGapped',
    MinRetentionDays: 7,
    MaxRetentionDays: 35,
  });
  const rule = { RuleName: 'Nightly', TargetBackupVaultName: 'Locked', Lifecycle: { DeleteAfterDays: 35 } };
  const { BackupPlanId } = await backup.createBackupPlan({
    BackupPlan: {
      BackupPlanName: 'Company',
      Rules: [
        {
          ...rule,
          ScheduleExpression: 'cron(0 3 * * ? *)',
          CopyActions: [{ DestinationBackupVaultArn: `arn:aws:backup:us-east-1:${ACCOUNT}:backup-vault:Copies` }],
        },
      ],
      AdvancedBackupSettings: [{ ResourceType: 'S3', BackupOptions: { BackupACLs: 'enabled' } }],
    },
    BackupPlanTags: { team: 'ops' },
  });
  const IamRoleArn = `arn:aws:iam::${ACCOUNT}:role/company/CompanyBackup`;
  for (const SelectionName of ['volumes', 'by-tag']) {
    await backup.createBackupSelection({
      BackupPlanId,
      BackupSelection:
        SelectionName === 'volumes'
          ? { SelectionName, IamRoleArn, Resources: ['arn:aws:ec2:*:*:volume/*'] }
          : {
              SelectionName,
              IamRoleArn: `arn:aws:iam::${ACCOUNT}:role/Deleted`,
              ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'Backup', ConditionValue: 'yes' }],
            },
    });
  }
  // The same name, and no schedule.
  await backup.createBackupPlan({
    BackupPlan: { BackupPlanName: 'Company', Rules: [{ ...rule, RuleName: 'On-demand' }] },
  });
  await backup.updateRegionSettings({ ResourceTypeOptInPreference: { EC2: true, EFS: false } });
}

async function fillWindows(ssm: SSM): Promise<void> {
  const window = { Schedule: 'cron(0 2 ? * * *)', ScheduleTimezone: 'Asia/Tokyo', Duration: 2, Cutoff: 1 };
  for (const [Name, TaskArn, TaskType] of [
    ['images', `arn:aws:ssm:${REGION}:${ACCOUNT}:document/Everything`, 'AUTOMATION'],
    ['aws-images', 'AWS-CreateImage', 'AUTOMATION'],
    ['patches', 'NightlyPatches', 'AUTOMATION'],
    ['function', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:images`, 'LAMBDA'],
    ['empty', undefined, undefined],
  ] as const) {
    const { WindowId } = await ssm.createMaintenanceWindow({ Name, ...window, AllowUnassociatedTargets: false });
    const Targets = [{ Key: 'tag:Image', Values: ['nightly'] }];
    await ssm.registerTargetWithMaintenanceWindow({ WindowId, ResourceType: 'INSTANCE', Targets });
    if (TaskArn !== undefined)
      await ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskArn, TaskType, Name: 'task', Targets });
  }
}
