import { Option } from 'commander';

import type { Organization } from '../../environments/organization/organization';
import type { Environment } from '../../environments/schema';
import { UsageError } from '../exit-code';

/** Which environment a command is about. */
export function environmentOption(): Option {
  return new Option('--environment <name>', 'the environment, as its file names it').makeOptionMandatory();
}

/**
 * An environment of the configuration.
 * @throws {RefusedError} when the configuration is refused
 * @throws {UsageError} when it has no such environment
 */
export async function configuredEnvironment(name: string, now: Date): Promise<Environment> {
  const { environment } = await environmentInOrganization(name, now);
  return environment;
}

/**
 * An environment of the configuration, and the organization where one is described.
 * @throws as {@link configuredEnvironment}
 */
export async function environmentInOrganization(
  name: string,
  now: Date,
): Promise<{ readonly environment: Environment; readonly organization: Organization | undefined }> {
  const { loadConfiguration } = await import('#environments');
  const directory = process.env['BACKUP_ENVIRONMENTS_DIR'] ?? 'environments';
  const { environments, organization } = await loadConfiguration(directory, now);
  const environment = environments.find((one) => one.name === name);
  if (environment) return { environment, organization };
  const names = environments.map((one) => one.name).join(', ');
  throw new UsageError(`The configuration has no environment "${name}".\n→ name one of ${names}`);
}
