/** The administrator role that AWS Organizations creates in new accounts. */
const ADMINISTRATOR = 'OrganizationAccountAccessRole';

export interface PlanRoleAccess {
  readonly planRole: string;
  /** The role that Terraform assumes in member accounts, for plan and apply: a saved plan keeps its provider. */
  readonly memberRole: string;
  readonly members: number;
}

/** Warns when the organization's plan role can become an administrator before a plan is approved. Undefined otherwise. */
export function planRoleWarning({ planRole, memberRole, members }: PlanRoleAccess): string | undefined {
  if (memberRole !== ADMINISTRATOR || members === 0) return undefined;
  const accounts = members === 1 ? '1 member account' : `${members} member accounts`;
  return `Note: ${planRole} can assume ${memberRole}, an administrator role, in ${accounts} before a plan is approved.\n→ set a memberRole with fewer permissions in organization.ts, or add reviewers to the GitHub environment organizations-plan, too`;
}
