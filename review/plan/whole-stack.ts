import type { Action, Change, Place } from '../../domain/terraform/changes/change';

/**
 * A change for the whole stack, if its plan creates everything or forgets every resource.
 * @param actions what the plan does to each resource and output; undefined for no change
 */
export function wholeStack(
  place: Place,
  account: string | undefined,
  { resources, outputs }: Readonly<Record<'resources' | 'outputs', readonly (Action | undefined)[]>>,
): Change | undefined {
  const all = [...resources, ...outputs];
  if (resources.length === 0) return undefined;
  const isNew = all.every((action) => action === 'added');
  if (!isNew && resources.some((action) => action !== 'forgotten')) return undefined;
  const parts = { parts: isNew ? all.length : resources.length };
  return {
    ...place,
    address: place.stackName,
    type: 'stack',
    account,
    action: isNew ? 'added' : 'forgotten',
    movedFrom: undefined,
    before: isNew ? undefined : parts,
    after: isNew ? parts : undefined,
    differences: [],
    replacedFor: [],
  };
}
