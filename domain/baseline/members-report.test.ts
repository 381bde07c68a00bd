import type { MemberInstance } from './instance-states';
import { type FoundMembers, membersReport } from './members-report';

const regions = ['ap-northeast-1', 'us-east-1'];
const account = (id: string, more: object = {}) => ({ id, name: `name-${id}`, leaving: false, ...more });

const policy = (attachTo: object) => ({
  name: 'daily',
  description: '',
  plans: [],
  attachTo: { root: false, ous: [], accounts: [], ...attachTo },
});

const organization = (attachTo: object, more: object = {}) => ({
  managementAccount: { id: '9', name: 'management' },
  root: {
    id: 'r-1',
    accounts: [account('1'), account('2', { leaving: true })],
    ous: [
      {
        id: 'ou-1',
        name: 'Workloads',
        accounts: [account('3', { state: 'suspended' })],
        ous: [{ id: 'ou-2', name: 'Production', accounts: [account('4')], ous: [] }],
      },
    ],
  },
  policies: [policy(attachTo)],
  baseline: { regions },
  ...more,
});

const listed = (id: string, isActive = true) => ({ id, name: `name-${id}`, isActive });
const ACCOUNTS = ['9', '1', '2', '4'].map((id) => listed(id));

const instance = (accountId: string, more: Partial<MemberInstance> = {}): MemberInstance[] =>
  regions.map((region) => ({ accountId, region, status: 'CURRENT', detailedStatus: 'SUCCEEDED', ...more }));

const found = (more: Partial<FoundMembers> = {}): FoundMembers => ({
  accounts: ACCOUNTS,
  reachedNewAccounts: new Set(),
  instances: ['1', '2', '4'].flatMap((id) => instance(id)),
  ...more,
});

const lacking = (attachTo: object, more: Partial<FoundMembers>) =>
  membersReport(organization(attachTo), found(more)).withoutBaseline.map((one) => [one.accountId, one.path]);

test.each([
  [
    { root: true },
    [
      ['1', ''],
      ['4', 'Workloads/Production'],
    ],
  ],
  [{ ous: ['Workloads'] }, [['4', 'Workloads/Production']]],
  [{ ous: ['Workloads/Production'] }, [['4', 'Workloads/Production']]],
  [{ accounts: ['1'] }, [['1', '']]],
  [{}, []],
])('M8 a policy at %j reaches active members that stay', (attachTo, expected) => {
  expect(lacking(attachTo, { instances: [] })).toEqual(expected);
  expect(lacking(attachTo, {})).toEqual([]);
});

test('M8 the baseline must be current in every region', () => {
  const [home, other] = instance('4');
  const { withoutBaseline } = membersReport(
    organization({ root: true }),
    found({
      instances: [...instance('1'), ...instance('2'), home, { ...other, status: 'OUTDATED' }] as MemberInstance[],
    }),
  );
  expect(withoutBaseline).toEqual([
    { accountId: '4', name: 'name-4', path: 'Workloads/Production', regions: ['us-east-1'] },
  ]);
});

test.each([
  ['CURRENT', 'RUNNING', 'current'],
  ['OUTDATED', 'PENDING', 'in progress'],
  ['OUTDATED', 'RUNNING', 'in progress'],
  ['OUTDATED', 'FAILED', 'failed'],
  ['INOPERABLE', 'INOPERABLE', 'failed'],
  ['OUTDATED', 'CANCELLED', 'outdated'],
  ['OUTDATED', 'SUCCEEDED', 'outdated'],
  // Its account is active again.
  ['OUTDATED', 'SKIPPED_SUSPENDED_ACCOUNT', 'outdated'],
])('M8 an instance that is %s and %s is %s', (status, detailedStatus, state) => {
  const instances = [...instance('1'), ...instance('2'), ...instance('4', { status, detailedStatus })];
  const { counts } = membersReport(organization({}), found({ instances }));
  expect(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))).toEqual(
    state === 'current' ? { current: 6 } : { current: 4, [state]: 2 },
  );
});

test('M8 an instance of a suspended account is skipped, and needs no baseline', () => {
  const skipped = instance('4', { status: 'OUTDATED', detailedStatus: 'SKIPPED_SUSPENDED_ACCOUNT' });
  const accounts = [...ACCOUNTS.slice(0, 3), listed('4', false)];
  const instances = [...instance('1'), ...instance('2'), ...skipped];
  const report = membersReport(organization({ root: true }), found({ accounts, instances }));
  expect(report.counts).toMatchObject({ current: 4, skipped: 2 });
  expect(report.withoutBaseline).toEqual([]);
  expect(report.suspended).toEqual([listed('4', false)]);
});

test('M8 an account that is active in AWS needs its baseline, also if the tree calls it suspended', () => {
  const accounts = [...ACCOUNTS, listed('3')];
  const report = membersReport(organization({ root: true }), found({ accounts }));
  expect(report.withoutBaseline).toEqual([{ accountId: '3', name: 'name-3', path: 'Workloads', regions }]);
});

test('M8 instances in a region that the baseline no longer has are counted apart', () => {
  const other = {
    accountId: '4',
    region: 'eu-west-1',
    status: 'OUTDATED',
    detailedStatus: 'FAILED',
    reason: 'mapping',
  };
  const report = membersReport(
    organization({ root: true }),
    found({ instances: [...['1', '2', '4'].flatMap((id) => instance(id)), other] }),
  );
  expect(report).toMatchObject({ otherRegions: { 'eu-west-1': 1 }, problems: [], withoutBaseline: [] });
  expect(report.counts).toMatchObject({ current: 6, failed: 0 });
  expect(membersReport(organization({}), found()).otherRegions).toEqual({});
});

test.each([
  [
    'INOPERABLE',
    'no role.',
    'no role. The instance is INOPERABLE → delete it with aws cloudformation delete-stack-instances --retain-stacks',
  ],
  [
    'INOPERABLE',
    undefined,
    'A deletion of the instance failed. The instance is INOPERABLE → delete it with aws cloudformation delete-stack-instances --retain-stacks',
  ],
  ['OUTDATED', 'no role.', 'no role.'],
])('M8 says what to do about an instance that is %s for the reason %s', (status, reason, expected) => {
  const instances = [
    ...instance('1'),
    ...instance('2'),
    ...instance('4', { status, detailedStatus: 'FAILED', reason }),
  ];
  const { problems } = membersReport(organization({}), found({ instances }));
  expect(problems.map((problem) => problem.reason)).toEqual([expected]);
});

test('M8 groups the instances of an account by state and reason', () => {
  const failed = { status: 'OUTDATED', detailedStatus: 'FAILED' };
  const [home, other] = instance('4', failed) as [MemberInstance, MemberInstance];
  const instances = [...instance('1'), ...instance('2'), { ...home, reason: 'a' }, { ...other, reason: 'b' }];
  expect(membersReport(organization({}), found({ instances })).problems).toEqual([
    { accountId: '4', name: 'name-4', state: 'failed', regions: ['ap-northeast-1'], reason: 'a' },
    { accountId: '4', name: 'name-4', state: 'failed', regions: ['us-east-1'], reason: 'b' },
  ]);
});

test('M8 reports accounts that the tree does not have, and those that AWS does not have', () => {
  const accounts = [...ACCOUNTS.filter(({ id }) => id !== '1'), listed('7'), listed('8')];
  const report = membersReport(
    organization({ ous: ['Workloads'] }),
    found({ accounts, reachedNewAccounts: new Set(['8']) }),
  );
  expect(report.newAccounts.map(({ id }) => id)).toEqual(['7', '8']);
  expect(report.withoutBaseline.map(({ accountId }) => accountId)).toEqual(['8']);
  expect(report.goneAccounts).toEqual([
    { id: '1', name: 'name-1' },
    { id: '3', name: 'name-3' },
  ]);
});

test('M8 without a StackSet, only accounts outside the tree lack the baseline', () => {
  const report = membersReport(organization({ root: true }), {
    accounts: [...ACCOUNTS, listed('8')],
    reachedNewAccounts: new Set(['8']),
  });
  expect(report.problems).toEqual([]);
  expect(report.withoutBaseline).toEqual([{ accountId: '8', name: 'name-8', regions }]);
});
