import { quotaExceeded } from '../../domain/backup/quotas';
import type { Finding } from '../../domain/finding';
import type { Plan } from '../schema';
import type { EnvironmentRule } from './environment-rule';

/** What AWS Backup counts. */
export const quotas: EnvironmentRule = ({ backup }) => [
  ...perRegion(backup.vaults).flatMap((count) => quotaExceeded('vaults in a region', count, 'backup.vaults')),
  ...perRegion(backup.plans).flatMap((count) => quotaExceeded('plans in a region', count, 'backup.plans')),
  ...backup.plans.flatMap(ofPlan),
];

function ofPlan(plan: Plan): Finding[] {
  const path = `backup.plans.${plan.name}`;
  const byTags = plan.selections.filter(
    ({ tags, conditions }) => Object.keys(tags).length > 0 || conditions !== undefined,
  );
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
    ...plan.selections.flatMap(({ name, tags, resources }) => [
      ...quotaExceeded('tags in a selection', Object.values(tags).flat().length, `${path}.selections.${name}.tags`),
      ...quotaExceeded(
        resources.some((arn) => arn.includes('*'))
          ? 'ARNs with wildcards in a selection'
          : 'ARNs without wildcards in a selection',
        resources.length,
        `${path}.selections.${name}.resources`,
      ),
    ]),
  ];
}

function perRegion(placed: readonly { readonly region: string }[]): number[] {
  const counts = new Map<string, number>();
  for (const { region } of placed) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts.values()];
}
