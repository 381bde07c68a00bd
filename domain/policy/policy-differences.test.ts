import fc from 'fast-check';

import { policyDifferences } from './policy-differences';
import { assign, effective, withPlan, withRule } from '../../testing/policy/sample-policy';

const simulated = effective(withRule({}), { plans: { A: { regions: { '@@append': ['eu-north-1'] } } } });

test('O7 finds no difference in the order and the case of names', () => {
  const { plans } = simulated.effectivePolicy as any;
  const { a } = plans;
  const shuffled = { plans: { A: { ...a, regions: ['eu-north-1', 'eu-west-1'] } } };
  expect(policyDifferences(simulated, shuffled)).toEqual([]);
});

test('O7 shows different, missing and additional settings, with provenance', () => {
  const { plans } = structuredClone(simulated.effectivePolicy) as any;
  plans.a.rules.r.lifecycle.delete_after_days = '35';
  delete plans.a.rules.r.target_backup_vault_name;
  plans.b = { regions: ['us-east-1'] };
  expect(policyDifferences(simulated, { plans })).toEqual([
    {
      path: 'plans/a/rules/r/lifecycle/delete_after_days',
      expected: '30',
      found: '35',
      provenance: [{ policy: 'P0', target: 'ou-P0', action: 'set', value: '30' }],
    },
    {
      path: 'plans/a/rules/r/target_backup_vault_name',
      expected: 'Safe',
      found: undefined,
      provenance: [{ policy: 'P0', target: 'ou-P0', action: 'set', value: 'Safe' }],
    },
    { path: 'plans/b/regions', expected: undefined, found: ['us-east-1'], provenance: [] },
  ]);
});

test('O7 distinguishes an empty list from a missing one', () => {
  const emptied = effective(withPlan({ regions: assign([]) }));
  const { plans } = structuredClone(emptied.effectivePolicy) as any;
  delete plans.a.regions;
  expect(policyDifferences(emptied, { plans })).toEqual([
    expect.objectContaining({ path: 'plans/a/regions', expected: [], found: undefined }),
  ]);
});

test('O7 accepts any JSON as an answer, and a policy never differs from itself', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      policyDifferences(simulated, json);
      expect(policyDifferences({ effectivePolicy: json as any, provenance: {} }, json)).toEqual([]);
    }),
  );
});

test('O7 compares lists of objects by what is in them', () => {
  const odd = JSON.parse('{"plans":[{"toString":0}]}');
  const expected = { effectivePolicy: odd, provenance: {} };
  expect(policyDifferences(expected, odd)).toEqual([]);
  expect(policyDifferences(expected, { plans: [{ toString: 1 }] })).toHaveLength(1);
});
