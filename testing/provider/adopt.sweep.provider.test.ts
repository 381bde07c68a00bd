import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { Fault } from '../../local-aws/operation';
import { adoptingEnvironments } from '../adopt/environments';
import { ACCOUNT, fillAccount, makeOthers, REGION } from '../aws/adoptable-account';
import { fillLargeAccount } from '../aws/large-account';
import { type LocalAws, testAws } from '../aws/local-aws';
import { backupctl, emptyFolder, filesOf, startBackupctl } from '../commands';

let aws: LocalAws;
let keyId: string;
const environments = adoptingEnvironments();

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
  keyId = await makeOthers(aws);
});

afterAll(() => aws.stop());

const ARGUMENTS = ['adopt', '--environment', 'company', '--out', '.', '--no-plan', '--regions', REGION];
const variables = () => ({ ...aws.variables, BACKUP_ENVIRONMENTS_DIR: environments, COLUMNS: '200' });
const start = (folder: string) => startBackupctl(ARGUMENTS, folder, variables());
const adopt = (folder: string) => backupctl(ARGUMENTS, folder, variables());

/** Kills the process at this request, before it is answered. */
async function killedAt(folder: string, position: number, signal: NodeJS.Signals): Promise<void> {
  aws.standIn.actions.length = 0;
  const { kill, ended } = start(folder);
  aws.standIn.onRequest(async () => {
    if (aws.standIn.actions.length !== position) return;
    kill(signal);
    await setTimeout(200);
  });
  await ended;
  aws.standIn.onRequest(() => {});
}

describe('X1 a run that is killed', () => {
  let complete: Record<string, string>;
  let printed: string;
  let calls: number;

  beforeAll(async () => {
    aws.standIn.reset();
    await fillAccount(aws, keyId);
    const folder = emptyFolder();
    aws.standIn.actions.length = 0;
    const { code, stdout, stderr } = await start(folder).ended;
    if (code !== 0) throw new Error(`it ends with ${code}: ${stderr}`);
    complete = filesOf(folder);
    printed = stdout;
    calls = aws.standIn.actions.length;
  });

  test.each([0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.99])(
    'after %d of its calls continues with the same result',
    async (part) => {
      for (const signal of ['SIGKILL', 'SIGINT'] as const) {
        const folder = emptyFolder();
        await killedAt(folder, Math.ceil(calls * part), signal);
        expect(Object.keys(filesOf(folder))).toEqual(['company.adopt.jsonl']);
        const { code, stdout, stderr } = await start(folder).ended;
        expect([code, stdout]).toEqual([0, printed]);
        // The first calls complete no part.
        if (part > 0.1) expect(stderr).toContain('continuing with company.adopt.jsonl\n');
        expect(filesOf(folder)).toEqual(complete);
      }
    },
  );

  test('again and again, it ends with the same result', async () => {
    const folder = emptyFolder();
    for (let position = 10; !readdirSync(folder).includes('company.ts') && position < 60; position += 5) {
      await killedAt(folder, position, 'SIGKILL');
    }
    if (!readdirSync(folder).includes('company.ts')) await start(folder).ended;
    expect(filesOf(folder)).toEqual(complete);
  });
});

test('X1 continues without any one of its permissions, and names it', async () => {
  aws.standIn.reset();
  await fillAccount(aws, keyId);
  aws.standIn.actions.length = 0;
  await adopt(emptyFolder());
  const actions = [...new Set(aws.standIn.actions)].filter((action) => action !== 'sts:GetCallerIdentity');
  const problems = [];
  for (const action of actions) {
    const denied = new Fault('AccessDeniedException', 'Access denied.', 403);
    aws.standIn.fail(
      action,
      Array.from({ length: 50 }, () => denied),
    );
    const folder = emptyFolder();
    const { code, stdout, stderr } = await adopt(folder);
    aws.standIn.fail(action, []);
    const isReported = action === 'ec2:DescribeRegions' || stdout.includes(action);
    if (code !== 0 || !isReported || !readdirSync(folder).includes('company.ts')) {
      problems.push({ action, code, stdout, stderr });
    }
  }
  expect(problems).toEqual([]);
  expect(actions.length).toBeGreaterThan(30);
});

test('X1 reads 300 vaults and 300 plans in minutes, although AWS throttles', async () => {
  aws.standIn.reset();
  aws.standIn.state.pageSize = 100;
  await fillLargeAccount(aws, 300);
  aws.standIn.actions.length = 0;
  // AWS takes its time, and refuses some of the requests.
  const throttled = new Fault('ThrottlingException', 'Rate exceeded', 400);
  aws.standIn.onRequest(async (action) => {
    if (aws.standIn.actions.length % 100 === 0) aws.standIn.fail(action, [throttled]);
    await setTimeout(50);
  });
  const begun = Date.now();
  const folder = emptyFolder();
  const { code, stderr } = await start(folder).ended;
  const seconds = (Date.now() - begun) / 1000;
  aws.standIn.onRequest(() => {});
  console.log(`${aws.standIn.actions.length} calls in ${seconds} s`);
  expect(code).toBe(0);
  expect(stderr).toContain(`reading vaults in ${REGION}: 300 of 300\n`);
  expect(stderr).toContain(`reading plans in ${REGION}: 300 of 300\n`);
  expect(seconds).toBeLessThan(300);
  expect(readFileSync(path.join(folder, 'company.ts'), 'utf8').match(/^ {8}name: 'plan-/gm)).toHaveLength(300);
});
