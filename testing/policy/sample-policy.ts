import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { effectivePolicies, type Container } from '../../domain/policy/organization-tree';

/** The time from which the tests evaluate schedules. */
export const now = new Date('2026-11-21T00:00:00Z');

export const assign = (value: unknown): Record<string, unknown> => ({ '@@assign': value });

/** A complete rule, with some settings changed. */
export function rule(changed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    schedule_expression: assign('cron(0 3 ? * * *)'),
    target_backup_vault_name: assign('Safe'),
    lifecycle: { delete_after_days: assign('30') },
    ...changed,
  };
}

/** A complete plan, with some settings changed. */
export function plan(changed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    regions: assign(['eu-west-1']),
    rules: { Nightly: rule() },
    selections: {
      tags: {
        Chosen: {
          iam_role_arn: assign('arn:aws:iam::$account:role/Backup'),
          tag_key: assign('Backup'),
          tag_value: assign(['On']),
        },
      },
    },
    ...changed,
  };
}

/** A policy with one complete plan, with these changes. */
export const withPlan = (changed: Readonly<Record<string, unknown>>) => ({ plans: { A: plan(changed) } });

/** A policy with one complete rule, with these changes. */
export const withRule = (changed: Readonly<Record<string, unknown>>) => withPlan({ rules: { R: rule(changed) } });

/** The effective policy of an account if each of these documents, P0, P1..., is attached one level below the previous one. */
export function effective(...documents: readonly unknown[]): EffectivePolicy {
  const policies = Object.fromEntries(documents.map((document, index) => [`P${index}`, document]));
  const accounts = [{ id: '111111111111', policies: [] }];
  const root = Object.keys(policies).reduceRight<Container>(
    (below, policy) => ({
      id: `above-${policy}`,
      policies: [],
      accounts: [],
      ous: [{ ...below, id: `ou-${policy}`, policies: [policy] }],
    }),
    { id: 'r-root', policies: [], accounts, ous: [] },
  );
  const [found] = effectivePolicies({ policies, root }, { now });
  if (!found) throw new Error('the account got lost');
  return found;
}

/** Its errors, one per line. */
export const errorsOf = (...documents: readonly unknown[]): string[] =>
  effective(...documents).errors.map(({ code, source, path }) => `${source} ${code} ${path}`);
