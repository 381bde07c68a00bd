import { reachableTypes, type ResourceType } from '../../domain/backup/resource-types';
import type { Environment, Plan, Selection, Vault } from '../schema';

/** The vault of that name in that region, or undefined. */
export function findVault({ backup }: Environment, name: string, region: string): Vault | undefined {
  return backup.vaults.find((vault) => vault.name === name && vault.region === region);
}

/** How many tags a selection names: a tag with two values counts twice. */
export function tagCount({ tags }: Selection): number {
  return Object.values(tags).flat().length;
}

/** How many conditions a selection makes beside its tags. */
export function conditionCount({ conditions = NO_CONDITIONS }: Selection): number {
  return Object.values(conditions).flatMap((operator) => Object.values(operator).flat()).length;
}

const NO_CONDITIONS: NonNullable<Selection['conditions']> = {
  stringEquals: {},
  stringLike: {},
  stringNotEquals: {},
  stringNotLike: {},
};

/** What the selections of a plan can reach together. */
export function typesOf(plan: Plan, environment: Environment): ResourceType[] {
  const optedIn = optedInTypes(environment, plan.region);
  return [...new Set(plan.selections.flatMap((selection) => reachableTypes(asAdded(selection), optedIn)))];
}

/** A list of tags reaches what carries one of them, whatever resources are named beside it. */
function asAdded(selection: Selection): Pick<Selection, 'resources' | 'notResources'> {
  return selection.match === 'any' && tagCount(selection) > 0 ? { ...selection, resources: [] } : selection;
}

/** The types that the region's settings opt in; undefined when the environment leaves them as they are. */
export function optedInTypes({ backup }: Environment, region: string): ReadonlySet<string> | undefined {
  const settings = backup.regionSettings.find((candidate) => candidate.region === region);
  return settings && new Set(Object.keys(settings.optIn).filter((type) => settings.optIn[type]));
}
