import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { effectivePolicies, type OrganizationTree } from '../../domain/policy/organization-tree';
import { now, plan, withPlan } from '../../testing/policy/sample-policy';
import { backupctl, changedEnvironments, emptyFolder } from '../../testing/commands';

const NOW = ['--now', now.toISOString()];

const TREE: OrganizationTree = {
  policies: {
    base: { plans: { A: plan() } },
    broken: withPlan({ regions: {} }),
    own: { plans: { A: { regions: { '@@append': ['eu-north-1'] } } } },
  },
  root: {
    id: 'r-1',
    policies: [],
    accounts: [{ id: '999999999999', policies: [] }],
    ous: [
      {
        id: 'ou-good',
        name: 'Good',
        policies: ['base'],
        ous: [],
        accounts: [
          { id: '111111111111', name: 'dev', policies: [] },
          { id: '222222222222', policies: ['own'] },
        ],
      },
      {
        id: 'ou-bad',
        policies: ['broken'],
        ous: [],
        accounts: [
          { id: '333333333333', policies: [] },
          { id: '444444444444', policies: [] },
        ],
      },
    ],
  },
};

/** Asks about the organization of a tree file with this text. */
function effectiveOf(text: string, ...args: string[]) {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'tree.json'), text);
  return backupctl(['policy', 'effective', '--tree', 'tree.json', ...NOW, ...args], folder);
}

const effective = (...args: string[]) => effectiveOf(JSON.stringify(TREE), ...args);

test('O7 prints of one account exactly what it gets, and why', async () => {
  const { code, stdout, stderr } = await effective('--account', '222222222222', '--json');
  expect([code, stderr]).toEqual([0, '']);
  const [expected] = effectivePolicies(TREE, { now, accountId: '222222222222' });
  expect(JSON.parse(stdout)).toEqual(expected);
  expect(Object.keys(JSON.parse(stdout))).toEqual([
    'accountId',
    'effectivePolicy',
    'published',
    'errors',
    'provenance',
  ]);
});

test('O7 prints all accounts as an array, those that share a result and those that do not', async () => {
  const { code, stdout, stderr } = await effective('--all', '--json');
  expect([code, stderr]).toEqual([1, '\n5 accounts: 2 with errors, 2 whose policy AWS withholds\n']);
  expect(JSON.parse(stdout)).toEqual([...effectivePolicies(TREE, { now })]);
});

test('O7 prints an empty array for an organization without accounts', async () => {
  const { code, stdout } = await effectiveOf('{"root": {"id": "r-1"}}', '--all', '--json');
  expect([code, JSON.parse(stdout)]).toEqual([0, []]);
});

test('O7 lists all accounts as text, and each error once', async () => {
  expect((await effective('--all')).stdout).toBe(`root r-1
  999999999999: no plan

OU Good
  111111111111 (dev): a
  222222222222: a

OU ou-bad
  333333333333: a; 1 error; withheld by AWS
  444444444444: a; 1 error; withheld by AWS

Errors

  plans/a
    a needs regions, and no policy sets it (KEY_REQUIRED, aws)
    → look at broken
    in 333333333333, 444444444444
`);
});

test.each([
  [10, / {2}100000000000: a\n[^]* {2}100000000009: a\n$/, 14],
  [11, / {2}11 accounts: a\n$/, 5],
])('M12 lists ten accounts of an OU with the same result, and counts more: %i', async (count, expected, lines) => {
  const accounts = Array.from({ length: count }, (_, index) => ({ id: String(100_000_000_000 + index) }));
  const ous = [{ id: 'ou-1', policies: ['base'], accounts }];
  const tree = { policies: TREE.policies, root: { id: 'r-1', accounts: [{ id: '999999999999' }], ous } };
  const { code, stdout } = await effectiveOf(JSON.stringify(tree), '--all');
  expect([code, stdout]).toEqual([0, expect.stringMatching(expected)]);
  expect(stdout.split('\n')).toHaveLength(lines + 1);
});

test('O7 shows one account as text, and exits with 1 when its policy has errors', async () => {
  const { code, stdout } = await effective('--account', '333333333333');
  expect(code).toBe(1);
  expect(stdout).toContain(`Account 333333333333 in OU ou-bad
AWS withholds this policy: the account keeps its last valid one, or none.

plans
└─ a
   ├─ rules
`);
  expect(stdout).toContain('1 error\n\n  plans/a\n    a needs regions, and no policy sets it (KEY_REQUIRED, aws)');
  expect(await effective('--account', '999999999999')).toEqual({
    code: 0,
    stdout: `Account 999999999999 in root r-1
AWS publishes this policy.

The policy is empty: it backs up nothing.
`,
    stderr: '',
  });
});

test.each([
  ['111111111112', '→ write 111111111111'],
  ['dev', '→ write 111111111111'],
  ['777888777888', '→ use one of 999999999999, 111111111111, 222222222222, 333333333333, 444444444444'],
])('O7 refuses account %s, which the organization does not have', async (account, remedy) => {
  expect(await effective('--account', account, '--json')).toEqual({
    code: 1,
    stdout: '',
    stderr: `The organization has no account "${account}".\n${remedy}\n`,
  });
});

test('O7 refuses a tree file with everything that is wrong with it', async () => {
  const text = '{"policies": {"base": {},\n "base": {}}, "root": {"id": "r-1", "policies": ["bace"], "acounts": []}}';
  const { code, stdout, stderr } = await effectiveOf(text, '--all', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout).refused.map(({ file, path: place }: Record<string, string>) => [file, place])).toEqual([
    ['tree.json', 'policies/base'],
    ['tree.json', 'root/acounts'],
    ['tree.json', 'root/policies/0'],
  ]);
  expect(await effectiveOf(text, '--all')).toEqual({ code, stdout: '', stderr });
  expect(stderr).toBe(`tree.json is refused: 3 problems

  policies/base
    The same key appears twice, the second time at line 2, column 2.
    → keep one, with the content of both

  root/acounts
    Unknown key "acounts".
    → write accounts

  root/policies/0
    There is no policy "bace".
    → write base
`);
});

test.each([
  ['{"root": {\n"id" "r-1"}}', '  line 2, column 6\n    Not JSON: a colon is missing.\n'],
  ['[]', '  the whole file\n    The tree cannot be a list.\n'],
  [`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, '    Nested more than 120 levels deep.\n'],
])('O7 refuses a tree file that cannot be one: %#', async (text, problem) => {
  const { code, stdout, stderr } = await effectiveOf(text, '--all');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(problem);
});

describe('without a tree file', () => {
  test('O5 O7 it is the configuration whose accounts are shown', async () => {
    const { code, stdout } = await backupctl(['policy', 'effective', '--all', '--json', ...NOW], emptyFolder());
    expect(code).toBe(0);
    expect(JSON.parse(stdout).map(({ accountId }: { accountId: string }) => accountId)).toEqual(
      expect.arrayContaining(['111111111111', '222222222222', '333333333333', '999999999999']),
    );
  });

  test('a configuration without an organization has none to show', async () => {
    const environments = changedEnvironments({});
    rmSync(path.join(environments, 'organization.ts'));
    const ended = await backupctl(['policy', 'effective', '--all'], emptyFolder(), {
      BACKUP_ENVIRONMENTS_DIR: environments,
    });
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr: `The configuration has no organization.\n→ define it in ${environments}/organization.ts, or specify a tree file with --tree\n`,
    });
  });
});

test.each([
  [[], 'No account is specified.\n→ add --account ID, or --all\n'],
  [['--all', '--account', '111111111111'], "option '--account <id>' cannot be used with option '--all'"],
  [['--all', '--tree', 'nowhere.json'], 'nowhere.json cannot be read: there is no such file'],
])('ends with 2 on wrong usage: %j', async (args, message) => {
  const { code, stdout, stderr } = await backupctl(['policy', 'effective', ...args], emptyFolder());
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});
