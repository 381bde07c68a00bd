import { accountsOf } from '../../domain/organization/organization';
import type { Organization } from '../../environments/organization/organization';
import { iamArn } from '../../modules/core/naming';
import { backupPermissions } from '../../modules/deployment/backup-permissions';
import { organizationPermissions } from '../../modules/deployment/organization-permissions';
import type { BootstrapTarget } from './stack';

/** What is bootstrapped in the management account; undefined when others have made it. */
export function organizationBootstrap(organization: Organization): BootstrapTarget | undefined {
  const { bootstrap, managementAccount, memberRole, service, region, state, tags } = organization;
  if (!bootstrap) return undefined;
  const { id: accountId, deployRoleArn } = managementAccount;
  const { role } = organization.baseline;
  return {
    name: 'organizations',
    service,
    accountId,
    region,
    state,
    tags,
    deployRoleArn,
    bootstrap,
    // One stack, whose state lies at the top of the folder.
    states: ['terraform.tfstate'],
    permissions: {
      backup: backupPermissions({
        accountId,
        keyTags: { ManagedBy: ['Terraform'], Service: [service], Stack: ['organizations'] },
      }),
      organization: organizationPermissions({
        organizationId: organization.id,
        managementAccountId: accountId,
        baselineRole: role.name,
        permissionsBoundaryArn:
          role.permissionsBoundary === undefined ? undefined : iamArn(accountId, `policy/${role.permissionsBoundary}`),
        managed: organization.managed !== undefined,
      }),
    },
    parameters: [],
    assumedRoles: accountsOf(organization)
      .filter(({ id }) => id !== accountId)
      .map(({ id }) => iamArn(id, `role/${memberRole}`)),
  };
}
