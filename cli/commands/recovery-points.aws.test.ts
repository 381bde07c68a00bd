import { Fault } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { backupctlMeanwhile, changedEnvironments, emptyFolder } from '../../testing/commands';

let aws: LocalAws;
let environments: string;

const ACCOUNT = '111111111111';
const DAY = 86_400;
const now = 1_790_000_000;
const at = (seconds: number) => new Date(seconds * 1000).toISOString();

/** A recovery point of an instance, kept so many days ago. */
function keep(name: string, daysAgo: number, changes: Readonly<Record<string, unknown>> = {}) {
  const {
    region = 'ap-northeast-1',
    vault = 'EC2',
    Status = 'COMPLETED',
    instance = 'i-00000000000000001',
    ...others
  } = changes as Record<string, string>;
  aws.standIn.state.recoveryPoints.push({
    region,
    vault,
    point: {
      RecoveryPointArn: `arn:aws:ec2:${region}::image/ami-${name}`,
      BackupVaultName: vault,
      ResourceArn: `arn:aws:ec2:${region}:${ACCOUNT}:instance/${instance}`,
      ResourceType: 'EC2',
      Status,
      CreationDate: now - daysAgo * DAY,
      ...others,
    },
  });
}

const list = (args: readonly string[], variables: Record<string, string> = {}) =>
  backupctlMeanwhile(['recovery-points', '--environment', 'dev', ...args], emptyFolder(), {
    ...aws.variables,
    COLUMNS: '1000',
    BACKUP_ENVIRONMENTS_DIR: environments,
    ...variables,
  });

const namesOf = (stdout: string) =>
  JSON.parse(stdout).recoveryPoints.map(({ arn }: { arn: string }) => arn.replace(/^.*ami-/, ''));

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
  environments = changedEnvironments({
    'dev.ts': (text) =>
      text.replace(
        "vaults: [{ name: 'EC2' }]",
        "vaults: [{ name: 'EC2' }, { name: 'Copies', region: 'ap-northeast-3' }]",
      ),
  });
});

beforeEach(() => {
  aws.standIn.reset();
  keep('old', 2, { CalculatedLifecycle: { DeleteAt: now } });
  keep('new', 0);
  keep('part', 1, { Status: 'PARTIAL', StatusMessage: 'One disk\nis missing' });
  keep('copy', 1.5, { region: 'ap-northeast-3', vault: 'Copies' });
  keep('other', 0.5, { instance: 'i-00000000000000002' });
});

afterAll(() => aws.stop());

test('R1 lists the recovery points of every vault, the newest first, and marks those that cannot be restored', async () => {
  const { code, stdout, stderr } = await list([]);
  expect(code).toBe(0);
  expect(stderr).toContain('ap-northeast-1 EC2: 4 recovery points\n');
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^CREATED +EXPIRES +RESOURCE +VAULT +REGION +STATUS +RECOVERY POINT$/);
  expect(lines.slice(1, 6).map((line) => /ami-(\w+)$/.exec(line)?.[1])).toEqual([
    'new',
    'other',
    'part',
    'copy',
    'old',
  ]);
  expect(lines[1]).toMatch(/^2026-\S+Z +never +arn:aws:ec2:ap-northeast-1:111111111111:instance\/i-00000000000000001 /);
  expect(lines[3]).toContain(' ! PARTIAL One disk is missing ');
  expect(lines[5]).toMatch(new RegExp(`^${at(now - 2 * DAY)} +${at(now)} `));
  expect(lines.at(-1)).toBe(
    '5 recovery points in EC2 (ap-northeast-1), Copies (ap-northeast-3); 1 cannot be restored (!)',
  );
});

test('R1 prints JSON with --json', async () => {
  const { stdout } = await list(['--json', '--vault', 'Copies']);
  expect(JSON.parse(stdout)).toEqual({
    recoveryPoints: [
      {
        arn: 'arn:aws:ec2:ap-northeast-3::image/ami-copy',
        region: 'ap-northeast-3',
        vault: 'Copies',
        resource: 'arn:aws:ec2:ap-northeast-3:111111111111:instance/i-00000000000000001',
        resourceType: 'EC2',
        status: 'COMPLETED',
        isRestorable: true,
        message: '',
        createdAt: at(now - 1.5 * DAY),
      },
    ],
  });
});

test.each([
  [
    ['--region', 'ap-northeast-1'],
    ['new', 'other', 'part', 'old'],
  ],
  [['--resource', 'i-00000000000000002'], ['other']],
  [
    ['--resource', 'arn:aws:ec2:ap-northeast-1:111111111111:instance/i-00000000000000001'],
    ['new', 'part', 'old'],
  ],
])('R1 lists with %j only %j', async (args, expected) => {
  expect(namesOf((await list([...args, '--json'])).stdout)).toEqual(expected);
});

test('R1 reports that there is none', async () => {
  const { code, stdout } = await list(['--resource', 'i-00000000000000003', '--vault', 'EC2']);
  expect([code, stdout]).toEqual([0, 'No recovery point of i-00000000000000003 in EC2 (ap-northeast-1).\n']);
});

test('waits and retries when AWS throttles, and names a missing permission', async () => {
  aws.standIn.fail('backup:ListRecoveryPointsByBackupVault', [new Fault('ThrottlingException', 'Rate exceeded', 429)]);
  expect(namesOf((await list(['--json'])).stdout)).toHaveLength(5);
  const denied =
    'User: ann is not authorized to perform: backup:ListRecoveryPointsByBackupVault on resource: arn:aws:backup:x';
  aws.standIn.fail('backup:ListRecoveryPointsByBackupVault', [new Fault('AccessDeniedException', denied, 403)]);
  const { code, stderr } = await list(['--vault', 'EC2']);
  expect(code).toBe(3);
  expect(stderr).toContain('ann is not allowed to call backup:ListRecoveryPointsByBackupVault on arn:aws:backup:x.');
});

test.each([
  [
    ['--vault', 'Copys'],
    1,
    '--vault: dev has no vault "Copys". Did you mean "Copies"?\n→ specify one of EC2, Copies\n',
  ],
  [
    ['--vault', 'Copies', '--region', 'us-east-1'],
    1,
    'dev has no vault Copies in us-east-1.\n→ specify its region with --region: ap-northeast-3\n',
  ],
  [['--resource', 'web1'], 2, 'Specify an ARN, or an instance ID such as i-0123456789abcdef0.'],
])('%j ends with %i', async (args, expected, message) => {
  const { code, stderr } = await list(args);
  expect([code, stderr]).toEqual([expected, expect.stringContaining(message)]);
  expect(aws.standIn.actions).toEqual([]);
});

test('refuses credentials of another account before any other call', async () => {
  const other = changedEnvironments({ 'dev.ts': (text) => text.replaceAll(ACCOUNT, '121212121212') });
  const { code, stderr } = await list([], { BACKUP_ENVIRONMENTS_DIR: other });
  expect(code).toBe(2);
  expect(stderr).toContain('The credentials belong to account 111111111111, not to the account of dev 121212121212.');
  expect(aws.standIn.actions).toEqual(['sts:GetCallerIdentity']);
});
