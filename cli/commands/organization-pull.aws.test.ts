import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  CloseAccountCommand,
  CreateAccountCommand,
  MoveAccountCommand,
  OrganizationsClient,
  UpdateOrganizationalUnitCommand,
} from '@aws-sdk/client-organizations';

import { Fault } from '../../local-aws/operation';
import { type LocalAws, testAws } from '../../testing/aws/local-aws';
import { makeOrganization, type MadeOrganization } from '../../testing/aws/organization';
import { backupctlMeanwhile, changedEnvironments, emptyFolder, type Ended } from '../../testing/commands';

const MANAGEMENT = '999999999999';

let aws: LocalAws;
let made: MadeOrganization;
let client: OrganizationsClient;
/** IDs by name. */
const units: Record<string, string> = {};
const members: Record<string, string> = {};

beforeAll(async () => {
  aws = await testAws(MANAGEMENT);
  made = await makeOrganization(aws.standIn.url);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new OrganizationsClient({ region: 'us-east-1', endpoint: aws.standIn.url, credentials });
  units['Workloads'] = await made.makeUnit('Workloads', made.rootId);
  units['Production'] = await made.makeUnit('Production', units['Workloads']);
  units['Sandbox'] = await made.makeUnit('Sandbox', made.rootId);
  for (const [name, unit] of [
    ['solo', 'Production'],
    ['web', 'Production'],
    ['play', 'Sandbox'],
  ] as const)
    members[name] = await account(name, unit);
});

beforeEach(() => aws.standIn.reset());

afterAll(() => aws.stop());

async function account(name: string, unit: string): Promise<string> {
  const { CreateAccountStatus } = await client.send(
    new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
  );
  const AccountId = CreateAccountStatus?.AccountId ?? '';
  await move(AccountId, made.rootId, units[unit] ?? '');
  return AccountId;
}

async function move(AccountId: string, SourceParentId: string, DestinationParentId: string): Promise<void> {
  await client.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
}

/** One environment, in the account solo; `organization.ts` imports the tree. */
function environments(): string {
  const folder = changedEnvironments({
    'index.ts': () => "export const environments = { solo: () => import('./solo') };\n",
    'organization.ts': (text) =>
      text
        .replaceAll(/^import (?:dev|prod|stg) .*\n/gm, '')
        .replace(/ {2}root: \{[\s\S]*?\n {2}\},\n/, '  root,\n')
        .replace("'o-exampleorg1'", `'${made.id}'`)
        .replace('export default', "import root from './organization-tree.json';\n\nexport default"),
  });
  const prod = readFileSync(path.join(folder, 'prod.ts'), 'utf8');
  const solo = prod.replaceAll("'prod'", "'solo'").replaceAll('333333333333', members['solo'] ?? '');
  writeFileSync(path.join(folder, 'solo.ts'), solo);
  return folder;
}

const pull = (folder: string, args: readonly string[] = [], attempts = '4'): Promise<Ended> =>
  backupctlMeanwhile(['organization', 'pull', ...args], emptyFolder(), {
    ...aws.variables,
    BACKUP_ENVIRONMENTS_DIR: folder,
    AWS_MAX_ATTEMPTS: attempts,
  });

const fileIn = (folder: string): string => path.join(folder, 'organization-tree.json');
const textIn = (folder: string): string => readFileSync(fileIn(folder), 'utf8');
const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
const listed = (...names: string[]) => names.map((name) => ({ id: members[name] ?? '', name })).toSorted(byId);

/** What the tree has after the accounts of `beforeAll` were created. */
const treeOf = () => ({
  id: made.rootId,
  ous: [
    {
      id: units['Workloads'] ?? '',
      name: 'Workloads',
      ous: [{ id: units['Production'], name: 'Production', ous: [], accounts: listed('solo', 'web') }],
      accounts: [],
    },
    { id: units['Sandbox'] ?? '', name: 'Sandbox', ous: [], accounts: listed('play') },
  ].toSorted(byId),
  accounts: [{ id: MANAGEMENT, name: 'master' }],
});

let folder: string;

test('M7 writes the tree that organization.ts imports, although there is none yet', async () => {
  folder = environments();
  const ended = await pull(folder);
  expect(ended).toMatchObject({ code: 0, stdout: '4 accounts in 3 OUs: the first pull\n' });
  expect(ended.stderr).toContain(`
Wrote ${fileIn(folder)}

With this tree, what the accounts get is unknown:
${folder}/organization.ts could not be read before this file was there.
→ run npx backupctl synth
`);
  expect(JSON.parse(textIn(folder))).toEqual(treeOf());
  expect(readdirSync(folder).filter((file) => file.includes('tree'))).toEqual(['organization-tree.json']);
});

test('X6 a first pull takes the tree of the shipped sample for none', async () => {
  const sample = changedEnvironments({});
  expect(await pull(sample)).toMatchObject({ code: 0, stdout: '4 accounts in 3 OUs: the first pull\n' });
  expect(JSON.parse(textIn(sample))).toEqual(treeOf());
});

test('M7 the same tree gives the same bytes, and no changes', async () => {
  const before = textIn(folder);
  expect(await pull(folder)).toEqual({
    code: 0,
    stdout: '4 accounts in 3 OUs: no changes since the last pull\n',
    stderr: `reading the root
reading accounts: 1 in 0 OUs
reading accounts: 1 in 2 OUs
reading accounts: 3 in 3 OUs
reading accounts: 4 in 3 OUs

Wrote ${fileIn(folder)}
`,
  });
  expect(textIn(folder)).toBe(before);
});

test('M7 shows what changed, and what the accounts get that are new or moved', async () => {
  members['fresh'] = await account('fresh', 'Production');
  await move(members['web'] ?? '', units['Production'] ?? '', units['Workloads'] ?? '');
  await client.send(new CloseAccountCommand({ AccountId: members['play'] }));
  await client.send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: units['Sandbox'], Name: 'Play' }));
  const { code, stdout } = await pull(folder);
  expect(code).toBe(0);
  const [changes = '', effects = ''] = stdout.split('Accounts that are new or moved get');
  const rows = changes.split('\n').map((line) => line.trim().split(/ {2,}/));
  expect(rows[0]).toEqual(['5 accounts in 3 OUs, 1 of them not active: 4 changes since the last pull']);
  expect(rows.filter(([, , names]) => names !== undefined)).toEqual(
    expect.arrayContaining([
      ['CHANGE', 'WHERE', 'NAMES'],
      ['renamed OU', 'Sandbox → Play', 'Play'],
      ['other state account', 'active → suspended', 'play'],
      ['moved account', 'Workloads/Production → Workloads', 'web'],
      ['new account', 'Workloads/Production', 'fresh'],
    ]),
  );
  // One keeps 7 days, and production 35.
  expect(effects).toMatch(/ 1 {2}test-bk-plan {2}test-bk-rule .* 7 days /);
  expect(effects).toMatch(/ 2 {2}test-bk-plan {2}test-bk-rule .* 35 days /);
  expect(effects.split('  RULE  OU ')[1]).toBe(`                   ACCOUNTS
  1     Workloads             web
  2     Workloads/Production  fresh
`);
});

test('M7 reports the same as JSON, and nothing else on stdout', async () => {
  members['later'] = await account('later', 'Production');
  const { code, stdout } = await pull(folder, ['--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    file: fileIn(folder),
    accounts: 6,
    ous: 3,
    skipped: 1,
    changes: [
      { kind: 'account', id: members['later'], name: 'later', change: 'new', from: null, to: 'Workloads/Production' },
    ],
    effects: {
      rules: [expect.objectContaining({ rule: 'test-bk-rule', deleteAfterDays: 35, accounts: [members['later']] })],
      without: [],
    },
  });
});

test('M7 keeps what AWS does not know', async () => {
  writeFileSync(fileIn(folder), textIn(folder).replace('"name": "fresh"', '"name": "fresh",\n"leaving": true'));
  expect(await pull(folder)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('no changes since the last pull'),
  });
  expect(textIn(folder)).toContain('"name": "fresh",\n              "leaving": true\n');
});

test.each([
  ['a denied call', 'organizations:ListAccountsForParent', new Fault('AccessDeniedException', 'No.')],
  [
    'a call that is throttled to the end',
    'organizations:ListOrganizationalUnitsForParent',
    new Fault('TooManyRequestsException', 'Slow down.'),
  ],
])('M7 leaves the file as it was after %s', async (_, action, fault) => {
  const before = textIn(folder);
  await account(`unread-${action.length}`, 'Sandbox');
  aws.standIn.fail(
    action,
    Array.from({ length: 10 }, () => fault),
  );
  const ended = await pull(folder, [], '2');
  expect(ended).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining(action) });
  expect(textIn(folder)).toBe(before);
});

test('M7 reads on after AWS has throttled some calls', async () => {
  const throttled = new Fault('TooManyRequestsException', 'Slow down.');
  aws.standIn.fail('organizations:ListAccountsForParent', [throttled, throttled]);
  expect(await pull(folder)).toMatchObject({ code: 0, stderr: expect.stringContaining('Wrote') });
});

test('M7 refuses to replace the tree of another organization', async () => {
  const before = textIn(folder).replace(made.rootId, 'r-other');
  const file = path.join(emptyFolder(), 'tree.json');
  writeFileSync(file, before);
  expect(await pull(folder, ['--out', file])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      `The credentials belong to the organization with root ${made.rootId}, but ${file} or organization.ts has root r-other.\n→ `,
    ),
  });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test.each([
  ['{ "id": "r-ab12", }', 'the file\n    It is not JSON: '],
  [
    '{\n  "id": "r-ab12",\n  "accounts": [{ "id": 5, "name": "x" }]\n}',
    'line 3, column 18: accounts.x.id = 5\n    Found a number, but text is required.',
  ],
])('M7 refuses a file that is not a tree: %s', async (text, problem) => {
  const file = path.join(emptyFolder(), 'tree.json');
  writeFileSync(file, text);
  const { code, stderr } = await pull(folder, ['--out', file]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining(`${file} is refused: 1 problem\n\n  ${problem}`),
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('M7 refuses a folder that does not exist', async () => {
  expect(await pull(folder, ['--out', 'nowhere/tree.json'])).toMatchObject({
    code: 2,
    stderr: 'nowhere does not exist.\n→ run it at the root of the repository, or name a file with --out\n',
  });
});

test('M7 reads all pages, and writes a tree although the configuration is refused with it', async () => {
  for (let index = 0; index < 21; index++) await account(`member-${index}`, 'Production');
  await move(members['solo'] ?? '', units['Production'] ?? '', units['Sandbox'] ?? '');
  await client.send(new CloseAccountCommand({ AccountId: members['solo'] }));
  const file = path.join(emptyFolder(), 'tree.json');
  const { code, stdout, stderr } = await pull(folder, ['--out', file]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^29 accounts in 3 OUs/) });
  expect(
    aws.standIn.requests('organizations:ListAccountsForParent').filter(({ NextToken }) => NextToken !== undefined),
  ).toHaveLength(1);
  expect(stderr).toContain("→ import it in organization.ts: import root from './tree.json'");
  const production = JSON.parse(readFileSync(file, 'utf8')).ous.find((ou: { name: string }) => ou.name === 'Workloads')
    .ous[0];
  expect(production.accounts).toHaveLength(23);
});
