import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

import { backupctlMeanwhile, emptyFolder, type Ended, startBackupctl, until } from '../commands';
import { testAws, type LocalAws } from '../aws/local-aws';
import { run } from './programs';
import { DEV_STATES, type TwoStacks, writeTwoStacks } from './two-stacks';

const { bucket: Bucket, region } = DEV_STATES;

/** What these tests share: beforeAll and beforeEach set it. */
export let aws: LocalAws;
let s3: S3Client;
export let variables: Record<string, string>;
/** Where the commands run, with what synth wrote in `app`. */
export let folder: string;

export const app = (of: TwoStacks = {}): void => writeTwoStacks(path.join(folder, 'app'), of);

export const ctl = (...args: readonly string[]): Promise<Ended> => backupctlMeanwhile(args, folder, variables);
/** What remains of the folders with plans. */
export const leftovers = () => readdirSync(variables['TMPDIR'] ?? '');
export const planArgs = (...more: readonly string[]) => [
  'plan',
  '--environment',
  'dev',
  '--from',
  'app',
  '--json',
  ...more,
];
export const applyArgs = (bundle: string, ...more: readonly string[]) => [
  'apply',
  '--bundle',
  bundle,
  '--from',
  'app',
  ...more,
];

/** Plans, and gives the path of the bundle. */
export async function planned(...more: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await ctl(...planArgs(...more));
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout).bundle.location;
}

/** The states after both levels of the first roll-out. */
const afterRollOut = new Map<string, string>();

export async function keepStates(): Promise<void> {
  for (const key of (await keys()).filter((one) => one.endsWith('.tfstate')))
    afterRollOut.set(key, JSON.stringify(await json(key)));
}

/** Puts both states there, so that nothing waits any more. */
export async function rolledOut(): Promise<void> {
  app();
  if (afterRollOut.size === 0) {
    for (const level of ['one.zip', 'two.zip']) await ctl(...applyArgs(await planned('--out', level)));
    await keepStates();
    folder = emptyFolder();
    app();
  }
  for (const [Key, Body] of afterRollOut) await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
}

export async function keys(): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

export const locks = async () => (await keys()).filter((key) => key.endsWith('.tflock'));

/** A file that blocks each apply of backup until it is removed, the stack with it, or the folder of the tests. */
export function closedGate(): string {
  const gate = path.join(emptyFolder(), 'gate');
  writeFileSync(gate, '');
  return gate;
}

export async function json(Key: string): Promise<any> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
}

type Started = ReturnType<typeof startBackupctl>;

/** Starts a command, and does something once it prints a line on stderr. */
export async function when(args: readonly string[], line: string, act: (started: Started) => unknown): Promise<Ended> {
  const started = startBackupctl(args, folder, variables);
  let printed = '';
  started.onStderr((text) => (printed += text));
  await until(() => printed.includes(line), started.ended);
  await act(started);
  return started.ended;
}

/** Starts to apply backup, and does something while its state is locked. */
export const whenLocked = (args: readonly string[], act: (started: Started) => unknown): Promise<Ended> =>
  when(args, 'dev-backup: applying', async (started) => {
    await until(async () => (await locks()).length > 0, started.ended);
    await act(started);
  });

/** Kills a command, and the Terraform that it has started, as a machine that fails would. */
export function killAll({ pid }: Started): void {
  // Stopped it starts nothing any more; it may not have started anything yet.
  spawnSync('kill', ['-STOP', String(pid)]);
  const children = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean);
  spawnSync('kill', ['-9', String(pid), ...children]);
}

/** Plans, after what a user does to remove the lock of a process that no longer exists. */
export async function plannedAgain(): Promise<{ readonly bundle: string; readonly refusal: string }> {
  const { code, stdout, stderr } = await ctl(...planArgs());
  if (code === 0) return { bundle: JSON.parse(stdout).bundle.location, refusal: '' };
  const commands = [...stderr.matchAll(/^ {4}(terraform -chdir=\S+ .*)$/gm)].map(([, command = '']) => command);
  const script = commands.join('\n').replace('force-unlock', 'force-unlock -force');
  const { said } = await run('bash', ['-e', '-c', script], folder, variables);
  expect(said).toContain('Terraform state has been successfully unlocked!');
  return { bundle: await planned(), refusal: stderr };
}

/**
 * Kills the apply of backup, which waits at a gate, and its Terraform: planning and applying again completes.
 * @param gate of {@link closedGate}
 */
export async function continuesAfterKill(gate: string): Promise<void> {
  const killed = await whenLocked(applyArgs(await planned()), killAll);
  expect(killed.code).toBeNull();
  const { bundle, refusal } = await plannedAgain();
  expect(refusal).toMatch(/dev-backup is locked by \S+ \(apply\) for \d+ \w+, since /);
  rmSync(gate);

  const last = await ctl(...applyArgs(bundle));
  expect(last.stdout).toMatch(/dev-iam +unchanged\ndev-backup +applied\n/);
  expect(await locks()).toEqual([]);
}

/** Gives the tests of a file a local AWS with the bucket of the states, empty before each test. */
export function inLocalAws(): void {
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
}
