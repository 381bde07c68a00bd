import type { Finding } from '../finding';
import type { PlacedPlan, Selection } from './model';
import { reachableTypes, type ResourceType } from './resource-types';
import { tagCount } from './selection-terms';

/**
 * The types that the selections of a plan can reach together.
 * @param optedIn names of the types that the region has opted in; undefined when unknown
 */
export function typesOf(selections: readonly Selection[], optedIn?: ReadonlySet<string>): ResourceType[] {
  return [...new Set(selections.flatMap((selection) => reachableTypes(withoutNarrowing(selection), optedIn)))];
}

/** A list of tags reaches every resource that has one of them, whatever resources the selection names. */
function withoutNarrowing(selection: Selection): Pick<Selection, 'resources' | 'notResources'> {
  const isAdded = (selection.match ?? 'any') === 'any' && tagCount(selection) > 0;
  return isAdded ? { ...selection, resources: [] } : selection;
}

/**
 * Cold storage in a plan that selects only types that never move to cold storage.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
 */
export function coldStorageIgnored({ rules }: PlacedPlan, types: readonly ResourceType[]): Finding[] {
  const lifecycles = rules.flatMap(({ value, at, copies }) => [{ value, at }, ...copies]);
  return lifecycles.flatMap(({ value: { coldStorageAfterDays, archive }, at }): Finding[] => {
    const turnsCold = types.some(({ coldStorage }) => coldStorage === 'yes' || (coldStorage === 'archive' && archive));
    if (coldStorageAfterDays === undefined || types.length === 0 || turnsCold) return [];
    const onlyArchive = types.some(({ coldStorage }) => coldStorage === 'archive');
    return [
      {
        rule: 'cold-storage-ignored',
        severity: 'warning',
        source: 'backupctl',
        path: at('coldStorageAfterDays'),
        found: coldStorageAfterDays,
        message: `the plan selects only ${types.map(({ name }) => name).join(', ')}, whose recovery points never move to cold storage: AWS silently ignores the setting`,
        remedy: onlyArchive ? 'leave cold storage out, or opt EBS in to the archive' : 'leave cold storage out',
      },
    ];
  });
}
