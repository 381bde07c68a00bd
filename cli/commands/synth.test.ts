import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

import { backupctl, changedEnvironments, emptyFolder, type Ended, filesOf, node } from '../../testing/commands';

const NOW = ['--now', '2026-11-21T00:00:00Z'];
const STACKS = [
  'organizations',
  'organizations-state-bootstrap',
  ...['dev', 'prod', 'stg'].flatMap((name) =>
    ['backup', 'iam', 'notifications', 'ssm-backup', 'state-bootstrap'].map((stack) => `${name}-${stack}`),
  ),
].toSorted();

const outputOf = (folder: string) => filesOf(path.join(folder, 'cdktf.out'));

const SAMPLE_NOTE =
  'Sample values remain: dev (111111111111, example/aws-organization-backup, backup-alerts-dev@example.com), stg (222222222222, backup-alerts-stg@example.com), prod (333333333333, backup-alerts-prod@example.com), organization (999999999999, 444444444444, 555555555555). Replace them before you deploy.';

const sampleFolder = emptyFolder();
const sampleEnded = node(['bin/backupctl.js', 'synth', ...NOW], sampleFolder, { COLUMNS: '1000' });

/** A copy of what synth has written of the sample. */
function copyOfOutput(): string {
  const copy = emptyFolder();
  cpSync(sampleFolder, copy, { recursive: true });
  return copy;
}

describe('synth', () => {
  const [folder, ended] = [sampleFolder, sampleEnded];
  test('writes every stack and the manifest, and says so on stderr', () => {
    expect(ended.code).toBe(0);
    expect(ended.stderr).toBe(`\n${SAMPLE_NOTE}\n\nWrote 17 stacks to cdktf.out/stacks\n`);
    const files = Object.keys(outputOf(folder));
    expect(files.filter((file) => !file.endsWith('.zip'))).toEqual([
      'manifest.json',
      ...STACKS.map((stack) => `stacks/${stack}/cdk.tf.json`).toSorted(),
    ]);
    // Under a digest of what they hold.
    expect(
      files
        .filter((file) => file.includes('/prod-ssm-backup/'))
        .map((file) => file.replace(/[0-9a-f]{64}/, '<digest>')),
    ).toEqual([
      expect.stringMatching(/assets\/agent-check_code_\w+\/<digest>\/check-ssm-agents\.zip$/),
      expect.stringMatching(/assets\/prune_code_\w+\/<digest>\/prune-images\.zip$/),
      'stacks/prod-ssm-backup/cdk.tf.json',
    ]);
  });

  /** A later run into the same folder. */
  let again: Ended;
  let before: Record<string, string>;
  beforeAll(async () => {
    const output = path.join(folder, 'cdktf.out');
    before = outputOf(folder);
    const { pid } = spawnSync(process.execPath, ['--version']);
    const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
    const left = `.synth-${machine}-${pid}-AbCd12`;
    for (const entry of [left, `${left}.previous`]) mkdirSync(path.join(output, entry, 'stacks'), { recursive: true });
    again = await backupctl(['synth', '--now', '2027-05-01T00:00:00Z'], folder);
  });

  test('clears up what a killed run has left', () => {
    expect(again.code).toBe(0);
    expect(readdirSync(path.join(folder, 'cdktf.out')).toSorted()).toEqual(['manifest.json', 'stacks']);
  });

  test('writes the same bytes again', () => {
    expect(outputOf(folder)).toEqual(before);
  });

  test('N5 N6 shows the next two runs in their own time zone and the recovery points to expect', () => {
    expect(ended.stdout).toMatch(
      /EC2 {3}EC2 {3}EC2 {4}2026-11-22 06:00 Asia\/Tokyo {2}2 days +2 .*\n +2026-11-23 06:00 Asia\/Tokyo\n/,
    );
    expect(ended.stdout).toMatch(
      /EFS {3}Monthly {2}EFS {4}2026-12-01 03:00 Asia\/Tokyo {2}365 days +12 .*\n +2027-01-01 03:00 Asia\/Tokyo\n/,
    );
  });

  test('E8 N4 shows where copies go and who is notified of failures', () => {
    expect(ended.stdout).toContain('EC2 in ap-northeast-3 for 30 days');
    expect(ended.stdout).toContain('backup-alerts-prod@example.com (email) from ap-northeast-1, ap-northeast-3');
  });

  test('S8 S10 shows when windows open and agents are checked, by their own clock', () => {
    expect(ended.stdout).toContain(
      'SSM backup       mw-ssm-backup: 2026-11-22 03:30 Asia/Tokyo, 2026-11-23 03:30 Asia/Tokyo, open for 1 h, instances with the tag BackupGroup=ssm-backup-group',
    );
    expect(ended.stdout).toContain(
      'SSM agent check  2026-11-22 03:20 Asia/Tokyo, 2026-11-23 03:20 Asia/Tokyo, 10 min before the window',
    );
  });

  test('O7 shows what each account will really get of the policies of the organization', async () => {
    const { stdout } = await backupctl(['synth', ...NOW, '--json'], folder);
    expect(JSON.parse(stdout).organization).toEqual([
      expect.objectContaining({
        plan: 'test-bk-plan',
        rule: 'test-bk-rule',
        vault: 'test-bk-vault',
        regions: ['ap-northeast-1'],
        nextRuns: ['2026-11-21T01:00:00.000Z', '2026-11-21T02:00:00.000Z'],
        deleteAfterDays: 7,
        recoveryPoints: 168,
        accounts: ['999999999999', '444444444444', '111111111111', '222222222222', '555555555555'],
      }),
      expect.objectContaining({ deleteAfterDays: 35, recoveryPoints: 840, accounts: ['333333333333'] }),
    ]);
  });

  test('O7 lists the accounts that get a rule by OU and name', () => {
    const [, accounts] = ended.stdout.split('  RULE  OU ');
    expect(accounts).toBe(`                    ACCOUNTS
  1     root                   management
        Workloads              shared-services
        Workloads/Development  dev, stg
        Security               log-archive
  2     Workloads/Production   prod

  Baseline  5 members by providers; the management account by Terraform; in ap-northeast-1
  Vault     test-bk-vault, aws-managed key
`);
  });

  test('fits 80 columns, and 120 columns when the output is not a terminal', async () => {
    const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));
    const narrow = await backupctl(['synth', ...NOW], emptyFolder(), { COLUMNS: '80' });
    expect(widest(narrow.stdout)).toBeLessThanOrEqual(80);
    expect(widest(again.stdout)).toBeLessThanOrEqual(120);
  });

  test('O1 makes no organizations stack without an organization', async () => {
    const without = changedEnvironments({});
    rmSync(path.join(without, 'organization.ts'));
    const other = emptyFolder();
    const { code, stdout } = await backupctl(['synth'], other, { BACKUP_ENVIRONMENTS_DIR: without });
    expect([code, stdout.includes('organization')]).toEqual([0, false]);
    expect(Object.keys(outputOf(other)).filter((file) => file.includes('organizations'))).toEqual([]);
  });

  test('writes the same bytes for any order of files and keys', async () => {
    const reordered = changedEnvironments({
      'prod.ts': (text) =>
        text
          .replace("  name: 'prod',\n", '')
          .replace("  accountId: '333333333333',", "  accountId: '333333333333',\n  name: 'prod',"),
      'index.ts': (text) =>
        text.replace("  dev: () => import('./dev'),\n", '').replace('};', "  dev: () => import('./dev'),\n};"),
    });
    const other = emptyFolder();
    expect((await backupctl(['synth'], other, { BACKUP_ENVIRONMENTS_DIR: reordered })).code).toBe(0);
    // The order of promotion says who reads whose releases, and nothing else.
    const others = (files: Record<string, string>) =>
      Object.entries(files).filter(([file]) => !file.includes('state-bootstrap'));
    expect(others(outputOf(other))).toEqual(others(outputOf(folder)));
  });

  test('writes what the cdktf command line would be given', () => {
    const other = emptyFolder();
    expect(node(['bin/synth-app.js'], other, { CDKTF_OUTDIR: path.join(other, 'cdktf.out') })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(outputOf(other)).toEqual(outputOf(folder));
  });

  test('prints only JSON on stdout with --json, for one environment when asked', async () => {
    const { stdout } = await backupctl(['synth', ...NOW, '--json', '--environment', 'prod'], folder);
    const { environments } = JSON.parse(stdout);
    expect(environments).toHaveLength(1);
    const [prod] = environments;
    expect(prod).toMatchObject({
      name: 'prod',
      accountId: '333333333333',
      recipients: [{ protocol: 'email', endpoint: 'backup-alerts-prod@example.com' }],
      warnings: [expect.objectContaining({ rule: 'copy-destination-key' })],
      ssmBackup: {
        window: 'mw-ssm-backup',
        schedule: 'cron(30 03 ? * * *)',
        timezone: 'Asia/Tokyo',
        durationHours: 1,
        nextRuns: ['2026-11-21T18:30:00.000Z', '2026-11-22T18:30:00.000Z'],
        tag: { key: 'BackupGroup', value: 'ssm-backup-group' },
        agentCheck: {
          schedule: 'cron(20 3 ? * * *)',
          minutesBefore: 10,
          nextRuns: ['2026-11-21T18:20:00.000Z', '2026-11-22T18:20:00.000Z'],
        },
      },
    });
    expect(prod.rules.find(({ rule }: { rule: string }) => rule === 'EC2')).toEqual({
      plan: 'EC2',
      rule: 'EC2',
      vault: 'EC2',
      region: 'ap-northeast-1',
      schedule: 'cron(0 6 * * ? *)',
      timezone: 'Asia/Tokyo',
      nextRuns: ['2026-11-21T21:00:00.000Z', '2026-11-22T21:00:00.000Z'],
      deleteAfterDays: 30,
      recoveryPoints: 30,
      selections: ['Tag-AWSBackup-EC2'],
      copies: [{ vault: 'EC2', region: 'ap-northeast-3', accountId: '333333333333', deleteAfterDays: 30 }],
    });
  });
});

test('M6 shows who is notified of failures of every account, and applies what receives them first', async () => {
  const notified = changedEnvironments({
    'organization.ts': (text) =>
      text.replace(
        'globalSettings:',
        "notifications: { subscriptions: [{ protocol: 'email', endpoint: 'backup-alerts@example.com' }] },\n  globalSettings:",
      ),
  });
  const folder = emptyFolder();
  const { code, stdout } = await backupctl(['synth', ...NOW], folder, { BACKUP_ENVIRONMENTS_DIR: notified });
  expect([code, stdout.split('\n')]).toEqual([
    0,
    expect.arrayContaining(['  Failure alerts  of every account to backup-alerts@example.com (email)']),
  ]);
  const { stacks } = JSON.parse(outputOf(folder)['manifest.json'] ?? '{}');
  expect(stacks.organizations.dependencies).toEqual(['organizations-notifications']);
});

test('M1 shows the rollout, and how many members it reaches', async () => {
  const summary = async (rollout: string) => {
    const folder = changedEnvironments({
      'organization.ts': (text) =>
        text
          .replace(
            '{ id: dev.accountId,',
            "{ id: '666666666666', name: 'moving', leaving: true }, { id: '777777777777', name: 'old', state: 'closed' }, { id: dev.accountId,",
          )
          .replace(
            'vaults: [{ name: VAULT }]',
            "vaults: [{ name: VAULT, key: 'customer-managed', lock: { mode: 'governance' } }]",
          )
          .replace('baseline: {', `baseline: { rollout: '${rollout}',`),
    });
    const { stdout } = await backupctl(['synth', ...NOW], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: folder });
    return stdout.slice(stdout.indexOf('  Baseline'));
  };
  expect(await summary('providers'))
    .toBe(`  Baseline  5 members by providers; the management account by Terraform; in ap-northeast-1
  Vault     test-bk-vault, customer-managed key, governance lock
  Skipped   1 account (closed)
`);
  expect(await summary('stack-set'))
    .toBe(`  Baseline  6 members by a StackSet, which also reaches accounts that join later; the management account by Terraform;
            in ap-northeast-1
  Vault     test-bk-vault, customer-managed key, governance lock
  Skipped   1 account (closed)
`);
});

describe('synth of a changed configuration', () => {
  const changed = changedEnvironments({
    'index.ts': (text) => text.replace('};', "  qa: () => import('./qa'),\n};"),
    'organization.ts': (text) =>
      text.replace('{ id: dev.accountId,', "{ id: '666666666666', name: 'qa' }, { id: dev.accountId,"),
    'dev.ts': (text) => text.replace(/ +deleteAfterDays: 2,\n/, ''),
    'stg.ts': (text) => text.replace(/ssmBackup: \{[^]*\n {2}\},/, "ssmBackup: 'none',"),
    'prod.ts': (text) =>
      text.replace(
        "{ protocol: 'email', endpoint: 'backup-alerts-prod@example.com' }",
        "{ protocol: 'https', endpoint: 'https://hooks.example.com/services/SECRET' }",
      ),
  });
  const dev = filesOf(changedEnvironments({}))['dev.ts'] ?? '';
  writeFileSync(path.join(changed, 'qa.ts'), dev.replaceAll('dev', 'qa').replaceAll('111111111111', '666666666666'));
  const variables = { BACKUP_ENVIRONMENTS_DIR: changed, COLUMNS: '1000' };
  const output = emptyFolder();

  test('S8 makes neither stack nor roles where an environment says none, and says nothing of windows', async () => {
    const { code, stdout } = await backupctl(['synth', '--environment', 'stg'], output, variables);
    expect([code, stdout.includes('SSM')]).toEqual([0, false]);
    const files = outputOf(output);
    expect(Object.keys(files).filter((file) => file.includes('stg-ssm-backup'))).toEqual([]);
    expect(files['stacks/stg-iam/cdk.tf.json']).not.toContain('SSMAutomationRole');
  });

  test('E1 makes a new environment from one file and one line', () => {
    expect(Object.keys(outputOf(output))).toEqual(
      expect.arrayContaining(['stacks/qa-iam/cdk.tf.json', 'stacks/qa-backup/cdk.tf.json']),
    );
  });

  test('N4 shows of an https address only the host: the rest may be a secret', async () => {
    const { stdout } = await backupctl(['synth', ...NOW, '--environment', 'prod'], output, variables);
    expect(stdout).toContain('https://hooks.example.com (https) from ap-northeast-1');
    const json = await backupctl(['synth', ...NOW, '--environment', 'prod', '--json'], output, variables);
    const [prod] = JSON.parse(json.stdout).environments;
    expect(prod.recipients).toEqual([
      { protocol: 'https', endpoint: 'https://hooks.example.com', regions: ['ap-northeast-1', 'ap-northeast-3'] },
    ]);
    expect(stdout + json.stdout).not.toContain('SECRET');
  });

  test('removes the stacks of an environment that is gone, and leaves what Terraform keeps; U5 reports its file', async () => {
    const copy = copyOfOutput();
    const kept = path.join(copy, 'cdktf.out/stacks/prod-iam/.terraform');
    mkdirSync(kept);
    writeFileSync(path.join(kept, 'plugin'), '');
    const fewer = changedEnvironments({ 'index.ts': (text) => text.replace("  stg: () => import('./stg'),\n", '') });
    const { code, stderr } = await backupctl(['synth', '--json'], copy, { BACKUP_ENVIRONMENTS_DIR: fewer });
    const files = Object.keys(outputOf(copy));
    expect(files.filter((file) => file.includes('stg-'))).toEqual([]);
    expect(files).toContain('stacks/prod-iam/.terraform/plugin');
    expect(code).toBe(0);
    expect(stderr).toContain(
      `\n${fewer}/stg.ts looks like an environment, but ${fewer}/index.ts does not list it: it is not deployed.\n→ add stg: () => import('./stg') to the list, or delete the file\n`,
    );
    expect(stderr).not.toContain('prod.ts looks');
  });

  test('shows warnings with their remedy', async () => {
    const { code, stdout } = await backupctl(['synth', '--environment', 'dev'], output, variables);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Warning          backup.plans.EC2.rules.EC2.deleteAfterDays: recovery points of this rule never expire → set deleteAfterDays, unless an operator deletes them',
    );
    expect(stdout).toMatch(/never expires +unlimited/);
  });

  test('X2 reads what Terraform imports from the file next to an environment, and refuses to go without it', async () => {
    const stack = () => JSON.parse(outputOf(output)['stacks/dev-iam/cdk.tf.json'] ?? '{}');
    const before = stack();
    const to = `aws_iam_role.${Object.keys(before.resource.aws_iam_role)[0]}`;
    const file = path.join(changed, 'dev.imports.json');
    writeFileSync(file, JSON.stringify({ iam: [{ to, id: 'role' }] }));
    expect((await backupctl(['synth', '--environment', 'dev'], output, variables)).code).toBe(0);
    expect(stack()).toEqual({ ...before, import: [{ to, id: 'role' }] });
    rmSync(file);
    mkdirSync(file);
    const refused = await backupctl(['synth', '--environment', 'dev'], output, variables);
    rmSync(file, { recursive: true });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`${file} is refused: 1 problem\n\n  the file\n    Cannot be read: EISDIR`);
  });
});

describe('synth of a refused configuration', () => {
  const refused = changedEnvironments({
    'prod.ts': (text) => text.replace('deleteAfterDays: 365', 'deleteAfterDays: 100'),
    'dev.ts': (text) => text.replace('startWindowMinutes', 'startWindowMinute'),
  });
  const copy = copyOfOutput();
  const before = outputOf(copy);
  let ended: Ended;
  beforeAll(async () => {
    ended = await backupctl(['synth', '--json'], copy, { BACKUP_ENVIRONMENTS_DIR: refused });
  });

  test('prints every problem of every file as JSON', () => {
    expect(JSON.parse(ended.stdout)).toEqual({
      refused: [
        {
          file: `${refused}/dev.ts`,
          rule: 'unknown-key',
          path: 'backup.plans.EC2.rules.EC2.startWindowMinute',
          message: 'unknown key "startWindowMinute". Did you mean "startWindowMinutes"?',
          remedy: 'write startWindowMinutes, or remove it',
        },
        {
          file: `${refused}/prod.ts`,
          rule: 'cold-storage-too-short',
          path: 'backup.plans.EFS.rules.Monthly.deleteAfterDays',
          found: 100,
          message: 'deletes after 100 days, but a recovery point that turns cold after 30 days must be kept 120',
          remedy: 'delete after 120 days or more, or leave cold storage out',
        },
      ],
    });
  });

  test('without --json, prints nothing on stdout', async () => {
    const { stdout, stderr } = await backupctl(['synth'], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: refused });
    expect([stdout, stderr]).toEqual(['', ended.stderr]);
  });

  test.each([
    ['plan', '--environment', 'dev', '--json'],
    ['verify', '--environment', 'dev', '--json'],
    ['environments', '--json'],
    ['bootstrap', '--environment', 'dev', '--dry-run', '--json'],
    ['policy', 'effective', '--all', '--json'],
  ])('%s prints the same JSON', async (...args) => {
    const { code, stdout } = await backupctl(args, emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: refused });
    expect([code, stdout]).toEqual([1, ended.stdout]);
  });

  test('reports every problem of every file on stderr, and ends with 1', () => {
    expect(ended).toEqual({
      code: 1,
      stdout: expect.any(String),
      stderr: `${refused}/dev.ts is refused: 1 problem

  backup.plans.EC2.rules.EC2.startWindowMinute
    Unknown key "startWindowMinute". Did you mean "startWindowMinutes"?
    → write startWindowMinutes, or remove it

${refused}/prod.ts is refused: 1 problem

  backup.plans.EFS.rules.Monthly.deleteAfterDays = 100
    Deletes after 100 days, but a recovery point that turns cold after 30 days must be kept 120.
    → delete after 120 days or more, or leave cold storage out
`,
    });
  });

  test('leaves the former output as it was', () => {
    expect(Object.keys(before)).toContain('manifest.json');
    expect(outputOf(copy)).toEqual(before);
  });

  test('makes no output where there was none', async () => {
    const empty = emptyFolder();
    await backupctl(['synth'], empty, { BACKUP_ENVIRONMENTS_DIR: refused });
    expect(filesOf(empty)).toEqual({});
  });

  test('says the same under the cdktf command line', () => {
    const { code, stderr } = node(['bin/synth-app.js'], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: refused });
    expect([code, stderr]).toEqual([1, ended.stderr]);
  });
});

describe('wrong usage ends with 2', () => {
  test.each([
    [
      ['synth', '--environment', 'pord'],
      'The configuration has no environment "pord".\n→ specify one of dev, stg, prod\n',
    ],
    [
      ['synth', '--now', 'tomorrow'],
      "error: option '--now <instant>' argument 'tomorrow' is invalid. Specify an instant such as 2026-11-21T00:00:00Z.",
    ],
    [['synth', '--jsn'], "error: unknown option '--jsn'\n(Did you mean --json?)"],
    [['snyth'], "error: unknown command 'snyth'\n(Did you mean synth?)\n→ run npx backupctl --help\n"],
    [
      ['ssm-backup', 'run'],
      "error: required option '--environment <name>' not specified\n→ run npx backupctl ssm-backup run --help\n",
    ],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await backupctl(args, emptyFolder());
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('and so does a folder that holds no environments', async () => {
    const nowhere = emptyFolder();
    const { code, stderr } = await backupctl(['synth'], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: nowhere });
    expect([code, stderr]).toEqual([
      2,
      `${nowhere} is not a folder of environments: it has no load.ts\n→ set BACKUP_ENVIRONMENTS_DIR to a changed copy of environments/, in the same folder as environments/, or unset it\n`,
    ]);
  });
});

test('reports which files cannot be loaded, and why', async () => {
  const broken = changedEnvironments({
    'stg.ts': (text) => `${text}throw new Error('no such secret');\n`,
    'organization.ts': () => 'export default undefined;\n',
  });
  const line = readFileSync(path.join(broken, 'stg.ts'), 'utf8').split('\n').length - 1;
  const { code, stdout, stderr } = await backupctl(['synth'], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: broken });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe(`${broken}/stg.ts is refused: 1 problem

  line ${line}
    Cannot be loaded: no such secret.
    → write only literals, which cannot fail

  Values that depend on these are checked once these are correct.
`);
});

describe('files that cannot be read are refused with their remedy', () => {
  const first = (text: string) => (before: string) => `${text}\n${before}`;
  type Change = (text: string) => string;

  /** What synth prints, which writes nothing and shows no stack trace. */
  async function refused(folder: string): Promise<string> {
    const empty = emptyFolder();
    const { code, stdout, stderr } = await backupctl(['synth'], empty, { BACKUP_ENVIRONMENTS_DIR: folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(filesOf(empty)).toEqual({});
    return stderr;
  }

  /** The same by file, each of which has one problem. */
  async function refusals(folder: string): Promise<Record<string, string>> {
    const [, ...parts] = (await refused(folder)).split(/^(\/.*) is refused: 1 problem$/m);
    return Object.fromEntries(
      parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [])),
    );
  }

  test('wrong syntax, an unclosed call at the end, and a missing file', async () => {
    const folder = changedEnvironments({
      'dev.ts': first('const x = {;'),
      'stg.ts': () => 'export default environment({\n',
      'prod.ts': first("import './comon';"),
    });
    const blocks = await refusals(folder);
    for (const [file, expected] of Object.entries({
      dev: ['line 1, column 12: const x = {;', '→ correct the syntax of this line'],
      stg: ['line 2, column 1\n', '→ correct the syntax of this line'],
      prod: ['Could not resolve "./comon"', '→ create the file, or correct the path'],
    })) {
      for (const text of expected) expect(blocks[`${folder}/${file}.ts`]).toContain(text);
    }
  });

  test('no default export of the organization, whose stacks would be removed, and no export at all in a file that nothing imports', async () => {
    const folder = changedEnvironments({
      'organization.ts': (text) => text.replace('export default', 'export const own ='),
      'stg.ts': () => '',
    });
    const blocks = await refusals(folder);
    for (const [file, remedy] of Object.entries({
      organization: '→ write export default organization({ … })',
      stg: '→ write export default environment({ … })',
    })) {
      expect(blocks[`${folder}/${file}.ts`]).toContain('  the default export\n');
      expect(blocks[`${folder}/${file}.ts`]).toContain(remedy);
    }
  });

  test.each<[what: string, file: string, change: Change, expected: string[]]>([
    [
      'a missing export',
      'stg.ts',
      first("import { word } from './prod'; void word;"),
      ['stg.ts is refused: 1 problem', 'No matching export', '→ export it there, or correct its name'],
    ],
    [
      'no default export of an environment that another file imports',
      'dev.ts',
      (text) => text.replace('export default', 'export const dev ='),
      ['dev.ts is refused: 1 problem', '  the default export\n', '→ write export default environment({ … })'],
    ],
    [
      'no export of the list',
      'index.ts',
      (text) => text.replace('export const environments', 'export const list'),
      [
        'index.ts is refused: 1 problem',
        '  environments\n    The file does not export it.',
        '→ write export const environments = …',
      ],
    ],
    [
      'no export at all in a file that others import',
      'stg.ts',
      first("import { word } from './word'; void word;"),
      [
        'stg.ts is refused: 1 problem',
        'Import "word" will always be undefined',
        '→ export it there, or correct its name',
      ],
    ],
    [
      'a list that is not one',
      'index.ts',
      () => 'export const environments = null;',
      ['index.ts is refused: 1 problem', '  environments\n    No environment is listed'],
    ],
    [
      'an environment that is not imported by a function',
      'index.ts',
      (text) => text.replace("() => import('./stg')", "import('./stg')"),
      [
        'index.ts is refused: 1 problem',
        '  environments.stg\n    It is not a function',
        "→ write () => import('./stg')",
      ],
    ],
    [
      'an error in the list',
      'index.ts',
      first("throw new Error('no list');"),
      ['index.ts is refused: 1 problem', '  line 1\n    Cannot be loaded: no list.'],
    ],
    [
      'files that import each other',
      'dev.ts',
      (text) =>
        `import own from './organization';\n${text.replace('tags: {', 'tags: { own: own.id, ')}`.replace(
          'export default environment({',
          'export default environment({ ...{ tags: { own: own.id } },',
        ),
      [
        'organization.ts is refused: 1 problem',
        'Cannot read properties of undefined',
        '→ move what they share to common.ts: organization.ts imports dev.ts imports organization.ts',
      ],
    ],
    [
      'text that is thrown, also for the file that imports it',
      'dev.ts',
      first("throw 'no team';"),
      ['dev.ts, ', 'organization.ts are refused: 1 problem', 'Cannot be loaded: no team.'],
    ],
  ])('%s', async (_what, file, change, expected) => {
    const folder = changedEnvironments({ [file]: change });
    writeFileSync(path.join(folder, 'word.ts'), "const word = 'word';\nvoid word;\n");
    const stderr = await refused(folder);
    for (const text of expected) expect(stderr).toContain(text);
  });

  // Only a separate process ends when nothing is left to do, and gets the errors that nothing catches.
  const PROGRAMS = [['bin/backupctl.js', 'synth'], ['bin/synth-app.js']];

  test('an import that never ends, and process.exit in another environment', () => {
    const environments = changedEnvironments({
      'index.ts': (text) => text.replace("import('./stg')", 'new Promise(() => {})'),
      'dev.ts': first('process.exit(0);'),
    });
    const empty = emptyFolder();
    for (const program of PROGRAMS) {
      const { code, stdout, stderr } = node(program, empty, { BACKUP_ENVIRONMENTS_DIR: environments });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(
        'stg.ts is refused: 1 problem\n\n  the file\n    Cannot be loaded: its import never ends.\n',
      );
      expect(stderr).toContain(
        'dev.ts is refused: 1 problem\n\n  line 1\n    Cannot be loaded: it calls process.exit.\n    → write only literals',
      );
    }
    expect(filesOf(empty)).toEqual({});
  });

  test.each<[what: string, file: string, change: Change, expected: string]>([
    [
      'process.exit that is called later',
      'stg.ts',
      first('setImmediate(() => process.exit(0));'),
      'stg.ts is refused: 1 problem\n\n  line 1\n    Cannot be loaded: it calls process.exit.\n',
    ],
    [
      'a promise that fails, and that nothing waits for',
      'stg.ts',
      first("Promise.reject(new Error('no secret'));"),
      'stg.ts is refused: 1 problem\n\n  line 1\n    Cannot be loaded: no secret.\n',
    ],
  ])('%s', (_what, file, change, expected) => {
    const environments = changedEnvironments({ [file]: change });
    const empty = emptyFolder();
    for (const program of PROGRAMS) {
      const { code, stdout, stderr } = node(program, empty, { BACKUP_ENVIRONMENTS_DIR: environments });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(expected);
    }
    expect(filesOf(empty)).toEqual({});
  });

  test('process.exit in the list of environments', async () => {
    const variables = { BACKUP_ENVIRONMENTS_DIR: changedEnvironments({ 'index.ts': first('process.exit(0);') }) };
    const empty = emptyFolder();
    const all = [await backupctl(['synth'], empty, variables), node(['bin/synth-app.js'], empty, variables)];
    for (const { code, stdout, stderr } of all) {
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(
        'index.ts is refused: 1 problem\n\n  line 1\n    Cannot be loaded: it calls process.exit.\n    → write only literals',
      );
    }
    expect(filesOf(empty)).toEqual({});
  });

  test('a file cannot set the exit code, and what it prints is not part of the JSON', () => {
    const environments = changedEnvironments({ 'stg.ts': first("process.exitCode = 7; console.log('loading');") });
    const { code, stdout, stderr } = node(['bin/backupctl.js', 'synth', '--json'], emptyFolder(), {
      BACKUP_ENVIRONMENTS_DIR: environments,
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('environments');
    expect(stderr).toContain('loading');
  });

  test('reports the same wrong syntax in two files as two problems, as JSON too if it is requested', async () => {
    const change = first('const x = {;');
    const environments = changedEnvironments({ 'dev.ts': change, 'stg.ts': change });
    const { code, stdout, stderr } = await backupctl(['synth', '--json'], emptyFolder(), {
      BACKUP_ENVIRONMENTS_DIR: environments,
    });
    expect(code).toBe(1);
    expect(stderr).toContain(`${environments}/dev.ts is refused: 1 problem`);
    expect(stderr).toContain(`${environments}/stg.ts is refused: 1 problem`);
    expect(JSON.parse(stdout)).toEqual({
      refused: ['dev.ts', 'stg.ts'].map((file) =>
        expect.objectContaining({ file: path.join(environments, file), rule: 'file-not-readable' }),
      ),
    });
  });
});

test('refuses a registry without environments, which would remove every stack', async () => {
  const empty = changedEnvironments({ 'index.ts': () => 'export const environments = {};\n' });
  const { code, stderr } = await backupctl(['synth'], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: empty });
  expect([code, stderr]).toEqual([
    1,
    `${empty}/index.ts is refused: 1 problem

  environments
    No environment is listed, so all stacks would be removed.
    → add one, such as dev: () => import('./dev')
`,
  ]);
});

test('U5 reports the values of the sample that remain, and nothing else', async () => {
  const own = changedEnvironments({
    'index.ts': () => "export const environments = { dev: () => import('./dev') };\n",
    'dev.ts': (text) =>
      text.replaceAll('111111111111', '123456789012').replace('backup-alerts-dev@example.com', 'alerts@backup.test'),
    'organization.ts': () => 'export default undefined;\n',
    'stg.ts': () => 'export default undefined;\n',
    'prod.ts': () => 'export default undefined;\n',
  });
  const { code, stderr } = await backupctl(['synth'], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: own });
  expect([code, stderr]).toEqual([
    0,
    '\nSample values remain: dev (example/aws-organization-backup). Replace them before you deploy.\n\nWrote 5 stacks to cdktf.out/stacks\n',
  ]);
});
