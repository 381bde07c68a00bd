import { Fault } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { backupctlMeanwhile, changedEnvironments, emptyFolder } from '../../testing/commands';

let aws: LocalAws;

const HOUR = 3600;
const now = Math.floor(Date.now() / 1000);

/** A job of the API, created so many hours ago. */
const job = (id: string, account: string, state: string, hoursAgo: number, message?: string) => ({
  BackupJobId: id,
  AccountId: account,
  State: state,
  CreationDate: now - hoursAgo * HOUR,
  ResourceArn: `arn:aws:ec2:ap-northeast-1:${account}:instance/i-${id}`,
  ResourceType: 'EC2',
  BackupVaultName: 'test-bk-vault',
  ...(message === undefined ? {} : { StatusMessage: message, MessageCategory: 'OTHER' }),
});

const status = (args: readonly string[] = [], variables: Record<string, string> = {}) =>
  backupctlMeanwhile(['status', ...args], emptyFolder(), {
    ...aws.variables,
    COLUMNS: '1000',
    ...variables,
  });

const at = (hoursAgo: number) => new Date((now - hoursAgo * HOUR) * 1000).toISOString();

/** The IDs of the jobs that are listed, in their order. */
const idsOf = (stdout: string) => JSON.parse(stdout).jobs.map(({ jobId }: { jobId: string }) => jobId);

beforeAll(async () => {
  aws = await testAws('999999999999');
});

beforeEach(() => {
  aws.standIn.reset();
  aws.standIn.state.jobs.push(
    ...[
      job('done', '111111111111', 'COMPLETED', 1),
      job('late', '222222222222', 'EXPIRED', 5, 'Backup job expired before completion.'),
      job('vss', '333333333333', 'COMPLETED', 2, 'Windows VSS backup failed'),
      job('runs', '333333333333', 'RUNNING', 0),
      job('broken', '111111111111', 'FAILED', 3, 'Insufficient privileges\nto create a backup.'),
      job('old', '111111111111', 'FAILED', 30, 'Long ago'),
    ].map((listed) => ({ region: 'ap-northeast-1', job: listed })),
    { region: 'ap-northeast-3', job: job('osaka', '111111111111', 'ABORTED', 4, 'Stopped') },
  );
});

afterAll(() => aws.stop());

test('O8 lists the jobs of every member, failures first, and ends with 1 when there are any', async () => {
  const { code, stdout, stderr } = await status();
  expect(code).toBe(1);
  expect(stderr.split('\n')).toEqual([
    'ap-northeast-1: 2 jobs',
    'ap-northeast-1: 4 jobs',
    'ap-northeast-1: 5 jobs',
    '',
    'A rule was due, and there is no job:',
    '  ap-northeast-1: accounts 999999999999, 444444444444, 555555555555',
    '→ check that resources there have the tags of the policy, and that the accounts have the baseline',
    '',
    '2 of 5 jobs failed',
    '',
  ]);
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^ACCOUNT +REGION +RESOURCE +VAULT +STATE +MESSAGE +CREATED$/);
  expect(lines[1]).toMatch(
    /^111111111111 dev +ap-northeast-1 +arn:aws:ec2:ap-northeast-1:111111111111:instance\/i-broken +test-bk-vault +FAILED +Insufficient privileges to create a backup\. +\d{4}-/,
  );
  expect(lines[2]).toMatch(/^222222222222 stg .* EXPIRED +Backup job expired/);
  expect(lines[3]).toMatch(/^333333333333 prod .* COMPLETED, with issues +Windows VSS backup failed/);
  expect(lines[4]).toMatch(/ RUNNING +- /);
  expect(lines.at(-1)).toMatch(
    /^5 jobs since \S+Z in ap-northeast-1: 2 failed, 1 completed with issues, 1 unfinished, 1 completed$/,
  );
  expect(aws.standIn.requests('backup:ListBackupJobs').map(({ accountId }) => accountId)).toEqual(['*', '*', '*']);
});

test('O8 prints JSON for programs', async () => {
  const { stdout } = await status(['--json']);
  expect(idsOf(stdout)).toEqual(['broken', 'late', 'vss', 'runs', 'done']);
  const { regions, counts, jobs, withoutJobs } = JSON.parse(stdout);
  expect(withoutJobs).toEqual([
    { region: 'ap-northeast-1', accounts: ['999999999999', '444444444444', '555555555555'] },
  ]);
  expect(regions).toEqual(['ap-northeast-1']);
  expect(counts).toEqual({ failed: 2, issues: 1, unfinished: 1, completed: 1 });
  expect(jobs[1]).toEqual({
    jobId: 'late',
    accountId: '222222222222',
    region: 'ap-northeast-1',
    resource: 'arn:aws:ec2:ap-northeast-1:222222222222:instance/i-late',
    resourceType: 'EC2',
    vault: 'test-bk-vault',
    state: 'EXPIRED',
    message: 'Backup job expired before completion.',
    outcome: 'failed',
    createdAt: at(5),
  });
});

test.each([
  ['2d', ['broken', 'late', 'old', 'vss', 'runs', 'done']],
  [at(2), ['vss', 'runs', 'done']],
])('O8 goes back to %s', async (since, expected) => {
  const { stdout } = await status(['--json', '--since', since]);
  expect(idsOf(stdout)).toEqual(expected);
});

test('O8 queries every region of the baseline, or the one that is named', async () => {
  const two = changedEnvironments({
    'organization.ts': (text) =>
      text.replace(
        "    regions: ['ap-northeast-1'],\n    vaults",
        "    regions: ['ap-northeast-1', 'ap-northeast-3'],\n    vaults",
      ),
  });
  const { stdout } = await status(['--json'], { BACKUP_ENVIRONMENTS_DIR: two });
  expect(idsOf(stdout)).toEqual(['broken', 'osaka', 'late', 'vss', 'runs', 'done']);
  expect(idsOf((await status(['--json', '--region', 'ap-northeast-3'])).stdout)).toEqual(['osaka']);
});

test('O8 says that there is no job, which may be what is wrong', async () => {
  aws.standIn.reset();
  const { code, stdout, stderr } = await status();
  expect(code).toBe(0);
  expect(stderr).toContain('A rule was due, and there is no job:\n  ap-northeast-1: ');
  expect(stdout).toMatch(/^No backup job since \S+Z in ap-northeast-1\.\n$/);
});

test('waits and tries again when AWS throttles in the middle', async () => {
  const throttled = new Fault('ThrottlingException', 'Rate exceeded', 429);
  aws.standIn.fail('backup:ListBackupJobs', [throttled, throttled]);
  const { code, stdout } = await status(['--json']);
  expect(code).toBe(1);
  expect(idsOf(stdout)).toHaveLength(5);
  expect(aws.standIn.requests('backup:ListBackupJobs')).toHaveLength(5);
});

test('names a permission that is missing, and ends with 3', async () => {
  aws.standIn.fail('backup:ListBackupJobs', [new Fault('AccessDeniedException', 'Access denied.', 403)]);
  expect(await status()).toEqual({
    code: 3,
    stdout: '',
    stderr: `The caller is not allowed to call backup:ListBackupJobs on *. AWS names no resource: "Access denied."
→ allow backup:ListBackupJobs on *, and look for a service control policy that denies it
`,
  });
});

test.each([
  [['--since', 'yesterday'], "argument 'yesterday' is invalid. Specify a duration such as 24h or 7d, or an instant"],
  [['--since', '31d'], 'AWS Backup lists only the jobs of the last 30 days.\n→ specify a later --since\n'],
])('ends with 2 on wrong usage: %j', async (args, message) => {
  const { code, stderr } = await status(args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(aws.standIn.actions).not.toContain('backup:ListBackupJobs');
});
