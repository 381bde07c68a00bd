import type { Finding } from '../domain/finding';
import { guardedLoad } from './load-guard';
import { type Configuration, type EnvironmentFile, parseEnvironments } from './parse';
import { type Refusal, RefusedError } from './refusal';

type Load = () => Promise<{ readonly default?: unknown }>;

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
    const loaded = await guardedLoad(async (settled) => {
      const read = async (name: string, load: Load): Promise<Loaded> => {
        const file = `${directory}/${name}.ts`;
        try {
          const module = await settled(load());
          return { file, name, input: module.default, isMissing: !('default' in module) };
        } catch (error) {
          refusals.push(await notLoaded(error, file, directory));
          return { file, name, input: undefined, isMissing: false };
        }
      };
      const files = Object.entries(environments).map(([name, load]) => read(name, load));
      const organization = read('organization', loadOrganization);
      return { files: await Promise.all(files), organization: await organization };
    });
    const { files, organization } = loaded;
    if (files.length === 0)
      refusals.push({ file: `${directory}/index.ts`, findings: [NO_ENVIRONMENT], unchecked: false });
    if (refusals.length > 0) throw new RefusedError(refusals);

    const isConfigured = organization.input !== undefined || organization.isMissing;
    return parseEnvironments(files, now, isConfigured ? organization : undefined);
  };
}

interface Loaded extends EnvironmentFile {
  /** Whether the file has no default export. */
  readonly isMissing: boolean;
}

const NO_ENVIRONMENT: Finding = {
  rule: 'no-environment',
  severity: 'error',
  source: 'backupctl',
  path: 'environments',
  message: 'no environment is listed, so all stacks would be removed',
  remedy: "add one, such as dev: () => import('./dev')",
};

/** @param file what was loaded: the error can come from a file that it imports */
async function notLoaded(error: unknown, file: string, directory: string): Promise<Refusal> {
  const { positionOf } = await import('#source-position');
  const { source, line, cycle } = positionOf(error);
  const finding: Finding = {
    rule: 'file-not-loaded',
    severity: 'error',
    source: 'backupctl',
    path: line === undefined ? 'the file' : `line ${line}`,
    message: `cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    remedy:
      cycle === undefined
        ? 'write only literals, which cannot fail'
        : `move what they share to common.ts: ${cycle.join(' imports ')}`,
  };
  return { file: source === undefined ? file : `${directory}/${source}`, findings: [finding], unchecked: true };
}
