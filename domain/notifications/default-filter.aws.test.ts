import {
  BackupClient,
  DescribeBackupJobCommand,
  StartBackupJobCommand,
  StopBackupJobCommand,
} from '@aws-sdk/client-backup';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { DEFAULT_FILTER } from './default-filter';

const REGION = 'ap-northeast-1';
const ACCOUNT = '111111111111';
const TopicArn = `arn:aws:sns:${REGION}:${ACCOUNT}:failures`;
const MINUTE = 60_000;

let aws: LocalAws;
let backup: BackupClient;
let sns: SNSClient;
let sqs: SQSClient;

/** Lets a job end by itself, or stops it. */
const endedJob = async ({ stopped }: { readonly stopped: boolean }): Promise<string | undefined> => {
  const { BackupJobId } = await backup.send(
    new StartBackupJobCommand({
      BackupVaultName: 'EC2',
      ResourceArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0123456789abcdef0`,
      IamRoleArn: `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupServiceEC2Role`,
    }),
  );
  if (stopped) await backup.send(new StopBackupJobCommand({ BackupJobId }));
  aws.standIn.clock.advance(60 * MINUTE);
  const { State } = await backup.send(new DescribeBackupJobCommand({ BackupJobId }));
  return State;
};

/** What arrives in a new queue with this filter once `publish` starts. */
const heard = async (filter: object, publish: () => Promise<void>): Promise<string[]> => {
  const QueueName = `queue-${crypto.randomUUID()}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const Endpoint = `arn:aws:sqs:${REGION}:${ACCOUNT}:${QueueName}`;
  const Attributes = { FilterPolicy: JSON.stringify(filter) };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  await publish();
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '{}' }) => String(JSON.parse(Body).Message).slice(0, 32)).toSorted();
};

const everything = async (): Promise<void> => {
  await sns.send(new PublishCommand({ TopicArn, Message: 'S6: 2 SSM agents lost connection' }));
  await sns.send(new PublishCommand({ TopicArn, Message: 'S9: backup of i-0123456789 ended Failed' }));
  expect(await endedJob({ stopped: true })).toBe('ABORTED');
  expect(await endedJob({ stopped: false })).toBe('COMPLETED');
};

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const options = { region: REGION, endpoint: aws.standIn.url, credentials };
  [backup, sns, sqs] = [new BackupClient(options), new SNSClient(options), new SQSClient(options)];
  await sns.send(new CreateTopicCommand({ Name: 'failures' }));
  aws.standIn.state.vaults.push({
    region: REGION,
    vault: { BackupVaultName: 'EC2' },
    notifications: { SNSTopicArn: TopicArn, BackupVaultEvents: ['BACKUP_JOB_COMPLETED'] },
  });
});

afterAll(() => aws.stop());

test('N4 lost agents (S6), failed SSM backups (S9) and a stopped job arrive, a completed one does not', async () => {
  expect(await heard(DEFAULT_FILTER, everything)).toEqual([
    'An AWS Backup job was stopped. R',
    'S6: 2 SSM agents lost connection',
    'S9: backup of i-0123456789 ended',
  ]);
});

test("N4 the article's own filter would drop what carries no State", async () => {
  expect(await heard({ State: [{ 'anything-but': 'COMPLETED' }] }, everything)).toEqual([
    'An AWS Backup job was stopped. R',
  ]);
});
