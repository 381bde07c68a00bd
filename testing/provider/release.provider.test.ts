import { backupctl, emptyFolder, type Ended } from '../commands';
import { fixtures } from '../fixtures';
import { knownToOlderProvider, startAccounts, type Accounts } from './accounts';
import { approvedIn, deployCommand } from './deploy-workflow';

const ALL = process.env['PROVIDER'] === 'all';
const { dev, stg, prod } = fixtures;
/** In promotion order. In `npm test` only prod, which contains every kind of resource that the others contain. */
const ENVIRONMENTS = ALL ? [dev, stg, prod] : [prod];

type Environment = (typeof ENVIRONMENTS)[number];
type Change = (text: string) => string;

const onlyProd: Change = (text) => text.replaceAll(/ +(?:dev|stg): .*\n/g, '');
const CHANGES: Readonly<Record<string, Change>> = {
  'dev.ts': knownToOlderProvider,
  'stg.ts': knownToOlderProvider,
  'prod.ts': knownToOlderProvider,
  ...(ALL ? {} : { 'index.ts': onlyProd }),
};

let accounts: Accounts;
let folder: string;

beforeAll(async () => {
  accounts = await startAccounts(ENVIRONMENTS, CHANGES);
  folder = emptyFolder();
});

afterAll(() => accounts.aws.stop());

/** Runs a command in the account of an environment, on the app for the provider. */
const run = (environment: Environment, ...args: readonly string[]): Promise<Ended> =>
  backupctl([...args, '--from', accounts.app.folder], folder, accounts.variablesOf(environment));

/** Fails with all that a command printed, unless it succeeded. */
async function succeed(environment: Environment, ...args: readonly string[]): Promise<Ended> {
  const ended = await run(environment, ...args);
  if (ended.code !== 0) throw new Error(`${args.join(' ')}: ${ended.code}\n${ended.stdout}${ended.stderr}`);
  return ended;
}

const bundleOf = ({ name, service, state }: Environment): string =>
  `s3://${state.bucket}/${service}/${name}/bundles/run.zip`;

const promote = (environment: Environment): Promise<Ended> =>
  run(environment, ...deployCommand('plan', { ENVIRONMENT: environment.name, BUNDLE: bundleOf(environment) }));

/** The jobs Plan and Apply of a run of deploy.yml. Returns what they printed. */
async function deploy(environment: Environment): Promise<[planned: string, applied: string]> {
  const planned = await promote(environment);
  const approved = approvedIn(planned);
  expect({ ...planned, ...approved }).toMatchObject({ code: 0, BUNDLE: bundleOf(environment) });
  const { stdout } = await succeed(environment, ...deployCommand('apply', { ...approved }));
  return [planned.stdout, stdout];
}

const stacksOf = ({ name }: Environment): string[] =>
  ['iam', 'notifications', 'backup', 'ssm-backup']
    .map((stack) => `${name}-${stack}`)
    .filter((stack) => accounts.app.stacks.has(stack));

/** The stacks with this result in a table. */
const stacksWith = (text: string, result: string): string[] =>
  [...text.matchAll(new RegExp(`^(\\S+) +${result}$`, 'gm'))].map(([, stack = '']) => stack);

// One after the other, as a release goes through the environments.
describe.each(ENVIRONMENTS)('$name', (environment) => {
  const { name, accountId, state } = environment;

  test('E1 the bucket of the states is bootstrapped, and the second plan from it is empty', async () => {
    const { stdout, stderr } = await succeed(environment, 'bootstrap', '--environment', name, '--yes');
    expect(stdout).toContain(`${name} is bootstrapped: its state is in s3://${state.bucket}/`);
    expect(stdout).toContain('and AWS matches it.');
    expect(stderr).toMatch(/terraform apply [^]* init [^]*-migrate-state [^]* plan [^]*-detailed-exitcode\n$/);
  });

  test('E deploy.yml deploys level by level, and is refused where the previous environment is not complete', async () => {
    const [iam = '', notifications = '', ...readers] = stacksOf(environment);
    const [planned, applied] = await deploy(environment);
    expect(planned).toMatch(/^0 critical, 0 high, /m);
    expect(stacksWith(applied, 'applied')).toEqual([iam, notifications]);
    expect(stacksWith(applied, 'not in this bundle')).toEqual(readers);
    await expect(accounts.latestRecord(environment)).resolves.not.toHaveProperty('verification');
    const next = ENVIRONMENTS[ENVIRONMENTS.indexOf(environment) + 1];
    if (next) expect((await promote(next)).stdout).toContain(`The stack ${readers[0]} is not applied.`);

    const [, rest] = await deploy(environment);
    expect(stacksWith(rest, 'unchanged')).toEqual([iam, notifications]);
    expect(stacksWith(rest, 'applied')).toEqual(readers);
    expect(rest).toContain(`is applied to ${name} and verified: nothing differs.`);
  });

  test('E the record is complete, verify finds nothing, and the second plan is empty', async () => {
    const [iam = '', notifications = '', ...readers] = stacksOf(environment);
    const { release } = await accounts.latestRecord(ENVIRONMENTS[0] as Environment);
    await expect(accounts.latestRecord(environment)).resolves.toMatchObject({
      release,
      environment: name,
      accountId,
      stacks: [
        ...[iam, notifications].map((stack) => ({ stack, result: 'unchanged' })),
        ...readers.map((stack) => ({ stack, result: 'applied' })),
      ],
      verification: { ok: true, differences: 0 },
      by: `arn:aws:sts::${accountId}:assumed-role/admin/run-1`,
    });
    expect((await accounts.keys(environment)).filter((key) => key.endsWith('.tflock'))).toEqual([]);
    const variables = accounts.variablesOf(environment);
    await expect(backupctl(['verify', '--environment', name], folder, variables)).resolves.toMatchObject({ code: 0 });
    // The second run has planned iam and notifications again, without changes.
    const stacks = readers.flatMap((stack) => ['--stack', stack]);
    const { stdout } = await succeed(environment, 'plan', '--environment', name, ...stacks);
    expect(stacksWith(stdout, 'no changes')).toEqual(readers);
  });
});
