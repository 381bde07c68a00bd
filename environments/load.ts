import { environments } from './index';
import { type Configuration, type EnvironmentFile, parseEnvironments } from './parse';

/**
 * Reads every registered environment file.
 *
 * @param directory where the files lie, for messages
 * @param now the moment from which schedules are looked at
 * @throws {RefusedError} with all problems of all files.
 */
export async function loadConfiguration(directory: string, now: Date): Promise<Configuration> {
  const files = Object.entries(environments).map(async ([name, load]): Promise<EnvironmentFile> => {
    const { default: input } = await load();
    return { file: `${directory}/${name}.ts`, name, input };
  });
  // What stands in for organization.ts where there is none exports undefined.
  const { default: input }: { default: unknown } = await import('#organization');
  const organizationFile = input === undefined ? undefined : { file: `${directory}/organization.ts`, input };
  return parseEnvironments(await Promise.all(files), now, organizationFile);
}
