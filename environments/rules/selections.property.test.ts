import fc from 'fast-check';

import { SELECTION_CHECKS } from '../../domain/backup/selection-checks';
import { CONDITION_OPERATORS } from '../../domain/backup/selection-terms';
import { rulesBrokenBy, validEnvironment } from '../../testing/environment-inputs';
import { assign, lint, policyOf } from '../../testing/policy/linted';
import { effective, withPlan } from '../../testing/policy/sample-policy';

const RULES = SELECTION_CHECKS.flatMap(({ inPolicies }) => inPolicies);
const ERRORS = RULES.filter(({ severity }) => severity === 'error').map(({ name }) => name);

interface WrittenCondition {
  readonly operator: (typeof CONDITION_OPERATORS)[number];
  readonly key: string;
  readonly value: string;
}

const condition: fc.Arbitrary<WrittenCondition> = fc.record({
  operator: fc.constantFrom(...CONDITION_OPERATORS),
  key: fc.constantFrom('A', 'B', '', 'k'.repeat(129), 'aws:PrincipalTag/A'),
  value: fc.constantFrom('x', 'xy', 'x*', '*', '', 'v'.repeat(257)),
});
const types = fc.uniqueArray(fc.constantFrom('*', 'arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:*:*:volume/*'));

/** The selection as an environment has it. */
function inEnvironment(conditions: readonly WrittenCondition[], resources: string[], notResources: string[]): string[] {
  const written = Object.fromEntries(
    CONDITION_OPERATORS.map((operator) => {
      const values = new Map<string, string[]>();
      for (const { key, value } of conditions.filter((one) => one.operator === operator)) {
        values.set(key, [...(values.get(key) ?? []), value]);
      }
      return [operator, Object.fromEntries(values)];
    }),
  );
  const input = validEnvironment(({ plan }) => {
    plan.selections = [{ name: 'S', conditions: written, resources, notResources }];
  });
  return rulesBrokenBy(input);
}

/** The same selection as a policy document has it. */
function inPolicy(conditions: readonly WrittenCondition[], resources: string[], notResources: string[]) {
  const written = CONDITION_OPERATORS.map((operator) => [
    operator.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    Object.fromEntries(
      conditions
        .filter((one) => one.operator === operator)
        .map(({ key, value }, index) => [
          `c${index}`,
          { condition_key: assign(`aws:ResourceTag/${key}`), condition_value: assign(value) },
        ]),
    ),
  ]);
  return {
    selections: {
      resources: {
        S: {
          iam_role_arn: assign('arn:aws:iam::$account:role/r'),
          resource_types: assign(resources),
          ...(notResources.length > 0 && { not_resource_types: assign(notResources) }),
          conditions: Object.fromEntries(written),
        },
      },
    },
  };
}

const only = (rules: readonly string[], known: readonly string[]) =>
  [...new Set(rules.filter((rule) => known.includes(rule)))].toSorted();

test('N7 O4 O7 environments, policies and effective policies judge a selection alike', () => {
  const names = RULES.map(({ name }) => name);
  fc.assert(
    fc.property(
      fc.array(condition, { minLength: 1, maxLength: 4 }),
      types.filter(({ length }) => length > 0),
      types,
      (conditions, resources, notResources) => {
        const environment = inEnvironment(conditions, resources, notResources);
        const errors = only(environment, ERRORS);
        const plan = inPolicy(conditions, resources, notResources);
        const linted = lint(policyOf(plan)).map(({ rule }) => rule);
        const merged = effective(withPlan(plan)).errors.map(({ code }) => code);
        // A file that is refused reports only its errors.
        expect(only(linted, errors.length > 0 ? ERRORS : names)).toEqual(only(environment, names));
        expect(only(merged, ERRORS)).toEqual(errors);
      },
    ),
    { numRuns: 60 },
  );
});
