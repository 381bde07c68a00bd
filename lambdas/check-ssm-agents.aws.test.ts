import { EC2Client, RunInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

import { buildLambdas } from '../bin/build-lambdas';
import { invokeLambda, REQUEST_ID } from '../local-aws/lambda';
import { Fault, FOREIGN_BODIES, LOST_RESPONSE } from '../local-aws/operation';
import { testAws, type LocalAws } from '../testing/aws/local-aws';
import { type Operators, subscribeOperators } from '../testing/aws/operators';

const REGION = 'ap-northeast-1';
const NOVEMBER = Date.UTC(2026, 10, 21, 3) / 1000;

let aws: LocalAws;
let clients: { readonly ec2: EC2Client; readonly sns: SNSClient; readonly sqs: SQSClient };
let topicArn: Operators['topicArn'];
let received: Operators['received'];

beforeAll(async () => {
  buildLambdas();
  aws = await testAws('111111111111');
  const options = {
    region: REGION,
    endpoint: aws.variables['AWS_ENDPOINT_URL'] ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  clients = { ec2: new EC2Client(options), sns: new SNSClient(options), sqs: new SQSClient(options) };
  ({ topicArn, received } = await subscribeOperators(clients.sns, clients.sqs));
});

afterEach(async () => {
  await received();
  aws.standIn.reset();
});

afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await aws.stop();
});

/** Starts instances of a separate group, so that those of other tests are not counted. */
async function launch(group: string, count: number): Promise<string[]> {
  const { Instances = [] } = await clients.ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: count,
      MaxCount: count,
      TagSpecifications: [
        {
          ResourceType: 'instance',
          Tags: [
            { Key: 'BackupGroup', Value: group },
            { Key: 'Name', Value: 'web1' },
          ],
        },
      ],
    }),
  );
  return Instances.map(({ InstanceId = '' }) => InstanceId).toSorted();
}

function know(InstanceId: string, PingStatus: 'Online' | 'ConnectionLost' | 'Inactive'): void {
  aws.standIn.state.agents.push({ region: REGION, InstanceId, PingStatus, LastPingDateTime: NOVEMBER });
}

const check = (variables: Readonly<Record<string, string>> = {}) =>
  invokeLambda('check-ssm-agents', {}, { ...aws.variables, SNS_TOPIC_ARN: topicArn, ...variables });

test('S6 the built Lambda reports in one message every instance that SSM lost or never knew', async () => {
  const [online = '', lost = '', unknown = '', stopped = ''] = await launch('ssm-backup-group', 4);
  await launch('other-group', 1);
  await clients.ec2.send(new StopInstancesCommand({ InstanceIds: [stopped] }));
  know(online, 'Online');
  know(lost, 'ConnectionLost');
  know(stopped, 'ConnectionLost');
  know('mi-0123456789abcdef0', 'ConnectionLost');

  const { result, error, log } = await check();
  expect(error).toBeUndefined();
  expect(result).toEqual({
    group: 'ssm-backup-group',
    running: 3,
    notRunning: 1,
    lost: [
      { instanceId: lost, name: 'web1', status: 'ConnectionLost', lastPingAt: '2026-11-21T03:00:00.000Z' },
      { instanceId: unknown, name: 'web1', status: 'unknown to SSM' },
    ],
  });
  expect(await received()).toEqual([
    expect.objectContaining({
      Subject: 'SSM agent lost: 2 of 3 instances, ap-northeast-1, ssm-backup-group',
      Message: expect.stringContaining(
        `\n${lost}  web1  ConnectionLost, last ping at 2026-11-21T03:00:00.000Z\n${unknown}  web1  unknown to SSM\n`,
      ),
    }),
  ]);
  expect(log.map(({ requestId }) => requestId)).toEqual([REQUEST_ID, REQUEST_ID]);
});

test('S6 publishes nothing when every agent is online', async () => {
  for (const id of await launch('all-well', 3)) know(id, 'Online');
  const { result } = await check({ BACKUP_GROUP: 'all-well' });
  expect(result).toEqual({ group: 'all-well', running: 3, notRunning: 0, lost: [] });
  expect(await received()).toEqual([]);
});

test('S6 reads every page, in batches that SSM accepts', async () => {
  const ids = await launch('large', 120);
  for (const id of ids) know(id, 'Online');
  aws.standIn.state.agents.splice(-1);
  aws.standIn.state.pageSize = 20;
  const { result } = await check({ BACKUP_GROUP: 'large' });
  expect(result).toMatchObject({ running: 120, lost: [{ instanceId: ids.at(-1) }] });
  const asked = aws.standIn.requests('ssm:DescribeInstanceInformation');
  expect(asked.map(({ Filters }) => Filters[0].Values.length)).toEqual([50, 50, 50, 50, 50, 50, 20]);
});

test('S6 selects a group by its exact name, also where EC2 reads wildcards', async () => {
  await launch('a*', 1);
  await launch('abc', 1);
  const { result } = await check({ BACKUP_GROUP: 'a*' });
  expect(result).toMatchObject({ running: 1 });
});

test('S6 survives throttling and a lost response at every call, and reports at least once', async () => {
  await launch('busy', 1);
  const actions = ['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation', 'sns:Publish'];
  for (const action of actions)
    aws.standIn.fail(action, [new Fault('ThrottlingException', 'Rate exceeded', 400), LOST_RESPONSE]);
  const { error } = await check({ BACKUP_GROUP: 'busy' });
  expect(error).toBeUndefined();
  for (const action of actions) expect(aws.standIn.requests(action)).toHaveLength(3);
  // SNS may publish what it did not confirm twice.
  expect((await received()).length).toBeGreaterThan(0);
});

test.each(['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'])(
  'S6 reports that the check itself failed at %s, and throws',
  async (action) => {
    await launch('denied', 1);
    aws.standIn.fail(action, [new Fault('AccessDeniedException', 'No.', 400)]);
    const { error, log } = await check({ BACKUP_GROUP: 'denied' });
    expect(error).toMatchObject({
      errorType: 'AwsError',
      errorMessage: expect.stringContaining(`is not allowed to call ${action}`),
    });
    expect(log.at(-1)).toMatchObject({ level: 'error', requestId: REQUEST_ID });
    expect(await received()).toEqual([
      expect.objectContaining({
        Subject: 'SSM agent check failed: ap-northeast-1, denied',
        Message: expect.stringContaining(`is not allowed to call ${action}`),
      }),
    ]);
  },
);

test.each(['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'])(
  'S6 reports a failed check while a proxy answers %s instead of AWS',
  async (action) => {
    await launch('proxy', 1);
    for (const body of FOREIGN_BODIES) {
      aws.standIn.fail(action, [body]);
      const { error } = await check({ BACKUP_GROUP: 'proxy' });
      expect(error?.errorMessage).toContain(`${action} failed: the response is not from AWS: `);
      expect(await received()).toEqual([
        expect.objectContaining({ Subject: 'SSM agent check failed: ap-northeast-1, proxy' }),
      ]);
    }
  },
);

test('S6 throws when a proxy confirms the message instead of SNS', async () => {
  await launch('unconfirmed', 1);
  for (const body of FOREIGN_BODIES) {
    aws.standIn.fail('sns:Publish', [body]);
    const { error } = await check({ BACKUP_GROUP: 'unconfirmed' });
    expect(error?.errorMessage).toContain('sns:Publish failed: the response is not from AWS: it has no MessageId.');
  }
});

test('S6 throws when it cannot publish to the topic, for lost agents or for a failed check', async () => {
  await launch('mute', 1);
  const denied = new Fault('AuthorizationErrorException', 'No publishing.', 403);
  aws.standIn.fail('sns:Publish', [denied]);
  const { error } = await check({ BACKUP_GROUP: 'mute' });
  expect(error?.errorMessage).toContain('The caller is not allowed to call sns:Publish');

  aws.standIn.fail('sns:Publish', [denied]);
  aws.standIn.fail('ec2:DescribeInstances', [new Fault('UnauthorizedOperation', 'No reading.', 403)]);
  const both = await check({ BACKUP_GROUP: 'mute' });
  expect(both.error?.errorMessage).toMatch(
    /No reading[^]*\nThis could not be published: The caller is not allowed to call sns:Publish/,
  );
});

test('S6 throws an error if the topic is not set', async () => {
  const { error } = await check({ SNS_TOPIC_ARN: '' });
  expect(error?.errorMessage).toBe(
    'SNS_TOPIC_ARN is not set.\n→ set it to the topic that receives messages about lost agents',
  );
  expect(aws.standIn.actions).toEqual([]);
});
