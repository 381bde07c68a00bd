import { rmSync } from 'node:fs';
import path from 'node:path';

import { knownResources } from '../../domain/bootstrap/known-resources';
import { readJson } from '../../../cli/review/read-app';

const STATE = 'terraform.tfstate';

/** What the local state of a folder knows: nothing when it is not there, or was moved. */
export function localResources(folder: string): ReadonlyMap<string, string> {
  const state = readJson(path.join(folder, STATE));
  return typeof state === 'string' ? new Map() : knownResources(state);
}

/**
 * Whether the local state of a folder knows a resource of a type. In a shadow of the stack, as the tests apply it, the type
 * begins the resource's name.
 */
export function knowsLocally(folder: string, type: string): boolean {
  const ofType = new RegExp(`\\b${type}[.-]`);
  return [...localResources(folder).keys()].some((address) => ofType.test(address));
}

/** Terraform would ask whether it should move a local state that it finds. */
export function dropLocalState(folder: string): void {
  for (const file of [STATE, `${STATE}.backup`]) rmSync(path.join(folder, file), { force: true });
}
