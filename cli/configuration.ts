import type { Organization } from '../environments/organization/organization';
import type { Configuration, EnvironmentFile } from '../environments/parse';
import type { CommonInput, Environment } from '../environments/schema';
import { UsageError } from './exit-code';

/** The folder with the environment files. */
export function environmentsFolder(): string {
  return process.env['BACKUP_ENVIRONMENTS_DIR'] ?? 'environments';
}

/**
 * Reads and checks the configuration. Every command gets it here.
 * @param settings replace settings of the organization, if there is one
 * @throws {RefusedError} with every error in it
 */
export async function loadConfiguration(now = new Date(), settings: object = {}): Promise<Configuration> {
  const { importLoader } = await import('../environments/configuration-loader');
  const folder = environmentsFolder();
  const loader = await importLoader(() => import('#environments'), folder);
  return loader.loadConfiguration(folder, now, settings);
}

/**
 * The configuration with one more environment, which is not listed yet.
 * @throws {RefusedError} with every error in it
 */
export async function configurationWith(added: EnvironmentFile): Promise<Configuration> {
  const { importLoader } = await import('../environments/configuration-loader');
  const folder = environmentsFolder();
  const loader = await importLoader(() => import('#environments'), folder);
  return loader.loadConfiguration(folder, new Date(), undefined, added);
}

/** The values of `common.ts`; none if there is no such file. */
export async function commonValues(): Promise<CommonInput> {
  const { importLoader } = await import('../environments/configuration-loader');
  const { common } = await importLoader(() => import('#common'), environmentsFolder());
  return common;
}

/**
 * One environment of the configuration.
 * @throws {RefusedError} when the configuration is refused
 * @throws {UsageError} when it has no such environment
 */
export async function configuredEnvironment(name: string, now = new Date()): Promise<Environment> {
  return environmentIn(await loadConfiguration(now), name);
}

/** @throws {UsageError} when the configuration has no such environment */
export function environmentIn({ environments }: Configuration, name: string): Environment {
  return byName(environments, name);
}

/**
 * The one with this name: an environment, or whatever else is deployed by a name.
 * @throws {UsageError} when there is none
 */
export function byName<T extends { readonly name: string }>(named: readonly T[], name: string): T {
  const found = named.find((one) => one.name === name);
  if (found) return found;
  const names = named.map((one) => one.name).join(', ');
  throw new UsageError(`The configuration has no environment "${name}".\n→ specify one of ${names}`);
}

/**
 * The organization of the configuration.
 * @param alternative what else the user can do when there is none
 * @throws {RefusedError} when the configuration is refused
 * @throws {UsageError} when it has no organization
 */
export async function configuredOrganization(now = new Date(), alternative = ''): Promise<Organization> {
  const { organization } = await loadConfiguration(now);
  if (organization) return organization;
  throw new UsageError(
    `The configuration has no organization.\n→ define it in ${environmentsFolder()}/organization.ts${alternative}`,
  );
}
