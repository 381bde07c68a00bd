import { MEMBER_APPLY_ROLE, MEMBER_PLAN_ROLE } from '../../../domain/baseline/names';

export interface MemberRoleAccess {
  readonly planRole: string;
  /** The number of member accounts in which Terraform creates the roles. */
  readonly members: number;
}

/** Explains what follows the bootstrap of the management account. Undefined without such members. */
export function memberRolesNote({ planRole, members }: MemberRoleAccess): string | undefined {
  if (members === 0) return undefined;
  const accounts = members === 1 ? '1 member account' : `${members} member accounts`;
  return `Note: ${planRole} can assume only ${MEMBER_PLAN_ROLE} in ${accounts}. The first apply creates this role and ${MEMBER_APPLY_ROLE}.\n→ until then, plan and apply as an administrator: npx backupctl plan --environment organizations`;
}
