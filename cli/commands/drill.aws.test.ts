import { EC2Client, RunInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateTopicCommand, ListSubscriptionsCommand, SNSClient, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { DeleteQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';

import { Fault } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import {
  backupctlMeanwhile,
  changedEnvironments,
  emptyFolder,
  FIXTURES,
  startBackupctl,
  until,
} from '../../testing/commands';

const REGION = 'ap-northeast-1';
const ACCOUNT = '111111111111';
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:sns-backup-alertnotification`;
const JOB = '[0-9a-f-]{36}';

let aws: LocalAws;
let sns: SNSClient;
let sqs: SQSClient;
let instanceId: string;
let terminatedId: string;

const argumentsOf = (id: string, args: readonly string[]) => [
  ...`drill --environment dev --vault EC2 --instance-id ${id} --filter-delay 0 --poll 1`.split(' '),
  ...args,
];
const drill = (args: readonly string[] = [], { id = instanceId, environments = FIXTURES } = {}) =>
  backupctlMeanwhile(argumentsOf(id, args), emptyFolder(), {
    ...aws.variables,
    COLUMNS: '1000',
    BACKUP_ENVIRONMENTS_DIR: environments,
  });

const dev = (change: (text: string) => string) => changedEnvironments({ 'dev.ts': change });

const asked = (action: string, ended: Promise<unknown>) => until(() => aws.standIn.actions.includes(action), ended);

/** Everything that the drill made and that is still there. */
const leftBehind = async () => {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  const { jobs, recoveryPoints } = aws.standIn.state;
  const running = jobs.filter(({ job }) => !['COMPLETED', 'ABORTED'].includes(String(job['State'])));
  return [...QueueUrls, ...Subscriptions, ...running, ...recoveryPoints];
};

const vault = (change: object = {}, events = ['BACKUP_JOB_COMPLETED'], topic = TOPIC) => ({
  region: REGION,
  vault: { BackupVaultName: 'EC2', ...change },
  notifications: { SNSTopicArn: topic, BackupVaultEvents: events },
});

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const options = { region: REGION, endpoint: aws.standIn.url, credentials };
  sns = new SNSClient(options);
  sqs = new SQSClient(options);
  await sns.send(new CreateTopicCommand({ Name: 'sns-backup-alertnotification' }));
  const ec2 = new EC2Client(options);
  const run = new RunInstancesCommand({ ImageId: 'ami-12345678', MinCount: 2, MaxCount: 2 });
  const { Instances = [] } = await ec2.send(run);
  [instanceId = '', terminatedId = ''] = Instances.map(({ InstanceId = '' }) => InstanceId);
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [terminatedId] }));
});

beforeEach(() => {
  aws.standIn.reset();
  aws.standIn.state.vaults.push(vault());
  aws.standIn.clock.perRequest = 150_000;
});

afterAll(() => aws.stop());

test('N8 proves that the stopped job is reported and the completed one is not, and cleans up', async () => {
  const { code, stdout, stderr } = await drill();
  expect([code, stderr]).toEqual([0, expect.stringContaining('cleaning up\n')]);
  expect(stderr).not.toContain('until the filters take effect');
  const lines = stdout.split('\n');
  expect(lines[0]).toMatch(/^JOB +ID +STATE +AFTER$/);
  expect(lines[1]).toMatch(new RegExp(`^stopped +${JOB} +ABORTED +\\d+ s$`));
  expect(lines[2]).toMatch(new RegExp(`^completed +${JOB} +COMPLETED +\\d+ s$`));
  expect(lines[4]).toMatch(/^SUBSCRIBED AS +FILTER +STOPPED JOB +COMPLETED JOB$/);
  expect(lines[5]).toMatch(/^everything +none +✓ notified after \d+ s +✓ notified after \d+ s$/);
  expect(lines[6]).toMatch(
    /^backup-alerts-dev@example\.com +\{"State":\[\{"exists":false\},\{"anything-but":"COMPLETED"\}\]\} +✓ notified after \d+ s +✓ not notified$/,
  );
  expect(lines.slice(7)).toEqual(['', 'Proven: an alert arrives for a failed job, and none for a completed one.', '']);
  expect(await leftBehind()).toEqual([]);
  expect(aws.standIn.requests('backup:StartBackupJob')[0]).toMatchObject({
    BackupVaultName: 'EC2',
    ResourceArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${instanceId}`,
    IamRoleArn: `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupServiceEC2Role`,
  });
});

test('N8 says what was not proven, and what to do', async () => {
  aws.standIn.state.noticesAreLost = true;
  const { code, stdout, stderr } = await drill(['--timeout', '0.05']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^everything +none +✗ not notified +✗ not notified$/m);
  expect(stderr).toMatch(
    new RegExp(
      `
Not proven:

 {2}backup job ${JOB}
 {4}The topic did not publish that the stopped job ended: even a queue without a filter received nothing\\.
 {4}→ check the vault's notifications, the topic's policy and its key \\(docs/runbooks/drill-failed\\.md#nothing-was-published\\)
$`,
    ),
  );
  expect(await leftBehind()).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('N8 %s in the middle: it stops its job and cleans up', async (signal) => {
  const { kill, ended } = startBackupctl(argumentsOf(instanceId, []), emptyFolder(), aws.variables);
  await asked('backup:DescribeBackupJob', ended);
  kill(signal);
  const { code, stdout, stderr } = await ended;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('interrupted: cleaning up; interrupt again');
  expect(stderr).toMatch(/The drill was interrupted and proves nothing\.\n$/);
  expect(aws.standIn.actions).toContain('backup:StopBackupJob');
  expect(await leftBehind()).toEqual([]);
});

test('N8 the second signal ends it at once, with the names of what remains, and the commands that remove it', async () => {
  // Nothing keeps running.
  aws.standIn.clock.perRequest = 0;
  const { kill, ended } = startBackupctl(argumentsOf(instanceId, []), emptyFolder(), aws.variables);
  await asked('backup:DescribeBackupJob', ended);
  kill('SIGINT');
  await asked('backup:StopBackupJob', ended);
  kill('SIGINT');
  const { code, stderr } = await ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(
    new RegExp(
      `  backup job ${JOB}: interrupted\n    aws backup stop-backup-job --backup-job-id ${JOB} --region ap-northeast-1\n`,
    ),
  );
  expect(stderr).toMatch(/ {2}queue backupctl-drill-dev-\w{8}-1: interrupted\n {4}aws sqs delete-queue /);
  expect(stderr).toMatch(
    / {2}subscription of arn:aws:sqs:\S+-0 to arn:aws:sns:\S+: interrupted\n {4}aws sns unsubscribe /,
  );
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  for (const { SubscriptionArn } of Subscriptions) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  for (const QueueUrl of QueueUrls) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
});

test('N8 prints JSON of what was seen; names what AWS does not let it remove, and ends with 3', async () => {
  aws.standIn.fail('backup:DeleteRecoveryPoint', [new Fault('AccessDeniedException', 'Access denied.', 403)]);
  const { code, stdout, stderr } = await drill(['--json']);
  expect(code).toBe(3);
  const [point = ''] = aws.standIn.state.recoveryPoints.map(({ point: { RecoveryPointArn } }) => RecoveryPointArn);
  const command = `aws backup delete-recovery-point --backup-vault-name EC2 --recovery-point-arn ${point} --region ap-northeast-1`;
  expect(JSON.parse(stdout)).toMatchObject({
    proven: true,
    vault: 'EC2',
    region: REGION,
    topicArn: TOPIC,
    stopped: { state: 'ABORTED', seconds: expect.any(Number) },
    completed: { state: 'COMPLETED' },
    control: { stopped: { notice: { attributes: { State: 'ABORTED', EventType: 'BACKUP_JOB' } } } },
    queues: [{ label: 'backup-alerts-dev@example.com', stopped: { seconds: expect.any(Number) } }],
    findings: [],
    leftovers: [{ command }],
  });
  const what = stderr.slice(stderr.indexOf('These resources of the drill'));
  expect(what.split('\n')).toEqual([
    'These resources of the drill could not be removed. Remove them:',
    expect.stringMatching(
      `^  recovery point ${point} of job ${JOB}: The caller is not allowed to call backup:DeleteRecoveryPoint on `,
    ),
    `    ${command}`,
    'Failure alerts arrive, but not all resources of the drill were removed.',
    '',
  ]);
  expect(await leftBehind()).toHaveLength(1);
});

describe('N8 refuses', () => {
  const nothingMade = () => {
    expect(aws.standIn.actions.filter((action) => /Create|Subscribe|Start/.test(action))).toEqual([]);
  };

  const refused = (problems: string) => ({
    code: 1,
    stdout: '',
    stderr: `The drill is refused: ${problems}`,
  });

  afterEach(nothingMade);

  test('what the configuration shows already, before any AWS call', async () => {
    const environments = dev((text) =>
      text.replace(
        "{ name: 'EC2' }]",
        "{ name: 'EC2', notify: ['COPY_JOB_FAILED'], accessPolicy: { denyManualDeletion: true }, lock: { mode: 'compliance', changeableForDays: 3 } }]",
      ),
    );
    expect(await drill([], { environments })).toEqual(
      refused(`3 problems

  vault EC2 in ap-northeast-1
    Is locked in compliance mode: the drill's recovery point could not be deleted.
    → use a vault without a lock in the same region: it notifies the same topic

  vault EC2 in ap-northeast-1
    Its policy denies deleting recovery points: the recovery point of the drill would remain until it expires.
    → use a vault without denyManualDeletion in the same region: it notifies the same topic

  vault EC2 in ap-northeast-1
    Sends only COPY_JOB_FAILED, which does not report how backup jobs end.
    → send its event BACKUP_JOB_COMPLETED to ${TOPIC}, apply the environment's stacks, and run backupctl verify
`),
    );
    expect(aws.standIn.actions).toEqual([]);
  });

  test.each([
    ['compliance', { Locked: true, LockDate: 1_700_000_000 }],
    ['governance', { Locked: true, MinRetentionDays: 1 }],
  ])('a vault that is in %s lock in AWS', async (mode, lock) => {
    aws.standIn.state.vaults.splice(0, 1, vault(lock));
    const { code, stderr } = await drill();
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`Is locked in ${mode} mode: the drill's recovery point`),
    ]);
  });

  test('a missing vault, and an instance of another account: both at once', async () => {
    aws.standIn.state.vaults.length = 0;
    expect(await drill([], { id: 'i-0123456789abcdef0' })).toEqual(
      refused(`2 problems

  vault EC2 in ap-northeast-1
    The vault does not exist.
    → apply the environment's backup stack

  instance i-0123456789abcdef0
    Account 111111111111 has no such instance in ap-northeast-1.
    → name a running or stopped instance of account 111111111111 in ap-northeast-1 with --instance-id
`),
    );
  });

  test('a vault without notifications, and an instance that is terminated', async () => {
    aws.standIn.state.vaults.splice(0, 1, { region: REGION, vault: { BackupVaultName: 'EC2' } });
    const { code, stderr } = await drill([], { id: terminatedId });
    expect(code).toBe(1);
    expect(stderr).toContain('    Has no notifications: no one learns how its jobs end.\n');
    expect(stderr).toContain('    Is terminated: it cannot be backed up.\n');
  });

  test('a vault that notifies another topic, and one whose policy denies deletion', async () => {
    const accessPolicy = '{"Statement":[{"Effect":"Deny","Action":"backup:DeleteRecoveryPoint"}]}';
    const other = `arn:aws:sns:${REGION}:${ACCOUNT}:other`;
    aws.standIn.state.vaults.splice(0, 1, { ...vault({}, undefined, other), accessPolicy });
    const { code, stderr } = await drill();
    expect(code).toBe(1);
    expect(stderr).toContain(`    Notifies another topic, ${other}, not the environment's.\n`);
    expect(stderr).toContain('    Its policy denies deleting recovery points');
  });

  test('credentials of another account', async () => {
    const { code, stderr } = await drill(['--environment', 'stg']);
    expect([code, stderr]).toEqual([
      2,
      'The credentials belong to account 111111111111, not to the account of stg 222222222222.\n→ specify a profile of that account with --profile\n',
    ]);
    expect(aws.standIn.actions).toEqual(['sts:GetCallerIdentity']);
  });

  test.each([
    [['--vault', 'EC3'], '--vault: dev has no vault "EC3". Did you mean "EC2"?\n→ specify one of EC2\n'],
    [['--region', 'eu-west-1'], 'dev has no vault EC2 in eu-west-1.\n→ specify its region with --region'],
  ])('a vault that the environment does not have: %j', async (args, message) => {
    const { code, stderr } = await drill(args);
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(aws.standIn.actions).toEqual([]);
  });

  test.each([
    [['--instance-id', 'web1'], "argument 'web1' is invalid. Specify an instance ID such as i-0123456789abcdef0."],
    [['--timeout', 'long'], "argument 'long' is invalid. Specify minutes from 0 to 9999."],
    [['--environment', 'qa'], 'The configuration has no environment "qa".\n→ specify one of dev, stg, prod\n'],
  ])('wrong usage: %j', async (args, message) => {
    const { code, stderr } = await drill(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(aws.standIn.actions).toEqual([]);
  });

  test.each([
    'backup:DescribeBackupVault',
    'backup:GetBackupVaultNotifications',
    'backup:GetBackupVaultAccessPolicy',
    'ec2:DescribeInstances',
  ])('to go on when %s is denied', async (action) => {
    aws.standIn.fail(action, [new Fault('AccessDeniedException', 'Access denied.', 403)]);
    const { code, stderr } = await drill();
    expect([code, stderr]).toEqual([3, expect.stringContaining(`The caller is not allowed to call ${action} on *.`)]);
  });
});
