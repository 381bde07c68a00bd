import type { OrganizationTree } from '../../domain/policy/organization-tree';
import { UsageError } from '../exit-code';

/**
 * The organization of a tree file; without one, that of the configuration.
 * @param now the moment from which the configuration's schedules are looked at
 */
export async function organizationTree(file: string | undefined, now: Date): Promise<OrganizationTree> {
  if (file === undefined) return configuredTree(now);
  const { readTree } = await import('./tree-file');
  return readTree(file);
}

async function configuredTree(now: Date): Promise<OrganizationTree> {
  const [{ loadConfiguration }, { treeOf }] = await Promise.all([
    import('#environments'),
    import('../../domain/organization/organization'),
  ]);
  const directory = process.env['BACKUP_ENVIRONMENTS_DIR'] ?? 'environments';
  const { organization } = await loadConfiguration(directory, now);
  if (organization) return treeOf(organization);
  throw new UsageError(
    `The configuration describes no organization.\n→ describe it in ${directory}/organization.ts, or name a tree file by --tree`,
  );
}
