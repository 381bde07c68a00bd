import fc from 'fast-check';

import { stackProblem } from '../../review/model/stack-shape';
import { planProblem } from '../../review/plan/plan-shape';
import { readPlan } from '../../review/plan/read-plan';
import { reviewPlans } from '../../review/review';
import { type App, fixtureApp, reviewBetween } from '../../testing/review/fixture-app';

const app = fixtureApp();
const base: App = Object.fromEntries(['prod-iam', 'prod-backup', 'prod-ssm-backup'].map((name) => [name, app[name]]));

const PLAN: App = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  configuration: { provider_config: { aws: { expressions: { allowed_account_ids: { constant_value: ['1'] } } } } },
  resource_changes: [
    {
      address: 'aws_backup_plan.p',
      type: 'aws_backup_plan',
      change: {
        actions: ['update'],
        before: { name: 'P', rule: [{ rule_name: 'R', schedule: 'cron(0 6 * * ? *)' }] },
        after: { name: 'P', rule: [{ rule_name: 'R', schedule: 'cron(0 7 * * ? *)' }] },
        after_unknown: { id: true },
        before_sensitive: {},
        after_sensitive: { rule: [{}] },
      },
    },
  ],
  output_changes: { o: { actions: ['update'], before: 'x', after: 'y', before_sensitive: false } },
};

const garbage = fc.oneof(
  fc.constantFrom(
    null,
    '',
    '${',
    '[]',
    '{"Statement":[null,1]}',
    '{"plans":[1]}',
    '{"mainSteps":null}',
    'rate(0 days)',
    '['.repeat(1000) + ']'.repeat(1000),
    JSON.parse('{"__proto__":{"a":1},"constructor":2,"toString":[]}'),
  ),
  fc.jsonValue(),
);

test('D reports garbage anywhere in a stack, or refuses it, but never breaks', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(base)), fc.infiniteStream(fc.nat()), garbage, (name, numbers, value) => {
      const head = { ...base, [name]: withGarbage(base[name], numbers, value) };
      if (stackProblem(head[name]) !== undefined) return;
      expect(() => [reviewBetween(base, head), reviewBetween(head, base)]).not.toThrow();
    }),
    { numRuns: 100 },
  );
});

test('D reports garbage anywhere in a saved plan, or refuses it, but never breaks', () => {
  const options = { now: new Date(0), failOn: 'high', acceptances: [], acceptanceFile: '', environments: [] } as const;
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), garbage, (numbers, value) => {
      const plan = withGarbage(PLAN, numbers, value) as App;
      if (planProblem(plan) !== undefined) return;
      expect(() => reviewPlans([readPlan('file', plan)], options)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});

/** A copy with another value somewhere inside. */
function withGarbage(json: unknown, numbers: Iterator<number>, value: unknown, depth = 0): unknown {
  if (typeof json !== 'object' || json === null) return value;
  const keys = Object.keys(json);
  const key = keys[Number(numbers.next().value) % Math.max(keys.length, 1)];
  if (key === undefined || (depth > 0 && Number(numbers.next().value) % 8 === 0)) return value;
  const inner = withGarbage((json as Record<string, unknown>)[key], numbers, value, depth + 1);
  return Array.isArray(json) ? json.with(Number(key), inner) : { ...json, [key]: inner };
}
