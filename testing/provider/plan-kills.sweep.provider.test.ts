import { readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';

import { loadConfiguration } from '#environments';
import { accountOf } from '../../local-aws/seed/account';
import { seedNotifications } from '../../local-aws/seed/notifications';
import { seedPlans } from '../../local-aws/seed/plans';
import { seedVaults } from '../../local-aws/seed/vaults';
import { seedWindow } from '../../local-aws/seed/window';
import { backupctl, emptyFolder, type Ended } from '../commands';
import { fixtures } from '../fixtures';
import type { Variables } from '../terraform/programs';
import { writeStacks } from '../terraform/two-stacks';
import { startAccounts, type Accounts } from './accounts';
import { follow, isGraceful, killed, KILLS, stateCalls, type KillPoint } from './kill';

// Terraform needs no provider for these stacks: a plan calls AWS only for states, locks and bundles.

const { dev, stg } = fixtures;
type Environment = typeof dev;

const bundleOf = ({ name, service, state }: Environment): string =>
  `s3://${state.bucket}/${service}/${name}/bundles/run.zip`;

/** Where a command is killed, and its exit code after a signal. */
interface Point extends KillPoint {
  readonly code: number | null;
}

const STOPPED = 130;
const LOCKED: Point = { action: stateCalls('iam').locked, code: STOPPED };
const UNLOCKED: Point = { action: stateCalls('iam').unlocked, code: STOPPED };
// The plan is complete.
const UPLOADED: Point = { action: /^s3:PUT .*\/bundles\/run\.zip$/, code: 0 };
// Nothing has to be cleaned up yet.
const READ: Point = { action: /^s3:GET .*\/dev\/releases\/latest\.json$/, code: null };

const POINTS: Readonly<Record<string, Point>> = {
  'while the first state is locked': LOCKED,
  'when the first state is unlocked': UNLOCKED,
  'when the bundle is uploaded': UPLOADED,
};

/** Synthesized stacks of both environments. */
function writeApp(folder: string): void {
  const stacks = [dev, stg].flatMap(({ name, state }) =>
    ['iam', 'backup'].map((stack) => {
      const key = `anyservice/${name}/${stack}/terraform.tfstate`;
      const backend = { s3: { ...state, key, encrypt: true, use_lockfile: true } };
      const resource = { terraform_data: { role: { input: `${name}-${stack}` } } };
      return [`${name}-${stack}`, { terraform: { backend, required_version: '>= 1.11.0' }, resource }] as const;
    }),
  );
  writeStacks(folder, Object.fromEntries(stacks));
}

describe.each(KILLS)('%s', (kill) => {
  let accounts: Accounts;
  let folder: string;
  let temporary: string;

  beforeAll(async () => {
    accounts = await startAccounts([dev, stg], {});
    folder = emptyFolder();
    temporary = emptyFolder();
    writeApp(path.join(folder, 'app'));
    const { environments } = await loadConfiguration('environments', new Date());
    for (const environment of [dev, stg]) {
      await accounts.createBucket(environment);
      const configured = environments.find(({ name }) => name === environment.name);
      if (!configured) throw new Error(`no ${environment.name}`);
      const account = accountOf(accounts.aws.standIn, configured, accounts.credentialsOf(environment));
      await seedNotifications(account);
      await seedVaults(account);
      await seedPlans(account);
      await seedWindow(account);
    }
  });

  afterAll(() => accounts.aws.stop());

  const variablesOf = (environment: Environment): Variables => ({
    ...accounts.variablesOf(environment),
    TMPDIR: temporary,
  });
  const ctl = (environment: Environment, ...args: readonly string[]): Promise<Ended> =>
    backupctl([...args, '--from', 'app'], folder, variablesOf(environment));
  const keys = async (environment: Environment, suffix: string): Promise<string[]> =>
    (await accounts.keys(environment)).filter((key) => key.endsWith(suffix));
  const leftovers = (): string[] => readdirSync(temporary);
  /** Lets the next run find temporary folders of killed runs as if that was a while ago. */
  const ageLeftovers = (): void => {
    const old = new Date(Date.now() - 7_200_000);
    for (const name of leftovers()) utimesSync(path.join(temporary, name), old, old);
  };

  /** Kills a command that plans, and expects that the next one continues. Returns what that one printed. */
  async function continues(environment: Environment, point: Point, ...args: readonly string[]): Promise<Ended> {
    const records = await keys(environment, '.json');
    const command = { args: [...args, '--from', 'app'], folder, variables: variablesOf(environment) };
    const ended = await killed(accounts.aws.standIn, point, kill, command);
    expect(ended).toMatchObject({ killed: true, code: isGraceful(kill) ? point.code : null });
    if (kill !== 'machine failure') expect(await keys(environment, '.tflock')).toEqual([]);
    if (isGraceful(kill)) expect(leftovers()).toEqual([]);
    expect(await keys(environment, '.json')).toEqual(records);
    ageLeftovers();
    let next = await ctl(environment, ...args);
    while (next.stderr.includes(' is locked by ')) {
      await follow(next, folder, variablesOf(environment));
      next = await ctl(environment, ...args);
    }
    expect([next.code, next.stderr]).toEqual([0, expect.any(String)]);
    expect([await keys(environment, '.tflock'), leftovers()]).toEqual([[], []]);
    return next;
  }

  const bundleIn = ({ stdout }: Ended): string[] => {
    const { bundle } = JSON.parse(stdout);
    return ['--bundle', bundle.location, '--sha256', bundle.sha256];
  };

  test.each(Object.keys(POINTS))('E plan continues after a kill %s', async (name) => {
    const plan = ['plan', '--environment', 'dev', '--out', bundleOf(dev), '--json'];
    const next = await continues(dev, POINTS[name] as Point, ...plan);
    expect(JSON.parse(next.stdout)).toMatchObject({ bundle: { location: bundleOf(dev) }, waiting: [] });
  });

  test('E a plan into a file leaves no other file', async () => {
    const plans = path.join(folder, 'cdktf.out', 'plans');
    const next = await continues(dev, UNLOCKED, 'plan', '--environment', 'dev', '--json');
    expect(readdirSync(plans).map((file) => path.join('cdktf.out', 'plans', file))).toEqual([
      JSON.parse(next.stdout).bundle.location,
    ]);
  });

  test('E the bundle of the next plan is applied', async () => {
    const planned = await ctl(dev, 'plan', '--environment', 'dev', '--out', bundleOf(dev), '--json');
    const applied = await ctl(dev, 'apply', ...bundleIn(planned));
    expect(applied.stdout).toContain('is applied to dev and verified: nothing differs.');
  });

  test.each([['when it reads the record of dev', READ] as const, ...Object.entries(POINTS)])(
    'E promote continues after a kill %s',
    async (_, point) => {
      const args = ['promote', '--to', 'stg', '--out', bundleOf(stg), '--json'];
      const next = await continues(stg, point, ...args);
      expect(JSON.parse(next.stdout)).toMatchObject({
        allowed: true,
        planned: { bundle: { location: bundleOf(stg) } },
      });
    },
  );
});
