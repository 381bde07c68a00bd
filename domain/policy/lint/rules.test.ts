import { PLAN_CASES } from '../../../testing/policy/lint-cases/plans';
import { RULE_CASES } from '../../../testing/policy/lint-cases/rules';
import { STRUCTURE_CASES } from '../../../testing/policy/lint-cases/structure';
import { POLICY_RULES } from './rules-markdown';
import { found, lint, policyOf } from '../../../testing/policy/linted';

const CASES = [...STRUCTURE_CASES, ...RULE_CASES, ...PLAN_CASES];

test.each(CASES)('O4 finds $rule at $at, and not across the boundary', ({ rule, at, bad, good }) => {
  expect(found(bad)).toContain(`${rule} at ${at}`);
  expect(lint(good).filter((finding) => finding.rule === rule)).toEqual([]);
});

test('O4 finds nothing in a complete policy', () => {
  expect(lint(policyOf({}))).toEqual([]);
});

test('O4 every rule has a case and a unique name, and matches its findings', () => {
  const names = POLICY_RULES.map(({ name }) => name);
  expect(new Set(CASES.map(({ rule }) => rule))).toEqual(new Set(names));
  expect(new Set(names).size).toBe(names.length);
  const described = new Map(POLICY_RULES.map(({ name, severity, source }) => [name, { severity, source }]));
  for (const { rule, severity, source } of CASES.flatMap(({ bad }) => lint(bad))) {
    expect({ rule, severity, source }).toEqual({ rule, ...described.get(rule) });
  }
});

test('O4 accepts a policy that only changes a retention', () => {
  const child = { plans: { PII: { rules: { Hourly: { lifecycle: { delete_after_days: { '@@assign': '30' } } } } } } };
  expect(lint(child).filter(({ severity }) => severity === 'error')).toEqual([]);
});
