import type { Action, Change } from '../../domain/terraform/changes/change';
import type { Place } from '../../domain/terraform/changes/change';

/**
 * That a whole stack is new, as two syntheses tell it: a saved plan makes everything that it knows of.
 *
 * @param actions what it does to each resource and output; undefined for what stays as it is
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
