import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { assign, now, plan, rule } from '../../testing/policy/sample-policy';
import { backupctl, emptyFolder } from '../../testing/commands';

const TREE = {
  policies: {
    base: {
      plans: {
        A: plan({
          rules: { R: rule() },
          regions: { '@@assign': ['eu-west-1'], '@@operators_allowed_for_child_policies': ['@@append', '@@remove'] },
        }),
      },
    },
    first: { plans: { A: { rules: { R: { lifecycle: { delete_after_days: assign('35') } } } } } },
    second: { plans: { A: { rules: { R: { lifecycle: { delete_after_days: assign('70') } } } } } },
    own: {
      plans: {
        A: { regions: { '@@assign': ['us-east-1'], '@@append': ['eu-north-1'], '@@remove': ['eu-west-1'] } },
        B: { regions: { '@@remove': ['eu-west-1'] }, rules: { R: rule() } },
      },
    },
  },
  root: {
    id: 'r-1',
    policies: ['base'],
    ous: [
      {
        id: 'ou-1',
        name: 'Workloads',
        policies: ['first', 'second'],
        accounts: [{ id: '111111111111', name: 'dev', policies: ['own'] }],
      },
    ],
  },
};

const folder = emptyFolder();
writeFileSync(path.join(folder, 'tree.json'), JSON.stringify(TREE));

const explain = (...args: string[]) =>
  backupctl(['policy', 'explain', '--tree', 'tree.json', '--now', now.toISOString(), ...args], folder);
const explainDev = (...args: string[]) => explain('--account', '111111111111', ...args);

test('O7 shows which policy set a value and which was replaced or came second', async () => {
  const { code, stdout, stderr } = await explainDev('plans/a/rules/R/Lifecycle');
  expect(stdout).toBe(`Account 111111111111 (dev) in OU Workloads
AWS withholds this policy: the account keeps its last valid one, or none.

plans/a/rules/r/lifecycle
└─ delete_after_days: 35
      30 set by base at root r-1, replaced by a child policy
      set by first at OU Workloads
      @@assign 70 of second at OU Workloads is blocked: first at OU Workloads assigns first
`);
  expect([code, stderr]).toEqual([1, '\n2 errors are elsewhere in this policy: leave the path out to see all\n']);
});

test('O7 shows which policies appended, removed and were forbidden to assign', async () => {
  expect((await explainDev('/plans/A/regions/')).stdout).toContain(`
plans/a/regions: eu-north-1
   eu-west-1 set by base at root r-1
   @@assign us-east-1 of own at account 111111111111 is blocked: forbidden by base at root r-1
   eu-north-1 appended by own at account 111111111111
   eu-west-1 removed by own at account 111111111111
`);
});

test('O7 shows a setting that came to nothing, and the errors around it', async () => {
  expect((await explainDev('plans/b/regions')).stdout).toContain(`
plans/b/regions: (nothing)
   eu-west-1 removed by own at account 111111111111

2 errors

  plans/b
    b needs regions, and no policy sets it (KEY_REQUIRED, aws)
    → look at own
`);
});

test('O7 shows everything as one tree', async () => {
  const { code, stdout } = await explainDev();
  expect(code).toBe(1);
  expect(stdout).toContain(`
plans
├─ a
│  ├─ regions: eu-north-1
│  │     eu-west-1 set by base at root r-1
`);
  expect(stdout).toContain('\n2 errors\n');
});

test('O7 prints JSON for programs', async () => {
  const { stdout } = await explainDev('plans/a/rules/r/lifecycle', '--json');
  expect(JSON.parse(stdout)).toEqual({
    accountId: '111111111111',
    path: 'plans/a/rules/r/lifecycle',
    published: false,
    settings: [
      {
        path: 'plans/a/rules/r/lifecycle/delete_after_days',
        value: '35',
        contributions: [
          { policy: 'base', target: 'r-1', action: 'set', value: '30' },
          { policy: 'first', target: 'ou-1', action: 'set', value: '35' },
          {
            policy: 'second',
            target: 'ou-1',
            action: 'blocked',
            operator: '@@assign',
            value: '70',
            by: [{ policy: 'first', target: 'ou-1' }],
            reason: 'assigned-first',
          },
        ],
      },
    ],
    errors: [],
  });
});

test.each([
  [
    ['--account', '111111111111', 'plans/a/region'],
    'No policy of this account has a setting at "plans/a/region".\n→ write plans/a/regions\n',
  ],
  [['--account', '111111111111', 'x'], '→ leave the path out to see every setting\n'],
  [['--account', '111111111112'], 'The organization has no account "111111111112".\n→ write 111111111111\n'],
])('O7 refuses to explain what is not there: %j', async (args, message) => {
  const { code, stdout, stderr } = await explain(...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(message);
});

test('ends with 2 without an account', async () => {
  const { code, stderr } = await explain();
  expect(code).toBe(2);
  expect(stderr).toContain("required option '--account <id>' not specified");
});
