import type { Finding } from '../domain/finding';
import { type Configuration, parseEnvironments } from './parse';
import { type Refusal, RefusedError } from './refusal';

type Load = () => Promise<{ readonly default: unknown }>;

/**
 * Returns the function that loads every registered environment file and, where there is one, the organization's file.
 *
 * @param environments loads each environment, in promotion order
 * @param loadOrganization resolves to a default export of undefined if there is no organization
 */
export function configurationLoader(environments: Readonly<Record<string, Load>>, loadOrganization: Load) {
  /**
   * @param directory folder of the files, for messages
   * @param now the time from which schedules are evaluated
   * @throws {RefusedError} with all problems of all files.
   */
  return async (directory: string, now: Date): Promise<Configuration> => {
    const refusals: Refusal[] = [];
    const read = async (name: string, load: Load) => {
      const file = `${directory}/${name}.ts`;
      try {
        return { file, name, input: (await load()).default };
      } catch (error) {
        refusals.push({ file, findings: [notLoaded(error)], unchecked: true });
        return { file, name, input: undefined };
      }
    };
    const files = await Promise.all(Object.entries(environments).map(([name, load]) => read(name, load)));
    const organization = await read('organization', loadOrganization);
    if (files.length === 0)
      refusals.push({ file: `${directory}/index.ts`, findings: [NO_ENVIRONMENT], unchecked: false });
    if (refusals.length > 0) throw new RefusedError(refusals);

    return parseEnvironments(files, now, organization.input === undefined ? undefined : organization);
  };
}

const NO_ENVIRONMENT: Finding = {
  rule: 'no-environment',
  severity: 'error',
  source: 'backupctl',
  path: 'environments',
  message: 'no environment is listed, so all stacks would be removed',
  remedy: "add one, such as dev: () => import('./dev')",
};

function notLoaded(error: unknown) {
  return {
    rule: 'file-not-loaded',
    severity: 'error',
    source: 'backupctl',
    path: 'the file',
    message: `cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'write only literals, which cannot fail',
  } as const;
}
