import { Option } from 'commander';

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
  const { loadConfiguration } = await import('#environments');
  const directory = process.env['BACKUP_ENVIRONMENTS_DIR'] ?? 'environments';
  const { environments } = await loadConfiguration(directory, now);
  const found = environments.find((environment) => environment.name === name);
  if (found) return found;
  const names = environments.map((environment) => environment.name).join(', ');
  throw new UsageError(`The configuration has no environment "${name}".\n→ name one of ${names}`);
}
