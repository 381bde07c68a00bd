import { mkdirSync, readdirSync, symlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder, type Ended } from '../commands';
import { fixtures } from '../fixtures';
import { run, type Variables } from '../terraform/programs';
import { knownToOlderProvider, startAccounts, type Accounts } from './accounts';
import { approvedIn, deployCommand } from './deploy-workflow';
import { follow, isGraceful, killed, KILLS, stateCalls, WRITES, type Killed, type KillPoint } from './kill';
import { person } from './person';

const { dev } = fixtures;
const STACKS = ['iam', 'notifications', 'backup', 'ssm-backup'];
/** Which write of a stack the kill meets. */
const WRITE = { SIGINT: 1, SIGTERM: 3, SIGKILL: 2, 'machine failure': 3 };

const KINDS = ['before', 'during', 'after'] as const;

/** In a stack: once its state is locked, in the middle, and once its state is written. */
const pointOf = (kind: (typeof KINDS)[number], stack: string, count: number): KillPoint =>
  ({
    before: { action: stateCalls(stack).locked },
    during: { action: WRITES, count },
    after: { action: stateCalls(stack).written },
  })[kind];

const ALL_POINTS = STACKS.flatMap((stack) => KINDS.map((kind) => [kind, stack] as const));
/** When only the command is killed, Terraform completes its stack. */
const POINTS = {
  SIGINT: ALL_POINTS,
  SIGTERM: ALL_POINTS,
  SIGKILL: [
    ['before', 'iam'],
    ['during', 'notifications'],
    ['after', 'backup'],
    ['during', 'ssm-backup'],
  ] as const,
  'machine failure': ALL_POINTS,
};

describe.each(KILLS)('%s', (kill) => {
  let accounts: Accounts;
  let folder: string;
  let variables: Variables;

  beforeAll(async () => {
    accounts = await startAccounts([dev], { 'dev.ts': knownToOlderProvider });
    await accounts.createBucket(dev);
    folder = emptyFolder();
    // Where `verify` finds the stacks.
    mkdirSync(path.join(folder, 'cdktf.out'));
    symlinkSync(path.join(accounts.app.folder, 'stacks'), path.join(folder, 'cdktf.out', 'stacks'));
    variables = { ...accounts.variablesOf(dev), TMPDIR: emptyFolder() };
  });

  afterAll(() => accounts.aws.stop());

  const command = (...args: readonly string[]) => [...args, '--from', accounts.app.folder];
  const ctl = (...args: readonly string[]): Promise<Ended> => backupctl(command(...args), folder, variables);
  const killedAt = (point: KillPoint, ...args: readonly string[]): Promise<Killed> =>
    killed(accounts.aws.standIn, point, kill, { args: command(...args), folder, variables });
  const locks = async (): Promise<string[]> => (await accounts.keys(dev)).filter((key) => key.endsWith('.tflock'));
  /** Temporary folders that remain, except the sockets of a provider that was killed. */
  const leftovers = (): string[] => readdirSync(variables['TMPDIR'] ?? '').filter((name) => !/^plugin\d+$/.test(name));
  /** Lets the next run find temporary folders of killed runs as if that was a while ago. */
  const ageLeftovers = (): void => {
    const old = new Date(Date.now() - 7_200_000);
    for (const name of leftovers()) utimesSync(path.join(variables['TMPDIR'] ?? '', name), old, old);
  };
  const doneIn = ({ stacks }: any): string[] =>
    stacks.filter(({ result }: any) => result === 'applied' || result === 'unchanged').map(({ stack }: any) => stack);
  const record = (): Promise<any> => accounts.latestRecord(dev).catch(() => ({ stacks: [] }));

  /** Only the ID of a plan is in no message. */
  const recover = (ended: Ended): Promise<void> =>
    follow(ended, folder, variables, accounts.aws.standIn.state.plans[0]?.id);

  /** Deletes the maintenance windows that Terraform does not know, as `verify` says. */
  async function deleteUnknownWindows(): Promise<void> {
    const { stdout } = await backupctl(['verify', '--environment', 'dev'], folder, variables);
    const lists = [...stdout.matchAll(/^ {4}(terraform -chdir=\S+) state list -id=(\S+)$/gm)];
    const { ssm } = person(accounts.aws.standIn.url, dev.region, accounts.credentialsOf(dev));
    const unknown: string[] = [];
    for (const [line, terraform, WindowId = ''] of lists) {
      const { said } = await run(
        'bash',
        ['-e', '-c', `${terraform} init -input=false >/dev/null; ${line}`],
        folder,
        variables,
      );
      if (said === '') unknown.push(WindowId);
    }
    // Terraform knows the other one.
    expect([stdout, lists.length - unknown.length]).toEqual([expect.any(String), 1]);
    for (const WindowId of unknown) await ssm.deleteMaintenanceWindow({ WindowId });
  }

  /** Plans, after what the message about a lock says. */
  async function plan(): Promise<Ended> {
    const args = deployCommand('plan', {
      ENVIRONMENT: 'dev',
      BUNDLE: `s3://${dev.state.bucket}/anyservice/dev/bundles/run.zip`,
    });
    const planned = await ctl(...args);
    if (!planned.stderr.includes(' is locked by ')) return planned;
    expect(planned).toMatchObject({ code: 3, stderr: expect.stringMatching(/ is locked by \S+@\S+ \(\w+\) for /) });
    await recover(planned);
    return ctl(...args);
  }

  const apply = (planned: Ended): string[] => {
    expect(planned).toMatchObject({ code: 0 });
    return deployCommand('apply', { ...approvedIn(planned) });
  };
  const withoutChanges = ({ stdout }: Ended): string[] =>
    [...stdout.matchAll(/^(\S+) +no changes$/gm)].map(([, stack = '']) => stack);

  test.each(POINTS[kill])('E apply continues after a kill %s %s', async (kind, stack) => {
    const point = pointOf(kind, stack, WRITE[kill]);
    const earlier = doneIn(await record());
    const first = await plan();
    // After a signal, Terraform completes what it has started: that may be the whole stack.
    if (kind === 'after' && isGraceful(kill) && withoutChanges(first).includes(`dev-${stack}`)) return;
    let ended = await killedAt(point, ...apply(first));
    const isComplete = (): boolean => kind === 'after' && ended.code === 0;
    while (!ended.killed && !isComplete()) {
      await recover(ended);
      ended = await killedAt(point, ...apply(await plan()));
    }
    if (isComplete()) return;
    expect(ended).toMatchObject({ killed: true, code: isGraceful(kill) ? 130 : null });
    if (kill !== 'machine failure') expect(await locks()).toEqual([]);
    if (ended.code !== null) expect(leftovers()).toEqual([]);
    ageLeftovers();
    const recorded = await record();
    const done = doneIn(recorded);
    const next = withoutChanges(await plan());
    expect(next).toEqual(expect.arrayContaining(done));
    // Terraform may fail although AWS has received its last request. The next run then records the stack as unchanged.
    const failed: string[] = recorded.stacks.flatMap((one: any) => (one.result === 'failed' ? one.stack : []));
    const complete = next.filter((name) => !failed.includes(name));
    expect(done).toEqual(ended.code === null ? expect.arrayContaining(earlier) : complete);
  });

  test('E in the end, the release is complete and verified, and nothing remains of the kills', async () => {
    let ended = await ctl(...apply(await plan()));
    while (!ended.stdout.includes('is applied to dev and verified: nothing differs.')) {
      if (ended.code === 0) expect(ended.stdout).toContain('is partly applied to dev.');
      else if (ended.stdout.includes('not verified')) await deleteUnknownWindows();
      else await recover(ended);
      ended = await ctl(...apply(await plan()));
    }
    expect(doneIn(await record())).toEqual(STACKS.map((stack) => `dev-${stack}`));
    expect(withoutChanges(await plan())).toEqual(STACKS.map((stack) => `dev-${stack}`));
    expect([await locks(), leftovers()]).toEqual([[], []]);
  });
});
