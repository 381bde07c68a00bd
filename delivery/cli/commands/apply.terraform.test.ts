import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

import { Fault } from '../../../local-aws/operation';
import { backupctlMeanwhile, type Ended, filesOf } from '../../../testing/commands';
import { run } from '../../../testing/terraform/programs';
import {
  aws,
  app,
  applyArgs,
  closedGate,
  continuesAfterKill,
  ctl,
  folder,
  inLocalAws,
  json,
  keepStates,
  keys,
  leftovers,
  locks,
  planArgs,
  planned,
  rolledOut,
  variables,
  whenLocked,
} from '../../../testing/terraform/rolled-out';
import { DEV_STATES, SECRET } from '../../../testing/terraform/two-stacks';

const { bucket: Bucket } = DEV_STATES;
const LATEST = 'anyservice/dev/releases/latest.json';

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

inLocalAws();

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

test('E a second apply is kept out by the lock, Ctrl-C leaves none, and applying continues after a kill', async () => {
  await rolledOut();
  const gate = closedGate();
  app({ backup: 'slow', gate });
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

  // Each other point of a kill: apply-kills.sweep.terraform.test.ts.
  await continuesAfterKill(gate);
});

test('E without Terraform one sentence says so', async () => {
  app();
  const PATH = path.dirname(process.execPath);
  const { code, stderr } = await backupctlMeanwhile(planArgs(), folder, { ...variables, PATH });
  expect(stderr).toContain('terraform is not in PATH.\n→ install Terraform 1.11 or later');
  expect(code).toBe(2);
});
