/** The role that AWS Organizations makes in accounts that it creates: an administrator. */
const ADMINISTRATOR = 'OrganizationAccountAccessRole';

export interface PlanReach {
  readonly planRole: string;
  /** By which Terraform works in the members, whether it plans or applies: a saved plan keeps its provider. */
  readonly memberRole: string;
  readonly members: number;
}

/** What the role of the organization's plans could do, before anybody has approved one; undefined when it only reads. */
export function planReachNote({ planRole, memberRole, members }: PlanReach): string | undefined {
  if (memberRole !== ADMINISTRATOR || members === 0) return undefined;
  const accounts = members === 1 ? '1 member account' : `${members} member accounts`;
  return `Note: ${planRole} may become ${memberRole}, an administrator, in ${accounts}, before anybody has approved a plan.\n→ name a narrower memberRole in organization.ts, or let reviewers protect the environment organizations-plan of GitHub, too`;
}
