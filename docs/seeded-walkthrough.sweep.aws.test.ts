import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { backupctlMeanwhile, changedEnvironments, emptyFolder, node } from '../testing/commands';
import { blocksOf, linesOf, runInShell, serveLocalAws as serve, stepsOf, type Served } from '../testing/walkthrough';

const ROOT = path.dirname(__dirname);
const PAGE = 'docs/seeded-walkthrough.md';
const [START = ''] = blocksOf(PAGE, 'text');
const STEPS = stepsOf(PAGE);
/** Of the inventories, and of a restore to an address that is in use. */
const ENDS_WITH_1 = [1, 6, 8];

/** Every process that it has started. */
function processesOf({ npm }: Served): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const all = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    all.flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid, ...below(pid)] : []));
  return [npm.pid ?? 0, ...below(npm.pid ?? 0)];
}

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function ended({ npm }: Served, processes: readonly number[]): Promise<number | null> {
  while (npm.exitCode === null && npm.signalCode === null) await wait(50);
  for (let looks = 0; looks < 1000 && processes.some(isRunning); looks += 1) await wait(50);
  expect(processes.filter(isRunning)).toEqual([]);
  return npm.exitCode;
}

const idsIn = (said: string) =>
  Object.fromEntries([...said.matchAll(/^ {2}(i-[\da-f]{17}) {2}(\w+)/gm)].map(([, id = '', name = '']) => [name, id]));

describe('the walk through', () => {
  let served: Served;

  beforeAll(async () => {
    served = await serve(['--speed', '60']);
  });

  afterAll(() => served.npm.kill());

  test('begins with what the start prints', () => {
    expect(linesOf(served.said)).toEqual(linesOf(START.replace(/^\$.*\n/, '')));
  });

  test.each(STEPS.map(({ command, printed }, index) => [command, printed, index] as const))(
    '%s',
    async (shown, printed, index) => {
      const there = idsIn(served.said);
      const command = Object.entries(idsIn(START)).reduce(
        (text, [name, id]) => text.replaceAll(id, there[name] ?? ''),
        shown,
      );
      const { code, stdout } = await runInShell(`exec 2>&1; ${command}`, ROOT, served.variables);
      expect(linesOf(stdout)).toEqual(linesOf(printed));
      expect(code).toBe(ENDS_WITH_1.includes(index) ? 1 : 0);
    },
  );

  test('refuses a port that is in use, and leaves nothing behind', () => {
    const { port } = new URL(served.variables['AWS_ENDPOINT_URL'] ?? '');
    const { code, stdout, stderr } = node(['bin/local-aws.js', '--port', port], ROOT);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `creating the account of dev\nPort ${port} is in use.\n→ choose another port, or omit --port to use a free one\n`,
    });
  });

  test('ends everything that it started when npm receives a signal', async () => {
    const processes = processesOf(served);
    expect(processes.length).toBeGreaterThan(2);
    served.npm.kill('SIGTERM');
    expect(await ended(served, processes)).toBe(0);
    await expect(fetch(served.variables['AWS_ENDPOINT_URL'] ?? '')).rejects.toThrow('fetch failed');
  });
});

test.each([
  ['no endpoint', {}],
  ['the endpoint of another machine', { AWS_ENDPOINT_URL: 'https://ec2.ap-northeast-1.amazonaws.com' }],
])('runs no Lambda against AWS itself: %s', (_, variables) => {
  const { code, stdout, stderr } = node(['bin/local-aws.js', 'invoke', 'prune-images'], ROOT, {
    AWS_ENDPOINT_URL: '',
    ...variables,
  });
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'AWS_ENDPOINT_URL is not the address of a local AWS.\n→ start one with npm run local-aws, and run the exports it prints\n',
  });
});

test('any environment finds itself as configured, and Ctrl-C ends it', async () => {
  const environments = changedEnvironments({
    'prod.ts': (text) =>
      text
        .replace(/iam: .*/, "iam: { passableInstanceRoles: 'all' },")
        .replace(
          /subscriptions: \[.*\]/,
          "key: 'customer-managed', subscriptions: [{ protocol: 'email', endpoint: 'all@example.com', filter: 'none', deadLetterQueue: true }, { protocol: 'https', endpoint: 'https://alerts.example.com/x' }]",
        )
        .replace(
          "{ name: 'EC2' },",
          "{ name: 'EC2', lock: { mode: 'governance', minRetentionDays: 7, maxRetentionDays: 60 }, accessPolicy: { copiesFromAccounts: ['222222222222'], denyManualDeletion: true } },",
        )
        .replace("name: 'EC2',\n        rules", "name: 'EC2', windowsVss: true,\n        rules")
        .replace('deleteAfterDays: 30,', "deleteAfterDays: 30, recoveryPointTags: { Tier: 'gold' },")
        .replace(/ssmBackup: \{.*\n {2}\},/s, "ssmBackup: 'none',"),
  });
  const variables = { BACKUP_ENVIRONMENTS_DIR: environments };
  const served = await serve(['--environment', 'prod'], variables);
  expect(served.said).toContain(
    'Left out: the https subscription https://alerts.example.com, because the local SNS would really call it.\n',
  );
  const verify = ['verify', '--environment', 'prod', '--json'];
  const { stdout } = await backupctlMeanwhile(verify, emptyFolder(), { ...served.variables, ...variables });
  const { comparisons } = JSON.parse(stdout);
  expect(comparisons.filter(({ state }: any) => state === 'different')).toEqual(
    ['ap-northeast-1', 'ap-northeast-3'].map((region) => ({
      region,
      subject: 'subscription https://alerts.example.com',
      setting: 'subscription',
      expected: 'confirmed',
      found: 'none',
      state: 'different',
    })),
  );
  expect(comparisons.filter(({ state }: any) => state === 'same').length).toBeGreaterThan(60);

  const processes = processesOf(served);
  process.kill(-(served.npm.pid ?? 0), 'SIGINT');
  expect(await ended(served, processes)).toBe(0);
});
