import type { Organization } from '../environments/organization/organization';
import { memberRoles } from '../modules/deployment/member-roles';

/** The roles of plans and applies in every member; undefined if others manage the roles of the management account. */
export function deploymentRolesOf(organization: Organization): ReturnType<typeof memberRoles> | undefined {
  const { bootstrap, managementAccount, region, service, baseline } = organization;
  if (!bootstrap) return undefined;
  return memberRoles({
    organization: { accountId: managementAccount.id, region },
    planRole: bootstrap.planRole,
    applyRole: bootstrap.applyRole,
    baselineRole: baseline.role.name,
    permissionsBoundary: baseline.role.permissionsBoundary,
    tags: { ManagedBy: ['Terraform'], Service: [service], Stack: ['organizations'] },
  });
}
