import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';

import { buildLambdas } from '../../bin/build-lambdas';
import { BY_ROLE } from '../../local-aws/moto';
import { Fault } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeNotifiedOrganization, TOPIC, type NotifiedOrganization } from '../../testing/aws/notified-organization';
import { backupctl, backupctlMeanwhile, changedEnvironments, emptyFolder } from '../../testing/commands';

const REGION = 'ap-northeast-1';
const JOB = '[0-9a-f-]{36}';

let aws: LocalAws;
let organization: NotifiedOrganization;
let instanceId: string;
let environments: string;
let variables: Record<string, string>;

const notified = `notifications: { subscriptions: [{ protocol: 'email', endpoint: 'backup-alerts@example.com' }] },`;

const text = (more: string) => (frozen: string) =>
  frozen
    .replace(
      /accounts: \[\{ id: '444444444444', name: 'shared-services' \}\]/,
      `accounts: [{ id: '${organization.member}', name: 'prod-member' }]`,
    )
    .replace('globalSettings:', `${more}\n  globalSettings:`);

beforeAll(async () => {
  buildLambdas();
  aws = await testAws(BY_ROLE);
  organization = await makeNotifiedOrganization(aws);
  const ec2 = new EC2Client(organization.inMember);
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({ ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 }),
  );
  instanceId = Instances[0]?.InstanceId ?? '';
  environments = changedEnvironments({ 'organization.ts': text(notified) });
  const { accessKeyId, secretAccessKey } = organization.management.credentials;
  variables = {
    ...aws.variables,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    COLUMNS: '1000',
  };
});

beforeEach(() => {
  const { state, clock } = aws.standIn;
  state.vaults.splice(0, state.vaults.length, {
    account: organization.member,
    region: REGION,
    vault: { BackupVaultName: 'test-bk-vault' },
  });
  state.noticesAreLost = false;
  clock.perRequest = 150_000;
});

afterAll(() => aws.stop());

const argumentsOf = (change: Readonly<Record<string, string>>) =>
  Object.entries({
    '--account': organization.member,
    '--vault': 'test-bk-vault',
    '--instance-id': instanceId,
    '--filter-delay': '0',
    '--poll': '1',
    ...change,
  }).flat();
const drill = (change: Readonly<Record<string, string>> = {}, folder = environments, flags: readonly string[] = []) =>
  backupctlMeanwhile(['drill', ...argumentsOf(change), ...flags], emptyFolder(), {
    ...variables,
    BACKUP_ENVIRONMENTS_DIR: folder,
  });

/** Everything that the drill made and that is still there, in both accounts. */
const leftBehind = async () => {
  const { QueueUrls = [] } = await new SQSClient(organization.management).send(
    new ListQueuesCommand({ QueueNamePrefix: 'backupctl-drill-' }),
  );
  const { Subscriptions = [] } = await new SNSClient(organization.management).send(new ListSubscriptionsCommand({}));
  const { jobs, recoveryPoints } = aws.standIn.state;
  const running = jobs.filter(({ job }) => !['COMPLETED', 'ABORTED'].includes(String(job['State'])));
  return [...QueueUrls, ...Subscriptions, ...running, ...recoveryPoints];
};

test('M6 fails a backup in a member, and proves that its message arrives at the topic of the organization', async () => {
  const { code, stdout, stderr } = await drill();
  expect([code, stderr]).toEqual([0, expect.stringContaining('cleaning up\n')]);
  const lines = stdout.split('\n');
  expect(lines[1]).toMatch(new RegExp(`^stopped +${JOB} +ABORTED +\\d+ s$`));
  expect(lines[2]).toBe('');
  expect(lines[4]).toMatch(/^everything +none +✓ notified after \d+ s +-$/);
  expect(lines[5]).toMatch(/^backup-alerts@example\.com .+ ✓ notified after \d+ s +-$/);
  expect(lines.slice(6)).toEqual([
    '',
    `Proven: an alert arrives for a failed job in account ${organization.member}.`,
    '',
  ]);
  expect(await leftBehind()).toEqual([]);
  expect(aws.standIn.requests('sts:AssumeRole').map(({ RoleArn }) => RoleArn)).toContain(
    `arn:aws:iam::${organization.member}:role/OrganizationAccountAccessRole`,
  );
  // A completed job is not reported: none is started.
  expect(aws.standIn.requests('backup:StartBackupJob')).toMatchObject([
    { IamRoleArn: `arn:aws:iam::${organization.member}:role/test-bk-role` },
  ]);
});

test('M6 names the way of the event if nothing arrives, and cleans up', async () => {
  aws.standIn.state.noticesAreLost = true;
  const { code, stderr } = await drill({ '--timeout': '0.05' });
  expect(code).toBe(1);
  expect(stderr).toContain(
    '→ check the way of the event from the rule in the account to the topic (docs/runbooks/drill-failed.md#nothing-was-published-for-a-member)',
  );
  expect(await leftBehind()).toEqual([]);
});

test('M6 prints the drill as JSON, with the publisher', async () => {
  const { code, stdout } = await drill({}, environments, ['--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    proven: true,
    accountId: organization.member,
    publisher: 'organization',
    topicArn: TOPIC,
    stopped: { state: 'ABORTED' },
    findings: [],
    leftovers: [],
  });
});

test('M6 says which call in the member failed', async () => {
  aws.standIn.fail('sts:AssumeRole', [new Fault('AccessDenied', 'No.', 403)]);
  const { code, stderr } = await drill();
  expect([code, stderr]).toEqual([3, expect.stringContaining('is not allowed to call sts:AssumeRole')]);
});

test('M6 refuses a vault that is missing in the member, and an instance of another account', async () => {
  aws.standIn.state.vaults.length = 0;
  const { code, stderr } = await drill({ '--instance-id': 'i-0123456789abcdef0' });
  expect(code).toBe(1);
  expect(stderr).toContain('    The vault does not exist.\n    → apply the baseline of the account\n');
  expect(stderr).toContain(`Account ${organization.member} has no such instance in ${REGION}.`);
});

describe('M6 refuses before it calls AWS', () => {
  const refusalOf = async (change: Readonly<Record<string, string>>, folder = environments) => {
    const { code, stderr } = await backupctl(['drill', ...argumentsOf(change)], emptyFolder(), {
      ...variables,
      BACKUP_ENVIRONMENTS_DIR: folder,
    });
    return [code, stderr];
  };

  test('an organization without notifications', async () => {
    expect(await refusalOf({}, changedEnvironments({ 'organization.ts': text('') }))).toEqual([
      1,
      'organization.ts has no notifications: failures in its accounts are not reported.\n→ add notifications (docs/notifications-of-members.md)\n',
    ]);
  });

  test('another account, vault or region', async () => {
    expect(await refusalOf({ '--account': '666666666666' })).toEqual([
      1,
      '--account: the organization has no account "666666666666".\n→ specify the 12 digits of an account in organization.ts\n',
    ]);
    expect(await refusalOf({ '--vault': 'EC2' })).toEqual([
      1,
      '--vault: the baseline has no vault "EC2".\n→ specify one of test-bk-vault\n',
    ]);
    expect(await refusalOf({ '--region': 'us-east-1' })).toEqual([
      1,
      '--region: the baseline has no vault in us-east-1.\n→ specify one of ap-northeast-1\n',
    ]);
  });

  test('an environment and an account together, and neither', async () => {
    const [code, stderr] = await refusalOf({ '--environment': 'dev' });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("option '--environment <name>' cannot be used with option '--account <id>'"),
    ]);
    const neither = await backupctl(['drill', '--vault', 'EC2', '--instance-id', instanceId], emptyFolder(), variables);
    expect(neither).toMatchObject({
      code: 2,
      stderr:
        'No account is specified.\n→ add --environment NAME, or --account ID for an account of the organization\n',
    });
  });

  test('credentials of another account', async () => {
    const { accessKeyId, secretAccessKey } = organization.inMember.credentials;
    const { code, stderr } = await backupctl(['drill', ...argumentsOf({})], emptyFolder(), {
      ...variables,
      BACKUP_ENVIRONMENTS_DIR: environments,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('not to the management account 999999999999')]);
  });
});
