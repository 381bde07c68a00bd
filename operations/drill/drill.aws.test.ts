import { BackupClient } from '@aws-sdk/client-backup';
import { CreateTopicCommand, ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';

import { verdict } from '../../domain/drill/verdict';
import { DEFAULT_FILTER } from '../../domain/notifications/default-filter';
import { Fault, LOST_RESPONSE } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { resetMoto } from '../../testing/aws/reset-moto';
import type { Progress } from '../progress';
import { drill } from './drill';
import { pace } from './pace';
import type { DrillClients, DrillRequest } from './request';

const REGION = 'ap-northeast-1';
const ACCOUNT = '111111111111';
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:failures`;
const HOUR = 3_600_000;

let aws: LocalAws;
let clients: DrillClients;

const request: DrillRequest = {
  id: 'test',
  accountId: ACCOUNT,
  region: REGION,
  vault: 'EC2',
  topicArn: TOPIC,
  resourceArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0123456789abcdef0`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupServiceEC2Role`,
  filters: [{ label: 'ann@example.com', filter: DEFAULT_FILTER }],
  filterDelay: 1,
  timeout: HOUR,
  poll: 1,
};

const clientsOf = (endpoint: string): DrillClients => {
  const options = {
    region: REGION,
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 3,
  };
  return { backup: new BackupClient(options), sns: new SNSClient(options), sqs: new SQSClient(options) };
};

/** A drill, and everything that remains of it in AWS. */
const drilled = async (
  change: Partial<DrillRequest> = {},
  signal = new AbortController().signal,
  progress: Progress = () => {},
) => {
  const wanted = { ...request, ...change };
  const result = await drill(clients, wanted, {
    drill: pace(signal, progress),
    cleanUp: pace(new AbortController().signal, progress),
  });
  const { QueueUrls = [] } = await clients.sqs.send(new ListQueuesCommand({}));
  const { Subscriptions = [] } = await clients.sns.send(new ListSubscriptionsCommand({}));
  const { jobs, recoveryPoints } = aws.standIn.state;
  const running = jobs.filter(({ job }) => !['COMPLETED', 'ABORTED'].includes(String(job['State'])));
  const left = {
    queues: QueueUrls.map((url) => url.replace(/.*\//, '')),
    subscriptions: Subscriptions.map(({ Endpoint = '' }) => Endpoint.replace(/.*:/, '')),
    jobs: running.map(({ job }) => job['State']),
    recoveryPoints: recoveryPoints.map(({ point }) => point.RecoveryPointArn),
  };
  return { ...result, left };
};

/** Ends the drill's time, and not that of the stand-in, when it reports something that ends so. */
function timeIsUpAt(...ends: readonly string[]): Progress {
  const now = Date.now.bind(Date);
  let passed = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => now() + passed);
  return (text) => {
    if (ends.some((end) => text.endsWith(end))) passed += 2 * HOUR;
  };
}

const NOTHING = { queues: [], subscriptions: [], jobs: [], recoveryPoints: [] };

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
  clients = clientsOf(aws.standIn.url);
});

beforeEach(async () => {
  aws.standIn.reset();
  await resetMoto(aws.standIn.url);
  await clients.sns.send(new CreateTopicCommand({ Name: 'failures' }));
  aws.standIn.state.vaults.push({
    region: REGION,
    vault: { BackupVaultName: 'EC2' },
    notifications: { SNSTopicArn: TOPIC, BackupVaultEvents: ['BACKUP_JOB_COMPLETED'] },
  });
  // Requests alone let its time pass.
  Object.assign(aws.standIn.clock, { speed: 0, perRequest: 40_000 });
});

afterEach(() => jest.restoreAllMocks());

afterAll(() => aws.stop());

test('N8 proves it, and leaves nothing behind', async () => {
  const { outcome, error, leftovers, left } = await drilled();
  expect(error).toBeUndefined();
  expect(outcome && verdict(outcome)).toEqual([]);
  expect(outcome).toMatchObject({
    stopped: { state: 'ABORTED' },
    completed: { state: 'COMPLETED' },
    control: { stopped: { notice: { attributes: { State: 'ABORTED' } } }, completed: {} },
    queues: [{ label: 'ann@example.com', stopped: {}, completed: undefined }],
  });
  expect([leftovers, left]).toEqual([[], NOTHING]);
});

test('N8 a new filter has its time before anything is backed up', async () => {
  const started = Date.now();
  await drilled({ filterDelay: 300 });
  const { actions } = aws.standIn;
  expect(actions.lastIndexOf('sns:Subscribe')).toBeLessThan(actions.indexOf('backup:StartBackupJob'));
  expect(Date.now() - started).toBeGreaterThan(300);
});

test('N8 calls only what it needs', async () => {
  await drilled();
  const [policy] = aws.standIn.requests('sqs:CreateQueue').map(({ Attributes }) => JSON.parse(Attributes.Policy));
  expect(policy.Statement).toEqual([
    {
      Sid: 'SendByTopic',
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: `arn:aws:sqs:${REGION}:${ACCOUNT}:backupctl-drill-test-0`,
      Condition: { ArnEquals: { 'aws:SourceArn': TOPIC } },
    },
  ]);
  const filters = aws.standIn.requests('sns:Subscribe').map((input) => input['Attributes.entry.1.value']);
  expect(filters).toEqual([undefined, JSON.stringify(DEFAULT_FILTER)]);
  expect(aws.standIn.requests('backup:StartBackupJob')[0]).toMatchObject({
    BackupVaultName: 'EC2',
    ResourceArn: request.resourceArn,
    IamRoleArn: request.roleArn,
    Lifecycle: { DeleteAfterDays: 1 },
  });
});

test('N8 a filter that lets successes through, or holds failures back, is no proof', async () => {
  const filters: DrillRequest['filters'] = [
    { label: 'bob', filter: 'none' },
    { label: 'cat', filter: { State: ['FAILED'] } },
    { label: 'dan', filter: DEFAULT_FILTER },
  ];
  const { outcome, left } = await drilled({ filters });
  expect(outcome?.queues.map(({ stopped, completed }) => [stopped !== undefined, completed !== undefined])).toEqual([
    [true, true],
    [false, false],
    [true, false],
  ]);
  // Without a filter one is meant to hear of successes too.
  expect(outcome && verdict(outcome).map(({ rule, path }) => `${rule}: ${path}`)).toEqual([
    'failure-held-back: filter of cat',
  ]);
  expect(left).toEqual(NOTHING);
});

test('N8 reports a topic that is never notified, and stops waiting', async () => {
  aws.standIn.state.noticesAreLost = true;
  const { outcome, left } = await drilled({}, undefined, timeIsUpAt('waiting for the notices'));
  expect(outcome && verdict(outcome).map(({ rule }) => rule)).toEqual(['not-published']);
  expect(left).toEqual(NOTHING);
});

test('N8 a job that neither ends nor stops in time is named', async () => {
  aws.standIn.clock.perRequest = 0;
  const { outcome, leftovers, left } = await drilled({}, undefined, timeIsUpAt('to stop: CREATED', 'to end: ABORTING'));
  expect(outcome && verdict(outcome)).toMatchObject([
    { rule: 'not-stopped', message: 'the job to stop was still CREATED at the timeout' },
  ]);
  expect(outcome?.completed).toBeUndefined();
  const jobId = outcome?.stopped.jobId;
  expect(leftovers).toEqual([
    {
      what: `backup job ${jobId}`,
      command: `aws backup stop-backup-job --backup-job-id ${jobId} --region ap-northeast-1`,
      reason: 'is still ABORTING',
    },
  ]);
  expect(left).toEqual({ ...NOTHING, jobs: ['ABORTING'] });
});

const MAKING = ['sqs:CreateQueue', 'sns:Subscribe', 'backup:StartBackupJob'];
const FOLLOWING = ['backup:DescribeBackupJob', 'backup:StopBackupJob', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'];
const CLEANING = ['backup:DescribeRecoveryPoint', 'backup:DeleteRecoveryPoint', 'sns:Unsubscribe', 'sqs:DeleteQueue'];
const ALL = [...MAKING, ...FOLLOWING, ...CLEANING];

test('knows every call that a drill makes', async () => {
  await drilled();
  const asked = new Set(aws.standIn.actions.filter((action) => !/List|moto-api|CreateTopic/.test(action)));
  expect([...asked].toSorted()).toEqual(ALL.toSorted());
});

describe('N8 when AWS', () => {
  test('throttles every call, it waits and tries again', async () => {
    const throttled = new Fault('ThrottlingException', 'Rate exceeded', 400);
    for (const action of ALL) aws.standIn.fail(action, [throttled]);
    const { outcome, leftovers, left } = await drilled();
    expect(outcome && verdict(outcome)).toEqual([]);
    expect([leftovers, left]).toEqual([[], NOTHING]);
  });

  test('loses one answer to every call, it is proven all the same', async () => {
    for (const action of ALL) aws.standIn.fail(action, [LOST_RESPONSE]);
    const { outcome, leftovers, left } = await drilled();
    expect(outcome && verdict(outcome)).toEqual([]);
    expect([leftovers, left]).toEqual([[], NOTHING]);
  });

  test.each([...MAKING, ...FOLLOWING])('denies %s, nothing remains', async (action) => {
    aws.standIn.fail(action, [new Fault('AccessDeniedException', 'Access denied.', 403)]);
    const { error, leftovers, left } = await drilled();
    expect(error?.message).toContain(`is not allowed to call ${action} on`);
    expect([leftovers, left]).toEqual([[], NOTHING]);
  });

  test.each(MAKING)('never answers %s, what it made is found and removed', async (action) => {
    aws.standIn.fail(action, [LOST_RESPONSE, LOST_RESPONSE, LOST_RESPONSE]);
    const { error, leftovers, left } = await drilled();
    expect(error?.message).toContain(`${action} failed`);
    expect([leftovers, left]).toEqual([[], NOTHING]);
  });

  test('answers nothing about a job that may have been started, it says where to look', async () => {
    aws.standIn.fail(
      'backup:StartBackupJob',
      Array.from({ length: 6 }, () => LOST_RESPONSE),
    );
    const { leftovers, left } = await drilled();
    expect(left).toEqual({ ...NOTHING, jobs: ['CREATED'] });
    expect(leftovers).toEqual([
      {
        what: `possibly a backup job of ${request.resourceArn}`,
        command: expect.stringMatching(
          /^aws backup list-backup-jobs --by-resource-arn arn:aws:ec2:\S+ --by-created-after \S+Z --region ap-northeast-1$/,
        ),
        reason: expect.stringContaining('backup:StartBackupJob failed'),
      },
    ]);
  });

  test.each([
    [
      'backup:DescribeRecoveryPoint',
      'recoveryPoints',
      /^aws backup delete-recovery-point --backup-vault-name EC2 --rec/,
    ],
    ['backup:DeleteRecoveryPoint', 'recoveryPoints', /^aws backup delete-recovery-point --backup-vault-name EC2 --rec/],
    ['sns:Unsubscribe', 'subscriptions', /^aws sns unsubscribe --subscription-arn arn:aws:sns:\S+ --region ap-northea/],
    [
      'sqs:DeleteQueue',
      'queues',
      /^aws sqs delete-queue --queue-url "\$\(aws sqs get-queue-url --queue-name backupctl/,
    ],
  ] as const)('denies %s, what stays is named with the command that removes it', async (action, kind, command) => {
    aws.standIn.fail(action, [new Fault('AccessDeniedException', 'Access denied.', 403)]);
    const { outcome, leftovers, left } = await drilled();
    expect(outcome && verdict(outcome)).toEqual([]);
    expect(leftovers).toEqual([
      {
        what: expect.stringContaining(left[kind][0] ?? 'nothing'),
        command: expect.stringMatching(command),
        reason: expect.stringContaining(`is not allowed to call ${action}`),
      },
    ]);
    expect({ ...left, [kind]: [] }).toEqual(NOTHING);
  });
});

test.each(ALL)('N8 broken off when %s is asked for the first time, it leaves nothing', async (action) => {
  const abort = new AbortController();
  const watch = setInterval(() => {
    if (aws.standIn.actions.includes(action)) abort.abort();
  }, 1);
  const { leftovers, left } = await drilled({}, abort.signal);
  clearInterval(watch);
  expect(abort.signal.aborted).toBe(true);
  expect([leftovers, left]).toEqual([[], NOTHING]);
});

test('N8 deletes no recovery point that is not of its instance', async () => {
  const other = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-00000000000000000`;
  const abort = new AbortController();
  const watch = setInterval(() => {
    const { recoveryPoints } = aws.standIn.state;
    for (const { point } of recoveryPoints) Object.assign(point, { ResourceArn: other });
  }, 1);
  const { leftovers, left } = await drilled({}, abort.signal);
  clearInterval(watch);
  expect(left.recoveryPoints).toHaveLength(1);
  expect(leftovers).toMatchObject([{ reason: `belongs to ${other}, not to ${request.resourceArn}: not deleted` }]);
});
