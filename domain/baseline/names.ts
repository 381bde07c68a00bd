/** The StackSet that creates the baseline in every member account, and each stack's name begins with it. */
export function stackSetName(service: string): string {
  return `${service}-backup-baseline`;
}

/** The role that plans assume in a member account: it reads only. */
export const MEMBER_PLAN_ROLE = 'backupctl-member-plan';

/** The role that applies assume in a member account. It cannot change itself, nor the role of plans. */
export const MEMBER_APPLY_ROLE = 'backupctl-member-apply';

/** The ephemeral Terraform variable with the names of the roles in members, by account ID. */
export const MEMBER_ROLES_VARIABLE = 'member_roles';
