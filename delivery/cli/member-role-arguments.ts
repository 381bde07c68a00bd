import { MEMBER_ROLES_VARIABLE } from '../../domain/baseline/names';
import { changedMemberRoles } from '../domain/changed-member-roles';
import type { PlannedResources } from '../domain/existing-resources';
import { applyRoles, type MemberRoleChoice, memberRolesValue } from './member-roles';

/**
 * The arguments with which Terraform applies a saved plan as the roles of applies. Terraform requires an ephemeral variable
 * again that was set for the plan, and accepts no other one.
 *
 * @throws {RefusedInputError | AwsError}
 */
export async function memberRoleArguments(choice: MemberRoleChoice, plan: PlannedResources): Promise<string[]> {
  if (plan.variables?.[MEMBER_ROLES_VARIABLE] === undefined) return [];
  const roles = await applyRoles(choice, changedMemberRoles(plan));
  return [`-var=${MEMBER_ROLES_VARIABLE}=${memberRolesValue(roles)}`];
}
