import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Configuration } from '../../environments/parse';
import { sampleValues } from '../../environments/sample-values';

/** What an operator must know about the files of a configuration that is accepted (U5). */
export function configurationNotes(folder: string, configuration: Configuration): string[] {
  return [...sampleNote(configuration), ...unregisteredNotes(folder, configuration)];
}

function sampleNote(configuration: Configuration): string[] {
  const values = sampleValues(configuration);
  if (values.length === 0) return [];
  const byFile = values.map(({ name, findings }) => `${name} (${findings.map(({ found }) => found).join(', ')})`);
  return [`Sample values remain: ${byFile.join(', ')}. Replace them before you deploy.`];
}

/** Files that look like an environment, but are not in `index.ts`. */
function unregisteredNotes(folder: string, { environments }: Configuration): string[] {
  // The name is relative to the root of the repository, and synth also runs from other folders.
  if (!existsSync(folder)) return [];
  const registered = environments.map(({ name }) => `${name}.ts`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !registered.includes(file))
    .filter((file) => /^export default environment\(/m.test(readFileSync(path.join(folder, file), 'utf8')))
    .toSorted()
    .map((file) => unregisteredNote(folder, path.basename(file, '.ts')));
}

function unregisteredNote(folder: string, name: string): string {
  const key = /^[a-z]+$/.test(name) ? name : `'${name}'`;
  return `${folder}/${name}.ts looks like an environment, but ${folder}/index.ts does not list it: it is not deployed.\n→ add ${key}: () => import('./${name}') to the list, or delete the file`;
}
