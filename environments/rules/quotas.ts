import { quotaExceeded } from '../../domain/backup/quotas';
import type { Finding } from '../../domain/finding';
import type { Plan, Selection } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { conditionCount, tagCount } from './lookups';
import { planPath } from './config-paths';

/** What AWS Backup counts. */
export const quotas: EnvironmentRule = (environment) => [
  ...perRegion(environment.backup.vaults).flatMap((count) =>
    quotaExceeded('vaults in a region', count, 'backup.vaults'),
  ),
  ...perRegion(environment.backup.plans).flatMap((count) => quotaExceeded('plans in a region', count, 'backup.plans')),
  ...environment.backup.plans.flatMap((plan) => ofPlan(plan, planPath(plan, environment))),
];

function ofPlan(plan: Plan, path: string): Finding[] {
  const byTags = plan.selections.filter((selection) => tagCount(selection) + conditionCount(selection) > 0);
  return [
    ...quotaExceeded('rules in a plan', plan.rules.length, `${path}.rules`),
    ...quotaExceeded('selections by tags in a plan', byTags.length, `${path}.selections`),
    ...plan.rules.flatMap((rule) => [
      ...quotaExceeded('copies in a rule', rule.copies.length, `${path}.rules.${rule.name}.copies`),
      ...quotaExceeded(
        'tags on a recovery point',
        Object.keys(rule.recoveryPointTags).length,
        `${path}.rules.${rule.name}.recoveryPointTags`,
      ),
    ]),
    ...plan.selections.flatMap((selection) => ofSelection(selection, `${path}.selections.${selection.name}`)),
  ];
}

function ofSelection(selection: Selection, path: string): Finding[] {
  return [
    ...quotaExceeded('tags in a selection', tagCount(selection), `${path}.tags`),
    ...quotaExceeded('conditions in a selection', conditionCount(selection), `${path}.conditions`),
    ...(['resources', 'notResources'] as const).flatMap((list) => {
      const wild = selection[list].filter((arn) => arn.includes('*')).length;
      const literal = selection[list].length - wild;
      return [
        ...quotaExceeded('ARNs with wildcards in a selection', wild, `${path}.${list}`),
        ...quotaExceeded('ARNs without wildcards in a selection', literal, `${path}.${list}`),
      ];
    }),
  ];
}

function perRegion(placed: readonly { readonly region: string }[]): number[] {
  const counts = new Map<string, number>();
  for (const { region } of placed) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts.values()];
}
