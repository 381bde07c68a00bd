import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

import { Fault } from '../../../local-aws/operation';
import { testAws, type LocalAws } from '../../../testing/aws/local-aws';
import { run } from '../../../testing/terraform/programs';
import { DEV_STATES, SECRET, type TwoStacks, writeTwoStacks } from '../../../testing/terraform/two-stacks';
import { backupctlMeanwhile, emptyFolder, type Ended, filesOf, startBackupctl, until } from '../../../testing/commands';

const { bucket: Bucket, region } = DEV_STATES;
const LATEST = 'anyservice/dev/releases/latest.json';

let aws: LocalAws;
let s3: S3Client;
let variables: Record<string, string>;
/** Where the commands run, with what synth wrote in `app`. */
let folder: string;

const app = (of: TwoStacks = {}): void => writeTwoStacks(path.join(folder, 'app'), of);

const ctl = (...args: readonly string[]): Promise<Ended> => backupctlMeanwhile(args, folder, variables);
/** What remains of the folders with plans. */
const leftovers = () => readdirSync(variables['TMPDIR'] ?? '');
const planArgs = (...more: readonly string[]) => ['plan', '--environment', 'dev', '--from', 'app', '--json', ...more];
const applyArgs = (bundle: string, ...more: readonly string[]) => [
  'apply',
  '--bundle',
  bundle,
  '--from',
  'app',
  ...more,
];

/** Plans, and gives the path of the bundle. */
async function planned(...more: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await ctl(...planArgs(...more));
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout).bundle.location;
}

/** The states after both levels of the first roll-out. */
const afterRollOut = new Map<string, string>();

async function keepStates(): Promise<void> {
  for (const key of (await keys()).filter((one) => one.endsWith('.tfstate')))
    afterRollOut.set(key, JSON.stringify(await json(key)));
}

/** Puts both states there, so that nothing waits any more. */
async function rolledOut(): Promise<void> {
  app();
  if (afterRollOut.size === 0) {
    for (const level of ['one.zip', 'two.zip']) await ctl(...applyArgs(await planned('--out', level)));
    await keepStates();
    folder = emptyFolder();
    app();
  }
  for (const [Key, Body] of afterRollOut) await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
}

async function keys(): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

const locks = async () => (await keys()).filter((key) => key.endsWith('.tflock'));

/** A file that blocks each apply of backup until it is removed, the stack with it, or the folder of the tests. */
function closedGate(): string {
  const gate = path.join(emptyFolder(), 'gate');
  writeFileSync(gate, '');
  return gate;
}

async function json(Key: string): Promise<any> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
}

const results = async () =>
  Object.fromEntries((await json(LATEST)).stacks.map(({ stack, result }: any) => [stack, result]));

/** What the stack backup holds. */
async function held(): Promise<any> {
  const { resources } = await json('anyservice/dev/backup/terraform.tfstate');
  return resources.find(({ mode }: any) => mode === 'managed').instances[0].attributes.output.value;
}

/** Changes something in a bundle. */
function changed(bundle: string, change: (entries: Record<string, Uint8Array>) => void): string {
  const entries = unzipSync(readFileSync(path.join(folder, bundle)));
  change(entries);
  writeFileSync(path.join(folder, 'changed.zip'), zipSync(entries));
  return 'changed.zip';
}

type Started = ReturnType<typeof startBackupctl>;

/** Starts a command, and does something once it prints a line on stderr. */
async function when(args: readonly string[], line: string, act: (started: Started) => unknown): Promise<Ended> {
  const started = startBackupctl(args, folder, variables);
  let printed = '';
  started.onStderr((text) => (printed += text));
  await until(() => printed.includes(line), started.ended);
  await act(started);
  return started.ended;
}

/** Starts to apply backup, and does something while its state is locked. */
const whenLocked = (args: readonly string[], act: (started: Started) => unknown): Promise<Ended> =>
  when(args, 'dev-backup: applying', async (started) => {
    await until(async () => (await locks()).length > 0, started.ended);
    await act(started);
  });

beforeAll(async () => {
  aws = await testAws('111111111111');
  variables = { ...aws.variables, TF_CLI_CONFIG_FILE: '/dev/null' };
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  s3 = new S3Client({ region, endpoint: aws.standIn.url, credentials });
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
});

beforeEach(async () => {
  folder = emptyFolder();
  variables = { ...variables, TMPDIR: emptyFolder() };
  for (const Key of await keys()) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
});

afterAll(() => aws.stop());

test('E a first roll-out is planned and applied level by level, and leaves a record', async () => {
  app();
  const first = await ctl(...planArgs());
  expect(first.stderr).toContain('1 stack is not planned yet: apply this bundle, then plan again');
  const { bundle, stacks, waiting, release } = JSON.parse(first.stdout);
  expect(stacks).toEqual([{ name: 'dev-iam', changes: true, state: null }]);
  expect(waiting).toEqual([{ name: 'dev-backup', waitsFor: ['dev-iam'] }]);
  expect(statSync(path.join(folder, bundle.location)).mode & 0o777).toBe(0o600);

  const level = await ctl(...applyArgs(bundle.location, '--sha256', bundle.sha256));
  expect(level).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('is partly applied to dev. Remaining: dev-backup.'),
  });
  expect(await results()).toEqual({ 'dev-iam': 'applied', 'dev-backup': 'not applied' });

  const s3Bundle = `s3://${Bucket}/anyservice/dev/bundles/two.zip`;
  const second = JSON.parse((await ctl(...planArgs('--out', s3Bundle))).stdout);
  expect(second).toMatchObject({ release, waiting: [], bundle: { location: s3Bundle } });
  expect(second.stacks.map(({ changes }: any) => changes)).toEqual([false, true]);
  const two = await ctl(...applyArgs(s3Bundle));
  expect(two.stdout).toMatch(/^STACK +RESULT\ndev-iam +unchanged\ndev-backup +applied\n/);
  expect(await held()).toMatchObject({ role: 'role' });
  // Nothing of what is configured is in the local AWS.
  expect(two.code).toBe(1);
  expect(await json(LATEST)).toMatchObject({
    release,
    environment: 'dev',
    accountId: '111111111111',
    verification: { ok: false, differences: 4 },
  });
  expect(await locks()).toEqual([]);
  await keepStates();

  const printed = [first, level, two].map(({ stdout, stderr }) => stdout + stderr).join('');
  expect(leftovers()).toEqual([]);
  expect(printed + JSON.stringify(second) + JSON.stringify(filesOf(folder))).not.toContain(SECRET);
});

describe('E apply refuses, and changes nothing,', () => {
  const bundle = 'bundle.zip';
  let written: Buffer | undefined;

  beforeEach(async () => {
    app();
    if (written) writeFileSync(path.join(folder, bundle), written);
    else await planned('--stack', 'dev-iam', '--out', bundle);
    written ??= readFileSync(path.join(folder, bundle));
  });

  /** How it ended, what it said, and what is then in the bucket. */
  const refusal = async (args: readonly string[]) => ({ ...(await ctl(...args)), keys: await keys() });
  const refused = (code: number, message: string) => ({
    code,
    stdout: '',
    stderr: expect.stringContaining(message),
    keys: [],
  });

  test('a bundle with a changed entry', async () => {
    const other = changed(bundle, (entries) => (entries['stacks/dev-iam/plan.tfplan'] = strToU8('another')));
    expect(await refusal(applyArgs(other))).toEqual(
      refused(1, 'stacks/dev-iam/plan.tfplan\n    It changed after the plan: its sha256 differs from the manifest.'),
    );
    const cut = changed(bundle, (entries) => delete entries['stacks/dev-iam/inputs/cdk.tf.json']);
    expect(await refusal(applyArgs(cut))).toEqual(refused(1, 'The manifest lists it, but it is missing.'));
    const more = changed(bundle, (entries) => (entries['../../x'] = strToU8('x')));
    expect(await refusal(applyArgs(more))).toEqual(refused(1, 'Its path leads out of the bundle.'));
    expect(await refusal(applyArgs(bundle, '--sha256', '0'.repeat(64)))).toEqual(
      refused(1, 'is not the approved bundle: its sha256 is '),
    );
    writeFileSync(path.join(folder, 'text.zip'), 'no zip');
    expect(await refusal(applyArgs('text.zip'))).toEqual(
      refused(1, 'It is not a bundle of this version of backupctl.'),
    );
    expect(await refusal(applyArgs('gone.zip'))).toEqual(refused(2, 'There is no gone.zip.'));
  });

  const withManifest = (change: object) =>
    changed(bundle, (entries) => {
      const manifest = JSON.parse(strFromU8(entries['manifest.json'] ?? new Uint8Array()));
      entries['manifest.json'] = strToU8(JSON.stringify({ ...manifest, ...change }));
    });

  test('a bundle for another account, another Terraform version, or an unknown environment', async () => {
    expect(await refusal(applyArgs(withManifest({ accountId: '222222222222' })))).toEqual(
      refused(1, 'The plans are for another account: dev has 111111111111'),
    );
    expect(await refusal(applyArgs(withManifest({ terraform: '1.10.0' })))).toEqual(
      refused(1, 'The plans were written by Terraform 1.10.0'),
    );
    expect(await refusal(applyArgs(withManifest({ environment: 'qa' })))).toEqual(
      refused(2, 'The configuration has no environment "qa".'),
    );
  });

  test('a bundle of a release that is not checked out', async () => {
    app({ role: 'another' });
    expect(await refusal(applyArgs(bundle))).toEqual(refused(1, 'The checked-out release is'));
    app();
    writeFileSync(path.join(folder, 'package-lock.json'), '{}');
    expect(await refusal(applyArgs(bundle))).toEqual(refused(1, 'the plans are of commit none'));
  });
});

test('E a stale plan is refused before anything is applied', async () => {
  await rolledOut();
  app({ role: 'other', backup: 'other' });
  // It changes what backup reads, so that iam is planned alone.
  const bundle = await planned('--out', 'iam.zip');
  const reader = await planned('--stack', 'dev-backup', '--out', 'reader.zip');
  expect((await ctl(...applyArgs(bundle))).code).toBe(0);
  const before = await json(LATEST);
  const late = await ctl(...applyArgs(bundle));
  expect(late).toMatchObject({ code: 1, stdout: '' });
  expect(late.stderr).toContain(
    'dev-iam\n    Its state changed since it was planned, or read for a plan: the plan is stale.',
  );
  expect(late.stderr).toContain('→ plan again: npx backupctl plan --environment dev');
  // Its own state is what it was: what it has read is not.
  const alone = await ctl(...applyArgs(reader));
  expect(alone).toMatchObject({ code: 1, stderr: expect.stringContaining('dev-iam\n    Its state changed') });
  expect(await json(LATEST)).toEqual(before);
});

test('E an apply stops at the first failure, reports it, and continues when it is planned again', async () => {
  await rolledOut();
  app({ fails: true, backup: 'new' });
  const failed = await ctl(...applyArgs(await planned()));
  expect(failed.code).toBe(3);
  expect(failed.stdout).toMatch(/dev-iam +unchanged\ndev-backup +failed\n/);
  expect(failed.stderr).toContain('terraform apply of dev-backup failed:\n  Error: local-exec provisioner error');
  expect(failed.stderr).toContain(
    'Not applied, or only partly: dev-backup\n→ then plan again to continue with the remaining stacks',
  );
  expect(await results()).toEqual({ 'dev-iam': 'unchanged', 'dev-backup': 'failed' });
  expect((await json(LATEST)).verification).toBeUndefined();

  app({ backup: 'new' });
  const mended = await ctl(...applyArgs(await planned()));
  expect(mended.stdout).toMatch(/dev-backup +applied\n/);
  expect(await held()).toMatchObject({ backup: 'new' });
});

test('E a state that cannot be written to the bucket is kept, with the commands that write it', async () => {
  await rolledOut();
  app({ backup: 'unsaved' });
  const bundle = await planned();
  const write = `s3:PUT /${Bucket}/anyservice/dev/backup/terraform.tfstate`;
  const expired = new Fault('ExpiredToken', 'The provided token has expired.', 400);
  aws.standIn.fail(
    write,
    Array.from({ length: 20 }, () => expired),
  );
  const { code, stderr } = await ctl(...applyArgs(bundle));
  aws.standIn.fail(write, []);
  expect(code).toBe(3);
  expect(stderr).toContain('The state of dev-backup is not in its bucket: Terraform could not write it.');
  expect(stderr).toContain('Not applied, or only partly: dev-backup');
  expect(await results()).toEqual({ 'dev-iam': 'unchanged', 'dev-backup': 'failed' });
  const [, kept = ''] = /It is only in (\S+), and contains secrets in plain text/.exec(stderr) ?? [];
  expect(statSync(kept).mode & 0o777).toBe(0o600);

  const commands = [...stderr.matchAll(/^ {4}(terraform -chdir=\S+ .*)$/gm)].map(([, command = '']) => command);
  await run('bash', ['-e', '-c', commands.join('\n')], folder, variables);
  expect(await held()).toMatchObject({ backup: 'unsaved' });
  expect(leftovers()).toEqual([]);
});

test('E a second apply is kept out by the lock, and Ctrl-C leaves none', async () => {
  await rolledOut();
  app({ backup: 'slow', gate: closedGate() });
  const bundle = await planned();
  let second: Ended | undefined;
  const first = await whenLocked(applyArgs(bundle), async ({ kill }) => {
    second = await ctl(...applyArgs(bundle));
    kill('SIGINT');
  });
  expect(second?.code).toBe(3);
  expect(second?.stderr).toMatch(
    /dev-backup is locked by \S+@\S+ \(apply\) for \d+ \w+, since \d{4}-\S+Z\.\n→ wait until that run ends/,
  );
  expect(second?.stderr).toContain('Nothing to change: dev-iam\nNot applied: dev-backup\n');
  expect(first.code).toBe(130);
  expect(first.stderr).toContain('Stopping: waiting for Terraform to end and release its lock.');
  expect(first.stderr).toContain('Not applied, or only partly: dev-backup');
  expect([await locks(), leftovers()]).toEqual([[], []]);

  app({ backup: 'slow' });
  expect((await ctl(...applyArgs(await planned()))).stdout).toMatch(/dev-backup +applied\n/);
});

test('E after a kill at any point, planning and applying again completes', async () => {
  const kill = ({ pid }: Started): void => {
    // Stopped it starts nothing any more; it may not have started anything yet.
    spawnSync('kill', ['-STOP', String(pid)]);
    const children = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter(Boolean);
    spawnSync('kill', ['-9', String(pid), ...children]);
  };
  /** Plans, after what a user does to remove the lock of a process that no longer exists. */
  const plannedAgain = async (): Promise<{ readonly bundle: string; readonly refusal: string }> => {
    const { code, stdout, stderr } = await ctl(...planArgs());
    if (code === 0) return { bundle: JSON.parse(stdout).bundle.location, refusal: '' };
    const commands = [...stderr.matchAll(/^ {4}(terraform -chdir=\S+ .*)$/gm)].map(([, command = '']) => command);
    const script = commands.join('\n').replace('force-unlock', 'force-unlock -force');
    const { said } = await run('bash', ['-e', '-c', script], folder, variables);
    expect(said).toContain('Terraform state has been successfully unlocked!');
    return { bundle: await planned(), refusal: stderr };
  };
  const gate = closedGate();
  app({ gate });
  expect((await when(planArgs(), 'dev-iam: planning', kill)).code).toBeNull();
  const { bundle: iam } = await plannedAgain();
  expect((await when(applyArgs(iam), 'dev-iam: initializing', kill)).code).toBeNull();
  await ctl(...applyArgs(iam));
  const backup = await planned();
  const killed = await whenLocked(applyArgs(backup), kill);
  expect(killed.code).toBeNull();
  const { bundle: rest, refusal } = await plannedAgain();
  expect(refusal).toMatch(/dev-backup is locked by \S+ \(apply\) for \d+ \w+, since /);
  rmSync(gate);

  const last = await ctl(...applyArgs(rest));
  expect(last.stdout).toMatch(/dev-iam +unchanged\ndev-backup +applied\n/);
  expect(await locks()).toEqual([]);
});

test('E without Terraform one sentence says so', async () => {
  app();
  const PATH = path.dirname(process.execPath);
  const { code, stderr } = await backupctlMeanwhile(planArgs(), folder, { ...variables, PATH });
  expect(stderr).toContain('terraform is not in PATH.\n→ install Terraform 1.11 or later');
  expect(code).toBe(2);
});
