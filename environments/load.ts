import type { Finding } from '../domain/finding';
import { environments } from './index';
import { type Configuration, parseEnvironments } from './parse';
import { type Refusal, RefusedError } from './refusal';

/**
 * Reads every registered environment file, and the organization's where there is one.
 *
 * @param directory where the files lie, for messages
 * @param now the moment from which schedules are looked at
 * @throws {RefusedError} with all problems of all files.
 */
export async function loadConfiguration(directory: string, now: Date): Promise<Configuration> {
  const refusals: Refusal[] = [];
  const read = async (name: string, load: () => Promise<{ default: unknown }>) => {
    const file = `${directory}/${name}.ts`;
    try {
      return { file, name, input: (await load()).default };
    } catch (error) {
      refusals.push({ file, findings: [notLoaded(error)], unchecked: true });
      return { file, name, input: undefined };
    }
  };
  const files = await Promise.all(Object.entries(environments).map(([name, load]) => read(name, load)));
  // What stands in for organization.ts where there is none exports undefined.
  const organization = await read('organization', () => import('#organization'));
  if (files.length === 0)
    refusals.push({ file: `${directory}/index.ts`, findings: [NO_ENVIRONMENT], unchecked: false });
  if (refusals.length > 0) throw new RefusedError(refusals);

  return parseEnvironments(files, now, organization.input === undefined ? undefined : organization);
}

const NO_ENVIRONMENT: Finding = {
  rule: 'no-environment',
  severity: 'error',
  source: 'backupctl',
  path: 'environments',
  message: 'no environment is registered, which would remove the stacks of all of them',
  remedy: "register one, such as dev: () => import('./dev')",
};

function notLoaded(error: unknown) {
  return {
    rule: 'file-not-loaded',
    severity: 'error',
    source: 'backupctl',
    path: 'the file',
    message: `cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'write literals only, which cannot fail',
  } as const;
}
