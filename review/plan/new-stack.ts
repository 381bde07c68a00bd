import type { Action, Change, Place } from '../../domain/terraform/changes/change';

/**
 * A change for the whole stack if it is new: its plan creates everything.
 * @param actions what the plan does to each resource and output; undefined for no change
 */
export function newStack(
  place: Place,
  account: string | undefined,
  actions: readonly (Action | undefined)[],
): readonly Change[] {
  if (actions.some((action) => action !== 'added')) return [];
  return [
    {
      ...place,
      address: place.stackName,
      type: 'stack',
      account,
      action: 'added',
      movedFrom: undefined,
      before: undefined,
      after: { parts: actions.length },
      differences: [],
      replacedFor: [],
    },
  ];
}
