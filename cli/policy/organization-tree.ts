import type { OrganizationTree } from '../../domain/policy/organization-tree';

/**
 * The organization of a tree file, or else of the configuration.
 * @param now the moment from which to look at the configuration's schedules
 */
export async function organizationTree(file: string | undefined, now: Date): Promise<OrganizationTree> {
  if (file === undefined) return configuredTree(now);
  const { readTree } = await import('./tree-file');
  return readTree(file);
}

async function configuredTree(now: Date): Promise<OrganizationTree> {
  const [{ configuredOrganization }, { treeOf }] = await Promise.all([
    import('../configuration'),
    import('../../domain/organization/organization'),
  ]);
  return treeOf(await configuredOrganization(now, ', or specify a tree file with --tree'));
}
