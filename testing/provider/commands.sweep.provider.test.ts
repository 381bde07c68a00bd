import type { LocalAws } from '../../local-aws/start';
import { backupctl, emptyFolder, type Ended } from '../commands';
import { fixtures } from '../fixtures';
import { startAccount, synthesizeForProvider, type ProviderApp } from './provider-account';
import { TEST_PROVIDER } from './test-provider';

const { name, accountId } = fixtures.dev;

/** Without time zones, AWS Backup uses UTC, and `verify` reports it. */
const OMITS_TIME_ZONES = TEST_PROVIDER.omitted.includes('aws_backup_plan.rule.schedule_expression_timezone');

let aws: LocalAws;
let app: ProviderApp;
let folder: string;

beforeAll(async () => {
  aws = await startAccount(accountId);
  app = await synthesizeForProvider(aws);
  folder = emptyFolder();
});

afterAll(() => aws.stop());

const run = (...args: string[]): Promise<Ended> => backupctl(args, folder, app.variables);

/** Fails with all that a command printed, unless it ended like this. */
function expectEnd({ code, stdout, stderr }: Ended, expected: number): string {
  if (code !== expected) throw new Error(`${code}, not ${expected}: ${stdout}${stderr}`);
  return stdout;
}

const plan = async (bundle: string): Promise<string> =>
  expectEnd(await run('plan', '--environment', name, '--from', app.folder, '--out', bundle), 0);

/** Plans and applies. Returns what the two commands reported. */
async function deploy(bundle: string): Promise<[planned: string, applied: Ended]> {
  const planned = await plan(bundle);
  const [, sha256 = ''] = /^sha256 (\w+)$/m.exec(planned) ?? [];
  const applied = await run('apply', '--bundle', bundle, '--sha256', sha256, '--from', app.folder);
  return [planned, applied];
}

// One after the other, as an account comes into being.

test('E1 bootstrap creates the bucket of the states and moves its state there', async () => {
  const stdout = expectEnd(await run('bootstrap', '--environment', name, '--from', app.folder, '--yes'), 0);
  expect(stdout).toContain(`${name} is bootstrapped`);
  expect(stdout).toContain('and AWS matches it.');
});

test('E a new environment is deployed level by level, with no finding above medium', async () => {
  const [first, applied] = await deploy('one.zip');
  expect(first).toMatch(/^0 critical, 0 high, /);
  expect(first).toMatch(new RegExp(`^${name}-backup +not planned yet`, 'm'));
  expect(expectEnd(applied, 0)).toMatch(new RegExp(`^${name}-iam +applied`, 'm'));
  const [second, rest] = await deploy('two.zip');
  expect(second).toMatch(/^0 critical, 0 high, /);
  expect(second).toMatch(new RegExp(`^${name}-iam +no changes`, 'm'));
  expect(expectEnd(rest, OMITS_TIME_ZONES ? 1 : 0)).toMatch(new RegExp(`^${name}-ssm-backup +applied`, 'm'));
  const verified = OMITS_TIME_ZONES
    ? 'not verified: 1 setting differs from the configuration.'
    : 'verified: nothing differs.';
  expect(rest.stdout).toContain(verified);
});

test('E1 afterwards nothing is left to change, verify finds only what the older provider does not know, and drift finds nothing', async () => {
  const stdout = await plan('three.zip');
  for (const stack of ['iam', 'notifications', 'backup', 'ssm-backup']) {
    expect(stdout).toMatch(new RegExp(`^${name}-${stack} +no changes`, 'm'));
  }
  const verified = expectEnd(await run('verify', '--environment', name), OMITS_TIME_ZONES ? 1 : 0);
  const different = OMITS_TIME_ZONES ? [expect.stringMatching(/time zone +Asia\/Tokyo +Etc\/UTC/)] : [];
  expect(verified.match(/^ *✗.*/gm) ?? []).toEqual(different);
  const drift = await run('drift', '--environment', name, '--from', app.folder);
  expect(expectEnd(drift, 0).match(/^ *✓/gm)).toHaveLength(5);
});
