import { rmSync } from 'node:fs';
import path from 'node:path';

import { knownResources } from '../../domain/bootstrap/known-resources';
import { readJson } from '../../../cli/review/read-json';

const STATE = 'terraform.tfstate';

/** The resources in the local state of a folder: none when it does not exist, or was moved. */
export function localResources(folder: string): ReadonlyMap<string, string> {
  const state = readJson(path.join(folder, STATE));
  return typeof state === 'string' ? new Map() : knownResources(state);
}

/**
 * Whether the local state of a folder has a resource of a type. In the shadow stacks of the tests, the type is the start of
 * the resource's name.
 */
export function hasLocally(folder: string, type: string): boolean {
  const ofType = new RegExp(`\\b${type}[.-]`);
  return [...localResources(folder).keys()].some((address) => ofType.test(address));
}

/** Removes the local state: Terraform would ask whether to move it. */
export function dropLocalState(folder: string): void {
  for (const file of [STATE, `${STATE}.backup`]) rmSync(path.join(folder, file), { force: true });
}
