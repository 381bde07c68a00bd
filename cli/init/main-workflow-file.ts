import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Returns the text of the workflow for environments in promotion order. */
export type MainWorkflow = (environments: readonly string[]) => string;

const FILE = path.join('.github', 'workflows', 'main.yml');

/** The environments that the shipped workflow deploys. */
const SHIPPED = ['dev', 'stg', 'prod'];

/**
 * The generated workflow, if it is what this repository ships, or else how to generate it. Users of another pipeline may have
 * removed it, and another folder of environments is a trial.
 */
export function workflowChange(
  environments: readonly string[],
  mainWorkflow: MainWorkflow,
  folder: string,
): { readonly files: ReadonlyMap<string, string>; readonly notes: readonly string[] } {
  const files = new Map<string, string>();
  const wanted = mainWorkflow(environments);
  if (folder !== 'environments' || !existsSync(FILE)) return { files, notes: [] };
  const text = readFileSync(FILE, 'utf8').replaceAll('\r\n', '\n');
  if (text === wanted) return { files, notes: [] };
  if (text !== mainWorkflow(SHIPPED)) return { files, notes: [`${FILE} has changes.\n→ run npm run workflows`] };
  files.set(FILE, wanted);
  return { files, notes: [] };
}
