import { reachableTypes, type ResourceType } from '../../backup/resource-types';
import type { Finding } from '../../finding';
import { found, type Concern, type RuleDescription } from './concern';
import { lifecycleOf, optsInToArchive } from './lifecycles';
import { has, type Section } from './section';
import { resourceSelectionsOf, rulesOf, tagSelectionsOf } from './traversal';
import { listedTexts } from './values';

const ignored: RuleDescription = {
  name: 'cold-storage-ignored',
  severity: 'warning',
  source: 'backupctl',
  summary: 'cold storage for a plan that only selects types which never turn cold',
  why: 'AWS ignores the transition silently, for EC2 images among others; EBS snapshots need the archive opt-in',
  see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html',
};

/** Cold storage where nothing can turn cold. A selection by tags reaches any type. */
export const coldStorage: Concern = {
  rules: [ignored],
  check: ({ document }) =>
    rulesOf(document).flatMap(({ plan, rule }) => {
      const types = typesOf(plan);
      return types.length === 0 ? [] : judge(rule, types);
    }),
};

function judge(rule: Section, types: readonly ResourceType[]): Finding[] {
  const { at, coldStorageAfterDays } = lifecycleOf(rule);
  const archive = optsInToArchive(rule);
  const turnsCold = types.some(({ coldStorage: turns }) => turns === 'yes' || (turns === 'archive' && archive));
  if (coldStorageAfterDays === undefined || turnsCold) return [];
  return [
    found(ignored, {
      path: at('coldStorageAfterDays'),
      found: coldStorageAfterDays,
      message: `the plan only selects ${types.map(({ name }) => name).join(', ')}, whose recovery points never turn cold: AWS ignores it silently`,
      remedy: 'leave cold storage out',
    }),
  ];
}

/** The types that a plan's selections can reach; none when they do not say. */
function typesOf(plan: Section): ResourceType[] {
  const selections = resourceSelectionsOf(plan);
  if (tagSelectionsOf(plan).length > 0 || !selections.every((selection) => has(selection, 'resource_types'))) return [];
  const reached = selections.flatMap((selection) =>
    reachableTypes({
      resources: listedTexts(selection, 'resource_types', '@@assign', '@@append'),
      notResources: listedTexts(selection, 'not_resource_types', '@@assign', '@@append'),
    }),
  );
  return [...new Set(reached)];
}
