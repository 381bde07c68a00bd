import { type Finding, refusal } from '../domain/finding';
import { adjacentFiles } from './adjacent-files';
import { guardedLoad } from './load-guard';
import { type Configuration, type EnvironmentFile, parseEnvironments } from './parse';
import { type Refusal, RefusedError } from './refusal';
import { TREE_FILE, treeFile } from './tree-file';

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
   * @param settings replace settings of the organization, if there is one
   * @param added an environment that is not listed yet
   * @throws {RefusedError} with all problems of all files.
   */
  return async (
    directory: string,
    now: Date,
    settings: object = {},
    added?: EnvironmentFile,
  ): Promise<Configuration> => {
    const refusals: Refusal[] = [];
    const loading = guardedLoad(async (settled) => {
      const read = async (name: string, load: unknown): Promise<Loaded> => {
        const file = `${directory}/${name}.ts`;
        try {
          const module = typeof load === 'function' ? await settled((load as Load)()) : undefined;
          if (typeof module !== 'object') {
            refusals.push({ file: `${directory}/index.ts`, findings: [notImported(name)], unchecked: true });
            return { file, name, input: undefined, isMissing: false };
          }
          return { file, name, input: module.default, isMissing: !('default' in module) };
        } catch (error) {
          refusals.push(await notLoaded(error, file, directory));
          return { file, name, input: undefined, isMissing: false };
        }
      };
      const isList = environments instanceof Object && !Array.isArray(environments);
      const files = Object.entries(isList ? environments : {}).map(([name, load]) => read(name, load));
      const organization = read('organization', loadOrganization);
      return { files: await Promise.all(files), organization: await organization };
    });
    const { files, organization } = await loading.catch(async (error: unknown) => {
      throw new RefusedError([...refusals, await notLoaded(error, `${directory}/index.ts`, directory)]);
    });
    if (files.length === 0 && !added)
      refusals.push({ file: `${directory}/index.ts`, findings: [NO_ENVIRONMENT], unchecked: false });
    if (refusals.length > 0) throw new RefusedError(refusals);

    const { textBeside } = await import('#source-position');
    const complete = files.map((file) => ({ ...file, ...adjacentFiles(directory, file.name, textBeside) }));
    const isConfigured = organization.input !== undefined || organization.isMissing;
    const all = added ? [...complete, added] : complete;
    if (!isConfigured) return parseEnvironments(all, now);
    const input = withSettings(organization.input, settings);
    return parseEnvironments(all, now, {
      ...organization,
      ...adjacentFiles(directory, 'organization', textBeside),
      input,
      tree: () => treeFile(input, directory, () => textBeside(TREE_FILE)),
    });
  };
}

function withSettings(input: unknown, settings: object): unknown {
  return typeof input === 'object' && input !== null ? { ...input, ...settings } : input;
}

interface Loaded extends EnvironmentFile {
  /** Whether the file has no default export. */
  readonly isMissing: boolean;
}

const NO_ENVIRONMENT = refusal({
  rule: 'no-environment',
  path: 'environments',
  message: 'no environment is listed, so all stacks would be removed',
  remedy: "add one, such as dev: () => import('./dev')",
});

function notImported(name: string): Finding {
  return refusal({
    rule: 'environment-not-imported',
    path: `environments.${name}`,
    message: 'it is not a function that imports a file',
    remedy: `write () => import('./${name}')`,
  });
}

/**
 * Imports the module that loads the configuration, which lists the environments.
 * @throws {RefusedError} when it cannot be loaded
 */
export async function importLoader<T>(load: () => Promise<T>, directory: string): Promise<T> {
  try {
    return await guardedLoad((settled) => settled(load()));
  } catch (error) {
    throw new RefusedError([await notLoaded(error, `${directory}/load.ts`, directory)]);
  }
}

/** @param file what was loaded: the error can come from a file that it imports */
async function notLoaded(error: unknown, file: string, directory: string): Promise<Refusal> {
  const { positionOf } = await import('#source-position');
  const { source, line, cycle } = positionOf(error);
  const finding = refusal({
    rule: 'file-not-loaded',
    path: line === undefined ? 'the file' : `line ${line}`,
    message: `cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    remedy:
      cycle === undefined
        ? 'write only literals, which cannot fail'
        : `move what they share to common.ts: ${cycle.join(' imports ')}`,
  });
  return { file: source === undefined ? file : `${directory}/${source}`, findings: [finding], unchecked: true };
}
