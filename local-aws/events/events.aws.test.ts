import {
  BackupClient,
  DescribeBackupJobCommand,
  StartBackupJobCommand,
  StopBackupJobCommand,
} from '@aws-sdk/client-backup';
import {
  DetachRolePolicyCommand,
  AttachRolePolicyCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { SubscribeCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

import { buildLambdas } from '../../bin/build-lambdas';
import { DEFAULT_NAMES } from '../../domain/names';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeNotifiedOrganization, TOPIC, type NotifiedOrganization } from '../../testing/aws/notified-organization';
import { BY_ROLE } from '../moto';
import { motoRest } from '../moto-rest';

const {
  failureBus: FAILURE_BUS,
  failureQueue: FAILURE_QUEUE,
  failureDeadLetters: FAILURE_DEAD_LETTERS,
  memberRule: MEMBER_RULE,
  memberEventsRole: MEMBER_EVENTS_ROLE,
  memberEventsPolicy: MEMBER_EVENTS_POLICY,
} = DEFAULT_NAMES;

const REGION = 'ap-northeast-1';

let aws: LocalAws;
let organization: NotifiedOrganization;
let sqs: SQSClient;
let backup: BackupClient;

beforeAll(async () => {
  buildLambdas();
  aws = await testAws(BY_ROLE);
  organization = await makeNotifiedOrganization(aws);
  sqs = new SQSClient(organization.management);
  backup = new BackupClient(organization.inMember);
  const sns = new SNSClient(organization.management);
  await sqs.send(new CreateQueueCommand({ QueueName: 'operators' }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: TOPIC,
      Protocol: 'sqs',
      Endpoint: TOPIC.replace(/sns(:.*):.*/, 'sqs$1:operators'),
    }),
  );
  aws.standIn.state.vaults.push({ account: organization.member, region: REGION, vault: { BackupVaultName: 'vault' } });
});

afterEach(async () => {
  for (const name of ['operators', FAILURE_QUEUE, FAILURE_DEAD_LETTERS]) await messagesIn(name);
  aws.standIn.state.undelivered.length = 0;
});

afterAll(() => aws.stop());

async function urlOf(QueueName: string): Promise<string> {
  return (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
}

/** What has arrived since the last call. */
async function messagesIn(name: string): Promise<any[]> {
  const QueueUrl = await urlOf(name);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

/** Starts a backup in the member and stops it, or lets it complete. */
async function backUp({ stops }: { stops: boolean }): Promise<string> {
  const { BackupJobId = '' } = await backup.send(
    new StartBackupJobCommand({
      BackupVaultName: 'vault',
      ResourceArn: `arn:aws:ec2:${REGION}:${organization.member}:instance/i-0123456789abcdef0`,
      IamRoleArn: `arn:aws:iam::${organization.member}:role/test-bk-role`,
    }),
  );
  if (stops) await backup.send(new StopBackupJobCommand({ BackupJobId }));
  aws.standIn.clock.advance(3_600_000);
  await backup.send(new DescribeBackupJobCommand({ BackupJobId }));
  return BackupJobId;
}

const reasons = () => aws.standIn.state.undelivered.map(({ reason }) => reason);

test('M6 a failed backup in a member reaches the topic of the management account, with the account of the member', async () => {
  const jobId = await backUp({ stops: true });
  expect(reasons()).toEqual([]);
  const [message, ...others] = await messagesIn('operators');
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    Subject: `ABORTED backup jobs: 1 in account ${organization.member}`,
    Message: expect.stringContaining(`- prod (${organization.member}), ${REGION}`),
    MessageAttributes: { State: { Value: 'ABORTED' }, EventType: { Value: 'BACKUP_JOB' } },
  });
  expect(message.Message).toContain(`backup job ${jobId}`);
  expect(await messagesIn(FAILURE_QUEUE)).toEqual([]);
});

test('M6 a completed backup is not reported', async () => {
  await backUp({ stops: false });
  expect(await messagesIn('operators')).toEqual([]);
  expect(reasons()).toEqual([]);
});

test('M6 the bus refuses accounts of other organizations, and events of other services', async () => {
  await organization.openBus('o-another');
  await backUp({ stops: true });
  await organization.openBus(organization.id, 'com.example');
  await backUp({ stops: true });
  await organization.openBus(organization.id);
  const refused = `arn:aws:events:${REGION}:999999999999:event-bus/${FAILURE_BUS} does not accept account ${organization.member}`;
  expect(reasons()).toEqual([refused, refused]);
  expect(await messagesIn('operators')).toEqual([]);
});

test('M6 nothing is sent by a role that may not send, or that EventBridge cannot assume', async () => {
  const iam = new IAMClient(organization.inMember);
  const policy = {
    RoleName: MEMBER_EVENTS_ROLE,
    PolicyArn: `arn:aws:iam::${organization.member}:policy/${MEMBER_EVENTS_POLICY}`,
  };
  await iam.send(new DetachRolePolicyCommand(policy));
  await backUp({ stops: true });
  await iam.send(new AttachRolePolicyCommand(policy));
  const trust = (account: string) =>
    iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: MEMBER_EVENTS_ROLE,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'aws:SourceAccount': account } },
            },
          ],
        }),
      }),
    );
  await trust('111111111111');
  await backUp({ stops: true });
  await trust(organization.member);
  const role = `arn:aws:iam::${organization.member}:role/${MEMBER_EVENTS_ROLE}`;
  expect(reasons()).toEqual([`${role} may not send`, `EventBridge cannot assume ${role}`]);
});

test('M6 what the queue does not accept is a dead letter', async () => {
  const QueueUrl = await urlOf(FAILURE_QUEUE);
  const read = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] });
  const Policy = (await sqs.send(read)).Attributes?.['Policy'] ?? '';
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '{"Statement":[]}' } }));
  await backUp({ stops: true });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  expect(reasons()).toEqual([expect.stringContaining(`${FAILURE_QUEUE} does not accept the rule`)]);
  expect(await messagesIn(FAILURE_DEAD_LETTERS)).toEqual([
    expect.objectContaining({ account: organization.member, detail: expect.objectContaining({ state: 'ABORTED' }) }),
  ]);
});

test('M6 a rule that is disabled sends nothing', async () => {
  await organization.events(organization.inMember, 'DisableRule', { Name: MEMBER_RULE });
  await backUp({ stops: true });
  await organization.events(organization.inMember, 'EnableRule', { Name: MEMBER_RULE });
  expect([await messagesIn('operators'), reasons()]).toEqual([[], []]);
});

test('M6 keeps event source mappings: one for a queue, with settings and tags', async () => {
  const call = async (method: string, path: string, body?: object) => {
    const response = await motoRest(organization.management, 'lambda', {
      method,
      path: `/2015-03-31/event-source-mappings${path}`,
      body,
    });
    return [response.status, await response.json()] as [number, any];
  };
  const mapping = {
    EventSourceArn: `arn:aws:sqs:${REGION}:999999999999:another`,
    FunctionName: 'f',
    BatchSize: 10,
    Tags: { Name: 'f' },
  };
  const [, { UUID, EventSourceMappingArn }] = await call('POST', '', mapping);
  expect(await call('POST', '', mapping)).toEqual([409, expect.anything()]);
  expect(await call('PUT', `/${UUID}`, { Enabled: false, BatchSize: 20 })).toEqual([
    200,
    expect.objectContaining({ State: 'Disabled', BatchSize: 20 }),
  ]);
  const tags = await motoRest(organization.management, 'lambda', {
    method: 'GET',
    path: `/2017-03-31/tags/${encodeURIComponent(EventSourceMappingArn)}`,
  });
  expect(await tags.json()).toEqual({ Tags: { Name: 'f' } });
  await call('DELETE', `/${UUID}`);
  expect(await call('GET', `/${UUID}`)).toEqual([404, expect.anything()]);
});
