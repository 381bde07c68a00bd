import path from 'node:path';

import { readJson } from '../review/read-app';

/** The addresses that the local state of a folder knows: none when it is not there, or was moved. */
export function localResources(folder: string): string[] {
  const state = readJson(path.join(folder, 'terraform.tfstate'));
  if (typeof state === 'string') return [];
  const resources = (state['resources'] ?? []) as readonly { mode: string; type: string; name: string }[];
  return resources.filter(({ mode }) => mode === 'managed').map(({ type, name }) => `${type}.${name}`);
}
