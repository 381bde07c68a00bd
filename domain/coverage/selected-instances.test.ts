import fc from 'fast-check';

import type { Plan, Rule, Selection } from '../backup/model';
import { mergedPlans } from '../policy/merged-plans';
import { effectivePolicies } from '../policy/organization-tree';
import { policyDocument } from '../policy/serialize-policy';
import { judgeResources } from './judge';
import { planProtections, type Protection } from './protection';

const now = new Date('2026-11-21T00:00:00Z');
const HERE = 'ap-northeast-1';

const ACCOUNT = '111111111111';

const instance = (tags: Readonly<Record<string, string>>, region: string) => ({
  arn: `arn:aws:ec2:${region}:${ACCOUNT}:instance/i-1`,
  type: 'EC2',
  account: ACCOUNT,
  region,
  tags,
  sources: [],
});

const RULE: Rule = { name: 'R', archive: false, continuous: false, recoveryPointTags: {}, copies: [] };

const plan = (name: string, selection: Partial<Selection>, rules: Plan['rules'] = [RULE]) => ({
  name,
  regions: [HERE],
  rules,
  selections: [{ name: 'S', tags: {}, resources: [], notResources: [], ...selection }],
});

const protectionsOf = (kind: 'plan' | 'policy', plans: Parameters<typeof planProtections>[1]): Protection[] =>
  planProtections(kind, plans, { now, optedIn: () => true });

const covering = (protections: readonly Protection[], tags: Readonly<Record<string, string>>, region = HERE) =>
  judgeResources([instance(tags, region)], { protections, now, unread: {} }).flatMap(({ coveredBy }) =>
    coveredBy.map(({ kind, name }) => `${kind} ${name}`),
  );

test('S11 reports every plan that covers an instance, in its region', () => {
  const sources = protectionsOf('plan', [
    plan('Weekly', { tags: { AWSBackup: ['EC2', 'All'] } }),
    plan('Daily', { tags: { AWSBackup: 'EC2' } }),
    plan('Files', { tags: { AWSBackup: 'EFS' } }),
    { ...plan('Far', { resources: ['*'] }), regions: ['ap-northeast-3'] },
  ]);
  expect(covering(sources, { AWSBackup: 'EC2' })).toEqual(['plan Daily/S', 'plan Weekly/S']);
  expect(covering(sources, { AWSBackup: 'All' })).toEqual(['plan Weekly/S']);
  expect(covering(sources, {})).toEqual([]);
  expect(covering(sources, {}, 'ap-northeast-3')).toEqual(['plan Far/S']);
});

test('S11 tags that must all match are conditions, also together with resources', () => {
  const tags = { AWSBackup: 'EC2', Stage: 'prod' };
  const all = protectionsOf('plan', [plan('P', { tags, match: 'all', resources: ['arn:aws:ec2:*:*:instance/*'] })]);
  const any = protectionsOf('plan', [plan('P', { tags, match: 'any' })]);
  expect(covering(all, { AWSBackup: 'EC2' })).toEqual([]);
  expect(covering(all, tags)).toEqual(['plan P/S']);
  expect(covering(any, { Stage: 'prod' })).toEqual(['plan P/S']);
});

test('S11 conditions of a plan apply by their operators', () => {
  const conditions = {
    stringEquals: {},
    stringLike: { Name: 'web-*' },
    stringNotEquals: { Stage: ['test', 'old'] },
    stringNotLike: {},
  };
  const sources = protectionsOf('plan', [plan('P', { conditions })]);
  expect(covering(sources, { Name: 'web-1' })).toEqual(['plan P/S']);
  expect(covering(sources, { Name: 'web-1', Stage: 'old' })).toEqual([]);
  expect(covering(sources, { Name: 'db-1' })).toEqual([]);
});

test('S11 a plan without rules covers nothing', () => {
  expect(covering(protectionsOf('plan', [plan('P', { resources: ['*'] }, [])]), {})).toEqual([]);
});

const rule = {
  name: 'Daily',
  vault: 'v1',
  schedule: 'cron(0 3 ? * * *)',
  startWindowMinutes: 60,
  completionWindowMinutes: 600,
  deleteAfterDays: 7,
};

/** What the policies of an organization select in its one account. */
const policy = (...plans: NonNullable<Parameters<typeof policyDocument>[0]['plans']>) => {
  const policies = { base: policyDocument({ plans }) };
  const accounts = [{ id: '111111111111', policies: ['base'] }];
  const [effective] = effectivePolicies({ policies, root: { id: 'r-1', policies: [], ous: [], accounts } }, { now });
  return effective?.published
    ? protectionsOf(
        'policy',
        mergedPlans(effective.effectivePolicy).map(({ value }) => value),
      )
    : [];
};

test('S11 policies of the organization cover instances with their tag, in the regions that they list', () => {
  const sources = policy({
    name: 'Org',
    regions: [HERE, 'us-east-1'],
    rules: [rule],
    selections: [{ name: 'Tagged', role: 'r', tag: { key: 'Backup', values: ['On', 'Yes'] } }],
  });
  expect(covering(sources, { Backup: 'Yes' })).toEqual(['policy org/tagged']);
  expect(covering(sources, { Backup: 'Yes' }, 'us-east-1')).toEqual(['policy org/tagged']);
  expect(covering(sources, { Backup: 'Yes' }, 'us-west-2')).toEqual([]);
  expect(covering(sources, { backup: 'Yes' })).toEqual([]);
});

test('S11 policies of the organization select resource types, narrowed by conditions', () => {
  const sources = policy({
    name: 'Org',
    regions: [HERE],
    rules: [rule],
    selections: [
      {
        name: 'Instances',
        role: 'r',
        resources: ['arn:aws:ec2:*:*:instance/*'],
        conditions: { stringNotEquals: [{ name: 'c', tag: 'Stage', value: 'Test' }] },
      },
      { name: 'Other', role: 'r', resources: ['*'], notResources: ['arn:aws:ec2:*:*:instance/*'] },
    ],
  });
  expect(covering(sources, {})).toEqual(['policy org/instances']);
  expect(covering(sources, { Stage: 'Test' })).toEqual([]);
});

test('S11 a policy that AWS withholds, and its plan without rules, cover nothing', () => {
  const selections = [{ name: 'Tagged', role: 'r', tag: { key: 'Backup', values: ['On'] } }];
  const valid = { name: 'Org', regions: [HERE], rules: [rule], selections };
  expect(policy(valid)).toHaveLength(1);
  expect(policy(valid, { name: 'NoRegions', rules: [rule], selections })).toEqual([]);
  expect(policy({ name: 'Org', regions: [HERE], selections })).toEqual([]);
});

const tags = fc.dictionary(fc.constantFrom('A', 'B'), fc.constantFrom('x', 'y'));
const anyPlan = fc
  .record({
    tags: fc.dictionary(fc.constantFrom('A', 'B'), fc.constantFrom('x', 'y'), { maxKeys: 2 }),
    match: fc.constantFrom('any' as const, 'all' as const),
    resources: fc.subarray(['*', 'arn:aws:ec2:*:*:volume/*']),
  })
  .map((selection) => plan('P', selection));

test('S11 one more selection never removes coverage, and the order of plans does not matter', () => {
  fc.assert(
    fc.property(fc.array(anyPlan, { maxLength: 3 }), anyPlan, tags, (plans, more, carried) => {
      const before = covering(protectionsOf('plan', plans), carried);
      const after = covering(protectionsOf('plan', [...plans, more]), carried);
      expect(after).toEqual(expect.arrayContaining(before));
      expect(after.length).toBeGreaterThanOrEqual(before.length);
      expect(covering(protectionsOf('plan', plans.toReversed()), carried)).toEqual(before);
    }),
  );
});
