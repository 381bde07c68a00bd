import { AWS_LIMITS } from '../aws-limits/generated';
import type { Finding } from '../finding';
import type { Placed, PlacedPlan, Selection } from './model';
import { conditionCount, tagCount } from './selection-terms';

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
export const QUOTAS = {
  'vaults in a region': 300,
  'plans in a region': 300,
  'rules in a plan': 10,
  'tags on a plan': AWS_LIMITS.iam.tagListType.max,
  'selections by tags in a plan': 10,
  'tags in a selection': 30,
  'tags on a recovery point': 10,
  'copies in a rule': 5,
  'conditions in a selection': 30,
  'ARNs with wildcards in a selection': 30,
  'ARNs without wildcards in a selection': 500,
} as const;

/** A quota of AWS Backup that is exceeded. */
export function quotaExceeded(counted: keyof typeof QUOTAS, count: number, path: string): Finding[] {
  const most = QUOTAS[counted];
  if (count <= most) return [];
  return [
    {
      rule: 'quota-exceeded',
      severity: 'error',
      source: 'aws',
      path,
      message: `${count} ${counted}, but AWS Backup allows ${most}`,
      remedy: `keep ${most} or fewer, or split them`,
    },
  ];
}

/** The quotas of a plan, its rules and its selections. */
export function planQuotas({ value: plan, at, rules, selections }: PlacedPlan): Finding[] {
  const byTags = plan.selections.filter((selection) => tagCount(selection) + conditionCount(selection) > 0);
  return [
    ...quotaExceeded('rules in a plan', plan.rules.length, at('rules')),
    ...quotaExceeded('tags on a plan', Object.keys(plan.tags).length, at('tags')),
    ...quotaExceeded('selections by tags in a plan', byTags.length, at('selections')),
    ...rules.flatMap(({ value: { copies, recoveryPointTags }, at: ruleAt }) => [
      ...quotaExceeded('copies in a rule', copies.length, ruleAt('copies')),
      ...quotaExceeded('tags on a recovery point', Object.keys(recoveryPointTags).length, ruleAt('recoveryPointTags')),
    ]),
    ...selections.flatMap(selectionQuotas),
  ];
}

function selectionQuotas({ value: selection, at }: Placed<Selection>): Finding[] {
  return [
    ...quotaExceeded('tags in a selection', tagCount(selection), at('tags')),
    ...quotaExceeded('conditions in a selection', conditionCount(selection), at('conditions')),
    ...(['resources', 'notResources'] as const).flatMap((list) => {
      const wild = selection[list].filter((arn) => arn.includes('*')).length;
      const literal = selection[list].length - wild;
      return [
        ...quotaExceeded('ARNs with wildcards in a selection', wild, at(list)),
        ...quotaExceeded('ARNs without wildcards in a selection', literal, at(list)),
      ];
    }),
  ];
}
