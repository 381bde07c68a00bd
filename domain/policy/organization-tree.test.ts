import fc from 'fast-check';
import { largeTree } from '../../testing/policy/large-tree';
import { effectivePolicies, type Container, type OrganizationTree } from './organization-tree';
import { now, plan } from '../../testing/policy/sample-policy';

const container = (id: string, of: Partial<Container> = {}): Container => ({
  id,
  policies: [],
  ous: [],
  accounts: [],
  ...of,
});

const account = (id: string, ...policies: string[]) => ({ id, policies });

const tree: OrganizationTree = {
  policies: {
    Base: { plans: { A: plan() } },
    More: { plans: { A: { regions: { '@@append': ['us-east-1'] } } } },
  },
  root: container('r-1', {
    policies: ['Base'],
    accounts: [account('100000000001')],
    ous: [
      container('ou-1', {
        accounts: [account('100000000002'), account('100000000003', 'More'), account('100000000004')],
        ous: [container('ou-2', { policies: ['More'], accounts: [account('100000000005')] })],
      }),
    ],
  }),
};

const regions = (accountId: string) => {
  const [found] = effectivePolicies(tree, { now, accountId });
  return found?.effectivePolicy['plans'];
};

test('O7 accounts are in the order of the tree, each with inherited and own policies', () => {
  expect([...effectivePolicies(tree, { now })].map(({ accountId }) => accountId.slice(-1))).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
  ]);
  expect(regions('100000000001')).toMatchObject({ a: { regions: ['eu-west-1'] } });
  expect(regions('100000000003')).toMatchObject({ a: { regions: ['eu-west-1', 'us-east-1'] } });
  expect(regions('100000000005')).toMatchObject({ a: { regions: ['eu-west-1', 'us-east-1'] } });
});

test('O7 the account itself is named in the provenance', () => {
  const [found] = effectivePolicies(tree, { now, accountId: '100000000003' });
  expect(found?.provenance['plans/a/regions']).toEqual([
    { action: 'set', policy: 'Base', target: 'r-1', value: ['eu-west-1'] },
    { action: 'appended', policy: 'More', target: '100000000003', value: ['us-east-1'] },
  ]);
});

test('O7 one account alone is the same as among all', () => {
  for (const effective of effectivePolicies(tree, { now })) {
    expect([...effectivePolicies(tree, { now, accountId: effective.accountId })]).toEqual([effective]);
  }
  expect([...effectivePolicies(tree, { now, accountId: '999999999999' })]).toEqual([]);
});

test('O7 accounts of an OU without policies of their own share one result', () => {
  const [, second, , fourth] = [...effectivePolicies(tree, { now })];
  expect(second?.effectivePolicy).toBe(fourth?.effectivePolicy);
  expect(second?.errors).toBe(fourth?.errors);
  expect(second?.provenance).toBe(fourth?.provenance);
});

test('O7 what is not asked for is not worked out', () => {
  const policies = {
    get Broken(): never {
      throw new Error('was read');
    },
  };
  const root = container('r-1', {
    accounts: [account('100000000001')],
    ous: [container('ou-1', { policies: ['Broken'], accounts: [account('100000000002')] })],
  });
  expect(effectivePolicies({ policies, root }, { now }).next().value).toMatchObject({ accountId: '100000000001' });
  expect([...effectivePolicies({ policies, root }, { now, accountId: '100000000001' })]).toHaveLength(1);
});

test('O7 any policies give every account a result, and an account without policies an empty one', () => {
  const key = fc.constantFrom(
    'plans',
    'rules',
    'selections',
    'tags',
    'regions',
    'lifecycle',
    'copy_actions',
    'x',
    '@@assign',
    '@@append',
    '@@remove',
  );
  const { document } = fc.letrec<{ document: unknown }>((tie) => ({
    document: fc.oneof(
      { depthSize: 'medium' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(key, tie('document'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(document, document, (first, second) => {
      const policies = { First: { plans: { p: first } }, Second: { plans: second } };
      const root = container('r-1', {
        accounts: [account('100000000001')],
        ous: [container('ou-1', { policies: ['First', 'Second'], accounts: [account('100000000002', 'First')] })],
      });
      const [empty, merged] = [...effectivePolicies({ policies, root }, { now })];
      expect(empty).toEqual({
        accountId: '100000000001',
        effectivePolicy: {},
        published: true,
        errors: [],
        provenance: {},
      });
      expect(merged?.published).toBe(merged?.errors.every(({ source }) => source === 'backupctl'));
    }),
    { numRuns: 500 },
  );
});

test('O7 a large tree gives every account once, the retention of its OU, and few different results', () => {
  const all = [...effectivePolicies(largeTree({ accounts: 400, ous: 20, oneOwnPolicyIn: 400 }), { now })];
  expect(new Set(all.map(({ accountId }) => accountId)).size).toBe(400);
  expect(all.every(({ published }) => published)).toBe(true);
  expect(new Set(all.map(({ effectivePolicy }) => effectivePolicy)).size).toBe(21);
});
