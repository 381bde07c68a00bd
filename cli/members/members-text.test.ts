import type { MemberProblem, MembersReport } from '../../domain/baseline/members-report';
import { groupedText, membersText, unfinishedInstances } from './members-text';

const COUNTS = { current: 0, 'in progress': 0, failed: 0, outdated: 0, skipped: 0, missing: 0 };
const NOTHING: MembersReport = {
  counts: COUNTS,
  problems: [],
  withoutBaseline: [],
  suspended: [],
  otherRegions: {},
  newAccounts: [],
  goneAccounts: [],
};

const failed = (id: number): MemberProblem => ({
  accountId: String(id),
  name: `account-${id}`,
  state: 'failed',
  regions: ['eu-west-1'],
  reason: `arn:aws:iam::${id}:role/Backup exists`,
});
const sections = (problems: readonly MemberProblem[]) =>
  membersText({ ...NOTHING, problems }, 'set')
    .split('\n\n')
    .slice(1);

test('M12 accounts with one reason are one finding, whatever account the reason names', () => {
  expect(sections([failed(111), failed(222)])).toEqual([
    `✗ failed in eu-west-1: 2 accounts
  arn:aws:iam::111:role/Backup exists
  111 account-111
  222 account-222`,
  ]);
  expect(sections([failed(111), { ...failed(222), reason: 'other' }])).toHaveLength(2);
});

test.each([
  [10, 'account-110'],
  [11, 'and 1 more (--json lists all)'],
])('M12 lists ten of %i accounts', (count, last) => {
  const [text = ''] = sections(Array.from({ length: count }, (_, index) => failed(101 + index)));
  expect(text.split('\n').at(-1)).toContain(last);
});

test('M8 names accounts that left', () => {
  expect(membersText({ ...NOTHING, goneAccounts: [{ id: '1', name: 'old' }] }, 'set')).toContain(
    '! Gone: in the tree of organization.ts, but not in AWS: 1 account\n  1 old',
  );
});

test('M8 says how to release instances in regions that the baseline no longer has', () => {
  const text = membersText({ ...NOTHING, otherRegions: { 'eu-west-1': 59, 'us-east-1': 1 } }, 'set');
  expect(text.split('\n\n').slice(1)).toEqual([
    `! In regions that baseline.regions does not have
  eu-west-1: 59 instances
  us-east-1: 1 instance
  → release them; their stacks and vaults stay:
    aws cloudformation delete-stack-instances --stack-set-name set --retain-stacks
    --deployment-targets OrganizationalUnitIds=ROOT_ID --regions eu-west-1 us-east-1`,
  ]);
});

test('M8 everything but current and skipped instances is unfinished', () => {
  expect(unfinishedInstances({ ...NOTHING, counts: { ...COUNTS, current: 5, skipped: 7 } })).toBe(0);
  expect(
    unfinishedInstances({
      ...NOTHING,
      counts: { current: 1, 'in progress': 2, failed: 3, outdated: 4, skipped: 1, missing: 5 },
    }),
  ).toBe(14);
});

test('M12 groups accounts without a baseline by OU and by what they lack', () => {
  const lacking = (accountId: string, path: string | undefined, regions = ['eu-west-1']) => ({
    accountId,
    name: 'x',
    path,
    regions,
  });
  const members = [
    lacking('1', ''),
    lacking('2', 'A/B'),
    lacking('3', 'A/B'),
    lacking('4', 'A/B', ['us-east-1']),
    lacking('5', undefined),
  ];
  expect(groupedText(members)).toBe(`  in the root: eu-west-1
    1 x
  in A/B: eu-west-1
    2 x
    3 x
  in A/B: us-east-1
    4 x
  new accounts: eu-west-1
    5 x`);
});
