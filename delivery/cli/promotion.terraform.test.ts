import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

import { loadConfiguration } from '#environments';
import type { Environment } from '../../environments/schema';
import { BY_ROLE } from '../../local-aws/moto';
import { Fault } from '../../local-aws/operation';
import { accountOf, type Credentials } from '../../local-aws/seed/account';
import { seedNotifications } from '../../local-aws/seed/notifications';
import { seedPlans } from '../../local-aws/seed/plans';
import { seedVaults } from '../../local-aws/seed/vaults';
import { seedWindow } from '../../local-aws/seed/window';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { run } from '../../testing/terraform/programs';
import { backupctlMeanwhile, emptyFolder, type Ended, filesOf } from '../../testing/commands';

/** Never to be seen anywhere but in plans and states. */
const SECRET = 'correct-horse-battery-staple';

const NAMES = ['dev', 'stg', 'prod'] as const;
type Name = (typeof NAMES)[number];

let aws: LocalAws;
let environments: readonly Environment[];
/** Where the commands run, with what synth would write in `app`. */
let folder: string;
const credentials = new Map<string, Credentials>();

const named = (name: Name): Environment => environments.find((one) => one.name === name) as Environment;

/** Of the account of an environment. */
const variablesOf = (name: Name): Record<string, string> => {
  const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials.get(name) as Credentials;
  return {
    ...aws.variables,
    TF_CLI_CONFIG_FILE: '/dev/null',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
};

/** Runs a command in the account of an environment. */
const ctl = (name: Name, ...args: readonly string[]): Promise<Ended> =>
  backupctlMeanwhile(args, folder, variablesOf(name));

const s3Of = (name: Name) =>
  new S3Client({
    region: named(name).state.region,
    endpoint: aws.standIn.url,
    credentials: credentials.get(name) as Credentials,
  });

const latestOf = (name: Name) => `anyservice/${name}/releases/latest.json`;

async function latest(name: Name): Promise<any> {
  const asked = { Bucket: named(name).state.bucket, Key: latestOf(name) };
  const { Body } = await s3Of(name).send(new GetObjectCommand(asked));
  return JSON.parse((await Body?.transformToString()) ?? '');
}

/** Creates in AWS Backup what each environment configures. */
async function createBackups(): Promise<void> {
  for (const name of NAMES) {
    const account = accountOf(aws.standIn, named(name), credentials.get(name));
    await seedVaults(account);
    await seedPlans(account);
    await seedWindow(account);
  }
}

const stateOf = (name: Name, stack: string) => ({
  ...named(name).state,
  key: `anyservice/${name}/${stack}/terraform.tfstate`,
  encrypt: true,
  use_lockfile: true,
});

const published = (role: string) => ({
  resource: { terraform_data: { role: { input: role } } },
  output: {
    roleArn: { value: '${terraform_data.role.output}' },
    secret: { value: `${SECRET}-${role}`, sensitive: true },
  },
});

/** What dev's second stack hands on: outputs follow what they read, even where Terraform only refreshes. */
const handedOn = () => ({
  data: { terraform_remote_state: { iam: { backend: 's3', config: stateOf('dev', 'iam') } } },
  output: {
    roleArn: { value: '${data.terraform_remote_state.iam.outputs.roleArn}' },
    secret: { value: '${data.terraform_remote_state.iam.outputs.secret}', sensitive: true },
  },
});

/** Three environments as synth would write them, of which Terraform needs no provider. */
function writeApp(role = 'role', more: Readonly<Record<string, object>> = {}): void {
  const stacks: Record<string, object> = {
    'dev-iam': published(role),
    'dev-backup': handedOn(),
    'stg-iam': published(role),
    'prod-iam': published(role),
    ...more,
  };
  const manifest = Object.entries(stacks).map(([stack, json]) => {
    const workingDirectory = `stacks/${stack}`;
    const synthesizedStackPath = `${workingDirectory}/cdk.tf.json`;
    const [name = '', ...rest] = stack.split('-');
    const backend = { s3: stateOf(name as Name, rest.join('-')) };
    mkdirSync(path.join(folder, 'app', workingDirectory), { recursive: true });
    const written = { terraform: { backend, required_version: '>= 1.11.0' }, ...json };
    writeFileSync(path.join(folder, 'app', synthesizedStackPath), JSON.stringify(written));
    const dependencies = stack === 'dev-backup' ? ['dev-iam'] : [];
    return [stack, { name: stack, dependencies, synthesizedStackPath, workingDirectory }] as const;
  });
  writeFileSync(path.join(folder, 'app', 'manifest.json'), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
}

const promote = (name: Name, ...more: readonly string[]) =>
  ctl(name, 'promote', '--to', name, '--from', 'app', ...more);

/** Promotes to an environment, and applies what that hands over. */
async function promoted(name: Name, ...more: readonly string[]): Promise<Ended> {
  const { stdout, stderr } = await promote(name, '--json');
  const { planned } = JSON.parse(stdout);
  if (planned === null) throw new Error(stdout + stderr);
  const { location, sha256 } = planned.bundle;
  return ctl(name, 'apply', '--bundle', location, '--sha256', sha256, '--from', 'app', ...more);
}

async function objectsOf(name: Name): Promise<string[]> {
  const { Contents = [] } = await s3Of(name).send(new ListObjectsV2Command({ Bucket: named(name).state.bucket }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

/** The states and records of dev, which is applied and verified. */
const verifiedInDev = new Map<string, string>();

async function keepDev(): Promise<void> {
  const { bucket: Bucket } = named('dev').state;
  for (const Key of await objectsOf('dev')) {
    const { Body } = await s3Of('dev').send(new GetObjectCommand({ Bucket, Key }));
    verifiedInDev.set(Key, (await Body?.transformToString()) ?? '');
  }
}

/** Brings dev to where it is after both levels of its first rollout. */
async function rolledOut(): Promise<void> {
  const { bucket: Bucket } = named('dev').state;
  for (const [Key, Body] of verifiedInDev) await s3Of('dev').send(new PutObjectCommand({ Bucket, Key, Body }));
  if (verifiedInDev.size > 0) return;
  await promoted('dev');
  await promoted('dev');
  await keepDev();
}

beforeAll(async () => {
  aws = await testAws(BY_ROLE);
  ({ environments } = await loadConfiguration('environments', new Date()));
  const sts = new STSClient({
    region: 'ap-northeast-1',
    endpoint: aws.standIn.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  for (const { name, accountId, state } of environments) {
    const role = { RoleArn: `arn:aws:iam::${accountId}:role/backupctl-apply`, RoleSessionName: 'run-1' };
    const { Credentials: given } = await sts.send(new AssumeRoleCommand(role));
    credentials.set(name, {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    });
    const place = { LocationConstraint: state.region as BucketLocationConstraint };
    await s3Of(name as Name).send(new CreateBucketCommand({ Bucket: state.bucket, CreateBucketConfiguration: place }));
    await seedNotifications(accountOf(aws.standIn, named(name as Name), credentials.get(name)));
  }
});

beforeEach(async () => {
  folder = emptyFolder();
  writeApp();
  aws.standIn.reset();
  await createBackups();
  for (const name of NAMES) {
    const { bucket: Bucket } = named(name).state;
    for (const Key of await objectsOf(name)) await s3Of(name).send(new DeleteObjectCommand({ Bucket, Key }));
  }
});

afterAll(() => aws.stop());

test('E a release goes from environment to environment, each after the one before has it verified', async () => {
  const early = await promote('stg');
  expect(early.code).toBe(1);
  expect(early.stdout).toMatch(
    /^Release \w{12} \(commit none\) may not be promoted to stg:\n\n {2}dev\.releases\.\w{12}\n {4}Release \w{12} has no record in dev, which comes before stg\.\n {4}→ npx backupctl plan --environment dev, and apply the bundle that it writes\n$/,
  );
  expect(early.stderr).toMatch(/\nNothing is planned for stg\n$/);
  expect(existsSync(path.join(folder, 'cdktf.out', 'plans'))).toBe(false);

  aws.standIn.actions.length = 0;
  const first = await promote('dev', '--dry-run');
  expect(first).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/ may be promoted to dev, which is the first/),
  });
  expect(aws.standIn.actions).toEqual(['sts:GetCallerIdentity']);
  expect(existsSync(path.join(folder, 'cdktf.out'))).toBe(false);
  // Level by level: the second stack reads what the first one publishes.
  const one = await promoted('dev', '--json');
  expect([one.code, JSON.parse(one.stdout).missing]).toEqual([0, ['dev-backup']]);
  expect(await promote('stg', '--dry-run')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('The stack dev-backup is not applied.'),
  });
  const two = await promoted('dev', '--json');
  expect([two.code, JSON.parse(two.stdout)]).toEqual([
    0,
    expect.objectContaining({
      applied: true,
      stacks: [
        { stack: 'dev-iam', result: 'unchanged' },
        { stack: 'dev-backup', result: 'applied' },
      ],
      verification: expect.objectContaining({ ok: true, differences: 0 }),
    }),
  ]);
  await keepDev();

  expect(await promote('prod', '--dry-run')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/Release \w{12} has no record in stg, which comes before prod\./),
  });
  const dry = await promote('stg', '--dry-run');
  expect(dry.stdout).toMatch(
    / may be promoted to stg: it is verified in dev, applied \S+ by arn:aws:sts::111111111111:assumed-role\/backupctl-apply\/run-1\.\n$/,
  );
  expect(await promoted('stg')).toMatchObject({ code: 0, stdout: expect.stringContaining('verified') });
  expect(await promoted('prod')).toMatchObject({ code: 0, stdout: expect.stringContaining('verified') });

  const records = await Promise.all(NAMES.map(latest));
  expect(new Set(records.map(({ release }) => release)).size).toBe(1);
  expect(records.map(({ accountId, stacks, verification }) => [accountId, stacks.length, verification.ok])).toEqual([
    ['111111111111', 2, true],
    ['222222222222', 1, true],
    ['333333333333', 1, true],
  ]);
});

test('E a difference in dev keeps its release out of stg, although it is planned already', async () => {
  await rolledOut();
  aws.standIn.state.vaults.length = 0;
  const last = await promoted('dev');
  expect(last).toMatchObject({ code: 1, stdout: expect.stringContaining('not verified: 1 setting differs') });

  const { code, stdout } = await promote('stg', '--json');
  const { allowed, planned, findings, record } = JSON.parse(stdout);
  expect([code, allowed, planned, record.verification]).toEqual([
    1,
    false,
    null,
    expect.objectContaining({ ok: false }),
  ]);
  expect(findings).toEqual([expect.objectContaining({ rule: 'release-not-verified', found: 1 })]);

  // Who plans it all the same is stopped by apply.
  const plan = JSON.parse((await ctl('stg', 'plan', '--environment', 'stg', '--from', 'app', '--json')).stdout);
  const refused = await ctl('stg', 'apply', '--bundle', plan.bundle.location, '--from', 'app');
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('found 1 setting that differs') });
  await expect(latest('stg')).rejects.toThrow('does not exist');
});

describe('E promote refuses', () => {
  test('what no release is promoted to', async () => {
    expect(await ctl('dev', 'promote', '--to', 'organizations')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'organizations is outside the promotion order: it needs no release of another environment.\n→ npx backupctl plan --environment organizations\n',
    });
    expect(await ctl('dev', 'promote', '--to', 'prd')).toMatchObject({
      code: 2,
      stderr: 'The configuration has no environment "prd".\n→ specify one of dev, stg, prod, organizations\n',
    });
  });

  test('credentials of another account', async () => {
    expect(await ctl('dev', 'promote', '--to', 'stg', '--from', 'app')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The credentials belong to account 111111111111, not to the account of stg'),
    });
  });

  test('to guess when it may not read the record before', async () => {
    const bucket = 'anyservice-dev-tfstate-111111111111';
    const denied = new Fault('AccessDenied', 'Access Denied', 403);
    aws.standIn.fail(`s3:GET /${bucket}/${latestOf('dev')}`, [denied]);
    aws.standIn.fail(`s3:GET /${bucket}`, [denied]);
    expect(await promote('stg')).toMatchObject({
      code: 3,
      stdout: '',
      stderr: `The caller is not authorized to perform s3:GetObject on arn:aws:s3:::${bucket}/${latestOf('dev')} (Access Denied).\n→ allow it, and s3:ListBucket on arn:aws:s3:::${bucket}, without which S3 denies access to missing objects\n`,
    });
  });

  test('nothing because S3 throttles for a while', async () => {
    const bucket = 'anyservice-dev-tfstate-111111111111';
    aws.standIn.fail(`s3:GET /${bucket}/${latestOf('dev')}`, [new Fault('SlowDown', 'Reduce your rate.', 503)]);
    expect(await promote('stg')).toMatchObject({ code: 1, stdout: expect.stringContaining('has no record in') });
  });
});

describe('E drift', () => {
  const drift = (...more: readonly string[]) => ctl('dev', 'drift', '--from', 'app', ...more);

  beforeEach(async () => {
    await rolledOut();
    aws.standIn.actions.length = 0;
  });

  test('finds nothing where nothing has drifted, and only reads', async () => {
    const { code, stdout, stderr } = await drift();
    expect([code, stdout.replaceAll(/ +$/gm, '')]).toEqual([
      0,
      expect.stringMatching(
        /^dev, account 111111111111, release \w{12} applied \S+\n\n {3}STACK +STATE\n✓ {2}dev-iam +as applied\n✓ {2}dev-backup +as applied\n$/,
      ),
    ]);
    expect(stderr).toMatch(/\nNot checked, because they are in other accounts: stg, prod, organizations\n$/);
    expect(aws.standIn.actions.filter((action) => /s3:(PUT|DELETE|POST)/.test(action))).toEqual([]);
  });

  test('is reported by the rules of the review, for the stack that has it, and without secrets', async () => {
    // A user applies one stack, but not the other one, which publishes the value again.
    writeApp('another');
    const plan = await ctl('dev', 'plan', '--environment', 'dev', '--stack', 'dev-iam', '--from', 'app', '--json');
    await ctl('dev', 'apply', '--bundle', JSON.parse(plan.stdout).bundle.location, '--from', 'app');

    const { code, stdout, stderr } = await drift('--environment', 'dev', '--json');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/\n1 of 2 stacks have drifted\n$/)]);
    const { environments: reports, elsewhere } = JSON.parse(stdout);
    expect(elsewhere).toEqual([]);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({
      environment: 'dev',
      accountId: '111111111111',
      asApplied: true,
      stacks: [
        { stack: 'dev-iam', state: 'as applied' },
        { stack: 'dev-backup', state: 'drifted' },
      ],
    });
    const listed = reports[0].review.findings.map(({ address, before, after }: any) => [address, before, after]);
    expect(listed).toContainEqual(['output.roleArn', 'role', 'another']);
    const text = await drift('--environment', 'dev');
    expect(text.stdout).toMatch(/^✗ {2}dev-backup +drifted$/m);
    expect(text.stdout).toContain('output.roleArn');
    const all = [
      stdout,
      stderr,
      text.stdout,
      text.stderr,
      JSON.stringify(filesOf(path.join(folder, 'cdktf.out', 'logs'))),
    ];
    expect(all.join('')).not.toContain(SECRET);

    // What is checked out is something else than what was applied: its outputs say nothing about AWS.
    writeApp('a third one');
    const other = await drift('--environment', 'dev');
    expect([other.code, other.stderr]).toEqual([
      0,
      expect.stringContaining('dev has another release than the one checked out: its outputs are not compared.'),
    ]);
  });

  test('of one stack is reported although another one cannot be read, or was never applied', async () => {
    const broken = published('role');
    Object.assign(broken.output.roleArn, { value: '${file("gone")}' });
    // Terraform does not even initialize it.
    const uninitialized = { terraform: { backend: { s3: stateOf('dev', 'first') }, required_version: '>= 99.0.0' } };
    writeApp('role', { 'dev-late': published('late'), 'dev-iam': broken, 'dev-first': uninitialized });
    const { code, stdout, stderr } = await drift('--environment', 'dev');
    expect([code, stderr]).toEqual([3, expect.stringMatching(/\n2 of 4 stacks could not be checked\n$/)]);
    expect(stdout).toMatch(/^✓ {2}dev-backup +as applied$/m);
    expect(stdout).toMatch(/^\? {2}dev-first +unknown$/m);
    expect(stdout).toMatch(/^\? {2}dev-iam +unknown$/m);
    expect(stdout).toMatch(/^- {2}dev-late +not applied$/m);
    expect(stdout).toContain('terraform init of dev-first failed:');
    expect(stdout).toContain('terraform plan of dev-iam failed:');
  });

  test('includes a lost state of what was applied, although its lock is held', async () => {
    const { bucket: Bucket } = named('dev').state;
    const Key = 'anyservice/dev/backup/terraform.tfstate';
    await s3Of('dev').send(new DeleteObjectCommand({ Bucket, Key }));
    const lock = { Bucket, Key: 'anyservice/dev/iam/terraform.tfstate.tflock', Body: '{"ID":"1"}' };
    await s3Of('dev').send(new PutObjectCommand(lock));
    const { code, stdout, stderr } = await drift('--environment', 'dev');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/\n1 of 2 stacks have drifted\n$/)]);
    expect(stdout).toMatch(/^✓ {2}dev-iam +as applied$/m);
    expect(stdout).toMatch(/^✗ {2}dev-backup +state gone$/m);
    expect(stdout).toMatch(
      new RegExp(
        `^dev-backup was applied \\(record of \\S+Z\\), but s3://${Bucket}/${Key} no longer exists\\.\\n→ restore an older version of the state`,
        'm',
      ),
    );
  });

  test('of the bucket and the roles is looked for too, which no release changes', async () => {
    const made = published('bootstrap');
    writeApp('role', { 'dev-state-bootstrap': made });
    const initialized = path.join(folder, 'app', 'stacks', 'dev-state-bootstrap');
    for (const args of [['init'], ['apply', '-auto-approve']])
      await run('terraform', args, initialized, variablesOf('dev'));
    // A release that was not bootstrapped again: its outputs belong to another configuration than what exists.
    writeApp('role', { 'dev-state-bootstrap': { ...made, output: { roleArn: { value: 'another' } } } });
    await promoted('dev');
    const { code, stdout, stderr } = await drift();
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('another release')]);
    expect(stdout).toMatch(/^✓ {2}dev-state-bootstrap +as applied$/m);
  });

  test('is not looked for in a bucket whose record is no record', async () => {
    const { bucket: Bucket } = named('dev').state;
    await s3Of('dev').send(new PutObjectCommand({ Bucket, Key: latestOf('dev'), Body: 'x' }));
    expect(await drift('--environment', 'dev')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(
        `s3://${Bucket}/${latestOf('dev')} is not JSON: it is not a record of a release.`,
      ),
    });
  });
});
