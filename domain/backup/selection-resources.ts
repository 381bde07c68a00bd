import { type Finding, refusal } from '../finding';
import type { PlacedPlan, Selection } from './model';
import type { Judged } from './plan-check';
import { covers, isKnownResource, reachableTypes } from './resource-types';

type Resources = Pick<Selection, 'resources' | 'notResources'>;

/** Selections that exclude everything that they could select. */
export function everythingExcluded({ selections }: PlacedPlan): Judged[] {
  return selections
    .filter(({ value }) => excludesEverything(value))
    .map(({ at }) => ({
      finding: refusal({
        rule: 'resources-excluded',
        path: at('notResources'),
        message: 'excludes everything that the selection could select',
        remedy: 'exclude less, or remove the selection',
      }),
      from: [at('resources'), at('notResources')],
    }));
}

/** Resources that a selection names and excludes, while others remain. A child policy may exclude what its parent names. */
export function resourceExcluded({ resources, notResources }: Resources, path: string): Finding[] {
  if (excludesEverything({ resources, notResources })) return [];
  return resources
    .filter((arn) => isExcluded(arn, notResources))
    .map((found) => ({
      rule: 'resource-excluded',
      severity: 'warning',
      source: 'backupctl',
      path,
      found,
      message: `"${found}" is excluded too, so it is never selected`,
      remedy: 'remove it here, or exclude less',
    }));
}

/** Whether nothing that a selection could select remains, whatever the region has opted in. */
export function excludesEverything({ resources, notResources }: Resources): boolean {
  if (notResources.length === 0) return false;
  if (resources.length > 0 && resources.every((arn) => isExcluded(arn, notResources))) return true;
  return resources.every(isKnownResource) && reachableTypes({ resources, notResources }).length === 0;
}

function isExcluded(arn: string, notResources: readonly string[]): boolean {
  return notResources.some((pattern) => covers(pattern, arn));
}
