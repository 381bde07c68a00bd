import type { Organization } from '../../environments/organization/organization';
import { UsageError } from '../exit-code';

/**
 * The organization of the configuration.
 * @param otherwise what else there is to do where it describes none
 * @throws {UsageError} when it describes none
 */
export async function configuredOrganization(now: Date, otherwise = ''): Promise<Organization> {
  const { loadConfiguration } = await import('#environments');
  const directory = process.env['BACKUP_ENVIRONMENTS_DIR'] ?? 'environments';
  const { organization } = await loadConfiguration(directory, now);
  if (organization) return organization;
  throw new UsageError(
    `The configuration describes no organization.\n→ describe it in ${directory}/organization.ts${otherwise}`,
  );
}
