import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

import type { CostDifference } from '../../domain/cost/cost-report';
import type { ReportData } from '../../domain/report/data';
import { dataOfPage } from '../report/page';
import { reviewJsonSchema, reviewSchema } from '../review/schema';
import { type App, type Block, drop, resource, fixtureApp } from '../../testing/review/fixture-app';
import { backupctl, changedEnvironments, emptyFolder, type Ended, FIXTURES, until } from '../../testing/commands';

const NOW = ['--now', '2026-11-21T00:00:00Z'];

/** Writes an app as synth does. */
function write(folder: string, name: string, app: App): string {
  const stacks = Object.fromEntries(
    Object.keys(app).map((stack) => [stack, { name: stack, synthesizedStackPath: `stacks/${stack}/cdk.tf.json` }]),
  );
  mkdirSync(path.join(folder, name));
  for (const [stack, json] of Object.entries(app)) {
    mkdirSync(path.join(folder, name, 'stacks', stack), { recursive: true });
    writeFileSync(path.join(folder, name, 'stacks', stack, 'cdk.tf.json'), JSON.stringify(json));
  }
  writeFileSync(path.join(folder, name, 'manifest.json'), JSON.stringify({ stacks }));
  return folder;
}

let written: string | undefined;

/** Links to one copy of the app without changes, which no test changes. */
function linkUnchanged(folder: string, name: string): string {
  written ??= write(emptyFolder(), 'app', fixtureApp());
  symlinkSync(path.join(written, 'app'), path.join(folder, name));
  return folder;
}

/** Reviews a change of the shipped app, as people do. */
function review(change: (app: App) => void, options: readonly string[] = [], accepted?: string): Promise<Ended> {
  const head = fixtureApp();
  change(head);
  const folder = write(linkUnchanged(emptyFolder(), 'base'), 'cdktf.out', head);
  if (accepted !== undefined) writeFileSync(path.join(folder, 'review-accepted.json'), accepted);
  return backupctl(['review', '--base', 'base', ...NOW, ...options], folder);
}

const PLAN = 'aws_backup_plan.plan-EC2_plan_9566AB96';
const plan = (app: App, environment: string): Block =>
  resource(app, `${environment}-backup`, 'aws_backup_plan', { name: 'EC2' });
const shorten = (app: App): void => {
  for (const environment of ['stg', 'prod']) plan(app, environment).rule[0].lifecycle.delete_after = 7;
};
const tag = (app: App): void => Object.assign(plan(app, 'dev').tags, { Team: 'Storage' });

describe('H5 the note about costs', () => {
  const sized = (days: number) =>
    changedEnvironments({
      'prod.ts': (text) =>
        text
          .replace('deleteAfterDays: 30', `deleteAfterDays: ${days}`)
          .replace(
            'ssmBackup: {',
            "costs: [{ name: 'servers', type: 'EC2', plan: 'EC2', sizeGb: 1000, dailyChangePercent: 1 }], ssmBackup: {",
          ),
    });

  const after = sized(30);

  async function noted(before: string, environments: string): Promise<{ readonly cost?: CostDifference }> {
    const checkout = linkUnchanged(emptyFolder(), 'cdktf.out');
    symlinkSync(before, path.join(checkout, 'environments'));
    const args = ['review', '--base', path.join(checkout, 'cdktf.out'), ...NOW, '--json'];
    const { code, stdout, stderr } = await backupctl(args, linkUnchanged(emptyFolder(), 'cdktf.out'), {
      BACKUP_ENVIRONMENTS_DIR: environments,
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(reviewSchema.safeParse(JSON.parse(stdout)).error).toBeUndefined();
    return JSON.parse(stdout).summary;
  }

  test('is in the review where both sides declare sizes', async () => {
    const { cost } = await noted(sized(60), after);
    expect([cost?.before.warmGbMonths, cost?.after.warmGbMonths]).toEqual([2 * 1590, 2 * 1290]);
  });

  test('is not in the review where one side declares none', async () => {
    expect((await noted(FIXTURES, after)).cost).toBeUndefined();
    expect((await noted(after, FIXTURES)).cost).toBeUndefined();
  });
});

describe('H4 the findings beside charts', () => {
  const dataIn = (page: string) => dataOfPage(page) as ReportData;

  /** Reviews the change in a checkout whose base is another one, with these environments. */
  async function drawn(environments: string, options: readonly string[]): Promise<Ended & { readonly folder: string }> {
    const head = fixtureApp();
    shorten(head);
    const checkout = linkUnchanged(emptyFolder(), 'cdktf.out');
    symlinkSync(environments, path.join(checkout, 'environments'));
    const folder = write(emptyFolder(), 'cdktf.out', head);
    const base = path.join(checkout, 'cdktf.out');
    return { ...(await backupctl(['review', '--base', base, ...NOW, ...options], folder)), folder };
  }

  test('--format html prints them, with what was before', async () => {
    const before = changedEnvironments({
      'prod.ts': (text) => text.replace('deleteAfterDays: 30', 'deleteAfterDays: 60'),
    });
    const { code, stdout } = await drawn(before, ['--format', 'html']);
    const { review: shown, changes } = dataIn(stdout);
    expect(code).toBe(1);
    expect(shown?.counts).toBe('0 critical, 1 high, 0 medium, 0 low');
    expect(shown?.findings.map(({ rule, place, before: was, after }) => [rule, place, was, after])).toEqual([
      ['retention-shorter', 'stg, prod · backup', '30', '7'],
    ]);
    expect(changes?.map(({ effect, text }) => `${effect}: ${text}`)).toContain(
      'worse: recovery points in vault EC2 in ap-northeast-1: keeps 30 days, was 60 days',
    );
  });

  test('--html writes them to a file, and prints the findings as otherwise', async () => {
    const { folder, stdout } = await drawn(FIXTURES, ['--html', 'review.html', '--format', 'markdown']);
    expect(stdout).toMatch(/^## Backup review: 0 critical, 1 high/);
    const { review: shown, changes } = dataIn(readFileSync(path.join(folder, 'review.html'), 'utf8'));
    expect([shown?.findings.length, changes]).toEqual([1, []]);
  });

  test('without the environments of the base, or with refused ones, the charts show only the state after', async () => {
    const folder = write(linkUnchanged(emptyFolder(), 'base'), 'cdktf.out', fixtureApp());
    const alone = await backupctl(['review', '--base', 'base', ...NOW, '--format', 'html'], folder);
    expect([alone.code, dataIn(alone.stdout).changes]).toEqual([0, null]);
    expect(alone.stderr).toBe(`${folder} has no environments: the charts show only the state after the change.\n`);

    const refused = changedEnvironments({
      'prod.ts': (text) => text.replace('deleteAfterDays: 30', 'deleteAfterDays: 0'),
    });
    const { stderr, stdout } = await drawn(refused, ['--format', 'html']);
    expect(dataIn(stdout).changes).toBeNull();
    expect(stderr).toMatch(/prod\.ts is refused[^]*\nThe charts show only the state after the change\.\n$/);
  });
});

test('D shows what changes, once for all environments, and what it means', async () => {
  expect(await review(shorten)).toEqual({
    code: 1,
    stdout: `0 critical, 1 high, 0 medium, 0 low

HIGH  retention-shorter  stg, prod · backup
  ${PLAN}  rule/EC2/lifecycle/delete_after
    before  30
    after   7
  You can no longer restore the days before.
  → keep the retention, or accept that restores reach back less far

What it means

  EC2 / EC2 (stg; account 222222222222)
    before  cron(0 6 * * ? *), next 2026-11-22 06:00, 2026-11-23 06:00 Asia/Tokyo; vault EC2 in ap-northeast-1; kept 30 days; 30 recovery points
    after   cron(0 6 * * ? *), next 2026-11-22 06:00, 2026-11-23 06:00 Asia/Tokyo; vault EC2 in ap-northeast-1; kept 7 days; 7 recovery points

  EC2 / EC2 (prod; account 333333333333)
    before  cron(0 6 * * ? *), next 2026-11-22 06:00, 2026-11-23 06:00 Asia/Tokyo; vault EC2 in ap-northeast-1; kept 30 days; 30 recovery points; copies: EC2 in ap-northeast-3 for 30 days
    after   cron(0 6 * * ? *), next 2026-11-22 06:00, 2026-11-23 06:00 Asia/Tokyo; vault EC2 in ap-northeast-1; kept 7 days; 7 recovery points; copies: EC2 in ap-northeast-3 for 30 days

The review fails: at least one finding is high or worse.
`,
    stderr: '',
  });
});

test('D prints one line if there are no differences', async () => {
  expect(await review(() => {})).toEqual({ code: 0, stdout: 'No differences.\n', stderr: '' });
});

test('D prints JSON by its schema and nothing else, the same bytes every time', async () => {
  const change = (app: App): void => {
    shorten(app);
    tag(app);
    drop(app, 'organizations', 'aws_organizations_policy', { name: 'test-bk-policy' });
  };
  const { code, stdout, stderr } = await review(change, ['--json']);
  expect([code, stderr]).toEqual([1, '']);
  expect(reviewSchema.safeParse(JSON.parse(stdout)).error).toBeUndefined();
  expect(JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule)).toEqual([
    'organization-policy-removed',
    // Production overrides the plan of the removed policy.
    'effective-policy-withheld',
    'effective-policy-withheld',
    'retention-shorter',
    'tags-changed',
  ]);
  expect((await review(change, ['--format', 'json'])).stdout).toBe(stdout);
});

const STACK = 'stacks/dev-iam/cdk.tf.json';

test.each<[string, Record<string, string>, string]>([
  ['no list of stacks', { 'manifest.json': '{"version":"1"}' }, 'base/manifest.json lists no stacks'],
  ['a list of other things', { 'manifest.json': '{"stacks":{"dev-iam":null}}' }, 'base/undefined cannot be read'],
  ['a stack that is too deep', { [STACK]: '{"a":'.repeat(100_000) }, `base/${STACK} is nested too deeply`],
  ['a stack that is too large', { [STACK]: ' '.repeat(17_000_000) }, `base/${STACK} is larger than 16 MB`],
  [
    'a stack of another program',
    { [STACK]: '{"a":1}' },
    `base/${STACK} is not Terraform JSON: it has neither resources`,
  ],
  [
    'resources without names',
    { [STACK]: '{"resource":[]}' },
    `base/${STACK} is not Terraform JSON: resource is not an`,
  ],
])('D refuses %s without a stack trace', async (_, files, problem) => {
  const { 'dev-iam': stack } = fixtureApp();
  const folder = linkUnchanged(write(emptyFolder(), 'base', { 'dev-iam': stack }), 'cdktf.out');
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, 'base', file), text);
  const { code, stdout, stderr } = await backupctl(['review', '--base', 'base'], folder);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(problem);
  expect(stderr.split('\n').length).toBeLessThanOrEqual(4);
});

test('D ends in bounded time for a stack with 10,000 further resources', async () => {
  const topics = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`t${index}`, { name: `n${index}`, depends_on: ['aws_sns_topic.x'] }]),
  );
  const { stdout } = await review((app) => Object.assign(app['dev-iam'].resource, { aws_sns_topic: topics }));
  expect(stdout).toContain('10000 medium');
});

test('D publishes the schema of its output', () => {
  const file = path.join(__dirname, '../../review/findings.schema.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(reviewJsonSchema())));
});

test.each([
  [shorten, 'high', 1],
  [shorten, 'critical', 0],
  [tag, 'high', 0],
  [tag, 'low', 1],
])('D fails from the severity that is given on: %#', async (change, severity, code) => {
  expect((await review(change, ['--fail-on', severity])).code).toBe(code);
});

test('D passes an accepted finding, shows it, and counts it again when its entry has expired', async () => {
  const entry = { rule: 'retention-shorter', address: PLAN, reason: 'agreed with the owners', expires: '2026-12-31' };
  const accepted = await review(shorten, [], JSON.stringify([entry]));
  expect(accepted.code).toBe(0);
  expect(accepted.stdout).toContain(
    '0 critical, 0 high, 0 medium, 0 low; 1 accepted\n\nACCEPTED  retention-shorter  stg, prod',
  );
  expect(accepted.stdout).toContain('Accepted until 2026-12-31: agreed with the owners');
  const later = await review(shorten, ['--now', '2027-01-01T00:00:00Z'], JSON.stringify([entry]));
  expect(later.code).toBe(1);
  expect(later.stdout).toContain('MEDIUM  acceptance-expired');
  expect((await review(() => {}, ['--fail-on', 'medium'], JSON.stringify([entry]))).stdout).toContain(
    'acceptance-unused',
  );
});

test('D refuses a file of accepted findings with all its problems', async () => {
  const entries = [
    { rule: 'retention-shortr', address: 'a', reason: 'r', expires: '2026-12-31' },
    { rule: 'retention-shorter', adress: 'a', reason: '', expires: 'soon' },
  ];
  const { code, stdout, stderr } = await review(shorten, [], JSON.stringify(entries));
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('review-accepted.json is refused: 3 problems');
  expect(stderr).toContain('Unknown key "adress". Did you mean "address"?');
  expect(stderr).toContain('1.reason = ""');
  expect(stderr).toContain('1.expires = "soon"');
  const [first] = entries;
  expect((await review(shorten, [], JSON.stringify([first]))).stderr).toContain('Did you mean "retention-shorter"?');
  expect((await review(shorten, [], '[')).stderr).toMatch(
    /^review-accepted\.json is refused: 1 problem\n\n {2}the whole file\n {4}Not JSON: /,
  );
});

test.each([
  ['state.json', { format_version: '1.0', terraform_version: '1.11.4', values: {} }, 'it is a state, not a saved plan'],
  [
    'plan.json',
    { format_version: '2.0', terraform_version: '2.0.0', resource_changes: [] },
    'its format version is 2.0, and the review reads 1.x',
  ],
])('D refuses %s as a saved plan', async (file, json, problem) => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, file), JSON.stringify(json));
  expect(await backupctl(['review', '--plan', file], folder)).toEqual({
    code: 2,
    stdout: '',
    stderr: `${file} cannot be reviewed: ${problem}\n→ pass the output of terraform show -json PLAN\n`,
  });
});

test.each([
  [[], 'There is nothing to compare with.\n→ add --base FOLDER, --base-ref REF, or --plan FILE...\n'],
  [
    ['--base', 'nowhere'],
    'nowhere is not an output folder of synth: nowhere/manifest.json cannot be read\n→ use a folder such as cdktf.out, or run npm run synth\n',
  ],
  [
    ['--plan', 'nowhere.json', 'package.json'],
    'nowhere.json cannot be read\npackage.json cannot be read\n→ pass the output of terraform show -json PLAN\n',
  ],
  [
    ['--base-ref', 'nowhere'],
    'This folder is not in a git repository.\n→ run the command in the repository, or use --base\n',
  ],
  [['--base', 'x', '--plan', 'y'], "error: option '--base <folder>' cannot be used with option '--plan <file...>'"],
  [['--base', 'x', '--fail-on', 'warning'], 'Allowed choices are critical, high, medium, low.'],
])('D ends with 2 on wrong usage: %j', async (options, message) => {
  const { code, stdout, stderr } = await backupctl(['review', ...options], emptyFolder());
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test('D names every stack in the manifest that cannot be read', async () => {
  const folder = write(emptyFolder(), 'base', fixtureApp());
  writeFileSync(path.join(folder, 'base/stacks/dev-iam/cdk.tf.json'), '{');
  const { code, stderr } = await backupctl(['review', '--base', 'base', '--head', 'base'], folder);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'base is not a complete output folder of synth:\nbase/stacks/dev-iam/cdk.tf.json is not JSON\n→ run npm run synth again\n',
  });
});

test('D reads saved plans', async () => {
  const folder = emptyFolder();
  const change = { actions: ['delete'], before: { name: 'EC2' }, after: null };
  const json = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: [{ address: 'aws_backup_vault.x', mode: 'managed', type: 'aws_backup_vault', change }],
  };
  writeFileSync(path.join(folder, 'prod-backup.tfplan.json'), JSON.stringify(json));
  const { code, stdout } = await backupctl(['review', '--plan', 'prod-backup.tfplan.json'], folder);
  expect(code).toBe(1);
  expect(stdout).toContain('CRITICAL  vault-removed  prod-backup\n  aws_backup_vault.x\n');
});

const REPOSITORY = path.join(__dirname, '../..');
const leftovers = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('review-base-'));

test('D synthesizes the base from a git ref, and removes everything afterwards', async () => {
  const folder = write(emptyFolder(), 'head', {});
  const head = path.join(folder, 'head');
  const { code, stdout, stderr } = await backupctl(
    ['review', '--base-ref', 'HEAD', '--head', head, '--json', ...NOW],
    REPOSITORY,
    { TMPDIR: folder },
  );
  expect([code, stderr]).toEqual([1, '']);
  expect(JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule)).toContain('stack-removed');
  expect(leftovers(folder)).toEqual([]);
});

test('D exits with 2 if the ref does not exist', async () => {
  expect(await backupctl(['review', '--base-ref', 'no-such-ref'], REPOSITORY)).toMatchObject({
    code: 2,
    stderr:
      'The git ref no-such-ref does not exist here.\n→ fetch it (git fetch origin no-such-ref), or use another ref\n',
  });
});

test.each([0, 40, 80, 160])('D cleans up when it is interrupted, here after %i ms', async (delay) => {
  const folder = emptyFolder();
  // Synth does not end, so that there is something to interrupt on any machine.
  const endless = path.join(emptyFolder(), 'endless.js');
  writeFileSync(endless, "if (process.argv[2] === 'synth') setInterval(() => {}, 1000);");
  const args = ['bin/backupctl.js', 'review', '--base-ref', 'HEAD', '--head', 'nowhere'];
  const child = spawn(process.execPath, args, {
    cwd: REPOSITORY,
    env: { ...process.env, TMPDIR: folder, NODE_OPTIONS: `--require ${endless}` },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await until(() => leftovers(folder).length > 0, ended);
  await setTimeout(delay);
  child.kill('SIGINT');
  expect((await ended)[0]).toBe(130);
  expect(leftovers(folder)).toEqual([]);
});
