import type { Finding } from '../../domain/finding';
import { lintPolicy } from '../../domain/policy/lint/lint';

/** The time at which the tests lint: a Saturday. */
export const NOW = new Date('2026-11-21T00:00:00Z');

type Json = unknown;
type JsonObject = Readonly<Record<string, Json>>;

const assign = (value: Json): JsonObject => ({ '@@assign': value });

const RULE: JsonObject = {
  schedule_expression: assign('cron(0 * * * ? *)'),
  target_backup_vault_name: assign('test-bk-vault'),
};

const SELECTIONS: JsonObject = {
  tags: {
    'test-bk-resource': {
      iam_role_arn: assign('arn:aws:iam::$account:role/test-bk-role'),
      tag_key: assign('Backup'),
      tag_value: assign(['On']),
    },
  },
};

/** A policy with one complete plan, `P`, some parts of which are replaced. */
export function policyOf(plan: JsonObject): JsonObject {
  const parts = { regions: assign(['ap-northeast-1']), rules: { R: RULE }, selections: SELECTIONS, ...plan };
  return { plans: { P: parts } };
}

/** The same with other settings in its rule, `R`. */
export function ruleOf(rule: JsonObject, plan: JsonObject = {}): JsonObject {
  return policyOf({ rules: { R: { ...RULE, ...rule } }, ...plan });
}

/** What the linter finds, as `rule at path`. */
export function found(policy: Json, now = NOW): string[] {
  return lint(policy, now).map(({ rule, path }) => `${rule} at ${path}`);
}

/** What the linter finds. */
export function lint(policy: Json, now = NOW): Finding[] {
  return lintPolicy(typeof policy === 'string' ? policy : JSON.stringify(policy), { now });
}

export { assign };

/** A policy that breaks a rule, and a similar one that does not. */
export interface RuleCase {
  readonly rule: string;
  readonly at: string;
  readonly bad: Json;
  readonly good: Json;
}
