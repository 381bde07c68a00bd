import fc from 'fast-check';

import { lintPolicy, lintPolicyDocument } from './lint';
import { PLAN_CASES } from '../../../testing/policy/lint-cases/plans';
import { RULE_CASES } from '../../../testing/policy/lint-cases/rules';
import { BACKUP_POLICY, type Shape } from './shape';
import { assign, lint, NOW, ruleOf } from '../../../testing/policy/linted';

const surroundings = { now: NOW };

const arbitraryLeaf = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('cron(0 * * * ? *)', 'true', '35', '*'));
const arbitraryOperators = fc.dictionary(
  fc.constantFrom('@@assign', '@@append', '@@remove', '@@operators_allowed_for_child_policies', '@@x'),
  fc.oneof(arbitraryLeaf, fc.array(arbitraryLeaf, { maxLength: 3 })),
);

/** Documents that look like policies, with something wrong anywhere. */
function arbitraryDocument(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.kind === 'single' || shape.kind === 'list') return fc.oneof(arbitraryOperators, arbitraryLeaf);
  const anything = fc.jsonValue({ maxDepth: 2 });
  if (shape.kind === 'named') {
    const each = arbitraryDocument(shape.each);
    return fc.oneof(
      { weight: 6, arbitrary: fc.dictionary(fc.string({ maxLength: 4 }), each, { maxKeys: 2 }) },
      anything,
    );
  }
  const known = Object.fromEntries(Object.entries(shape.keys).map(([key, inner]) => [key, arbitraryDocument(inner)]));
  return fc.oneof({ weight: 6, arbitrary: fc.record(known, { requiredKeys: [] }) }, anything);
}

test('O4 never throws on any text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(Array.isArray(lintPolicy(text, surroundings))).toBe(true);
    }),
  );
});

test('O4 never throws on any JSON, and every finding has a message and a remedy', () => {
  fc.assert(
    fc.property(arbitraryDocument(BACKUP_POLICY), (document) => {
      for (const { rule, message, remedy } of lintPolicyDocument(document, surroundings)) {
        expect([rule, message, remedy].every((text) => text.length > 0)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('O4 a parsed document is judged like its text', () => {
  for (const { bad } of [...RULE_CASES, ...PLAN_CASES]) {
    expect(lintPolicyDocument(JSON.parse(JSON.stringify(bad)), surroundings)).toEqual(lint(bad));
  }
});

test('O4 accepts the names of JavaScript properties as names', () => {
  expect(lintPolicy('{"__proto__":{},"constructor":{},"plans":{"__proto__":{}}}', surroundings)).toEqual([
    expect.objectContaining({ rule: 'unknown-key', path: '__proto__' }),
    expect.objectContaining({ rule: 'unknown-key', path: 'constructor' }),
    expect.objectContaining({ rule: 'plan-empty', path: 'plans/__proto__' }),
  ]);
});

test('O4 shows where a key appears twice, inside lists and operators too', () => {
  const text = '{"plans":{"P":{"regions":{\n"@@assign":["us-east-1"],\n "@@assign":["us-east-1"]}}}}';
  expect(lintPolicy(text, surroundings)[0]).toEqual({
    rule: 'duplicate-key',
    severity: 'error',
    source: 'aws',
    path: 'plans/P/regions',
    message: '"@@assign" appears twice, the second time at line 3, column 2',
    remedy: 'keep one, with the content of both',
  });
});

test('O4 keeps the spelling of the document in paths', () => {
  const policy = { Plans: { PII: { Rules: { Hourly: { LifeCycle: { Delete_After_Days: assign('0') } } } } } };
  expect(lint(policy).find(({ severity }) => severity === 'error')?.path).toBe(
    'Plans/PII/Rules/Hourly/LifeCycle/Delete_After_Days',
  );
});

test('O4 names the largest parts of a policy that is too long', () => {
  const tags = Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [`k${i}`, { tag_key: assign(`k${i}`), tag_value: assign('v'.repeat(250)) }]),
  );
  const policy = ruleOf({ recovery_point_tags: tags }, { backup_plan_tags: { ...tags } });
  const text = JSON.stringify({ plans: { A: policy['plans'], B: policy['plans'] } });
  expect(lintPolicy(text, surroundings).some(({ rule }) => rule === 'policy-too-long')).toBe(true);
  const big = JSON.stringify(ruleOf({}, { regions: assign(Array.from({ length: 1000 }, () => 'us-east-1')) }));
  expect(lintPolicy(big, surroundings)).toEqual([
    expect.objectContaining({
      rule: 'policy-too-long',
      message: expect.stringContaining(
        'characters after minification, but the maximum is 10,000; the largest parts are plans/P/regions (12,02',
      ),
    }),
  ]);
});

test('O4 reports a copy to a region of another partition once', () => {
  const copiedTo = (target: string) =>
    lint(
      ruleOf(
        { copy_actions: { [target]: { target_backup_vault_arn: assign(target) } } },
        { regions: assign(['us-gov-west-1']), selections: {} },
      ),
    ).filter(({ severity, rule }) => severity === 'error' && /partition|region/.test(rule));
  expect(copiedTo('arn:aws-us-gov:backup:us-gov-east-1:$account:backup-vault:dr')).toEqual([]);
  expect(copiedTo('arn:aws-us-gov:backup:us-east-1:$account:backup-vault:dr')).toEqual([
    expect.objectContaining({
      rule: 'copy-region-unknown',
      remedy: 'write arn:aws:backup:us-east-1:$account:backup-vault:dr, or a region of aws-us-gov',
    }),
  ]);
  expect(copiedTo('arn:aws:backup:us-east-1:$account:backup-vault:dr')).toEqual([
    expect.objectContaining({ rule: 'partitions-mixed' }),
  ]);
});
