import { baselineTags, type MemberBaseline, memberBaseline } from '../../domain/baseline/member-baseline';
import type { Organization } from '../../environments/organization/organization';
import { memberRoles } from '../../modules/deployment/member-roles';

/** The baseline of every member account, with the roles of its rollout: the stacks create it, and `verify` compares it. */
export function membersBaseline(organization: Organization): MemberBaseline {
  const roles = memberRoles(organization);
  // With a StackSet, nothing plans or applies in members: the role of plans is for reports.
  const ofRollout = roles && (organization.baseline.rollout === 'stack-set' ? [roles.plan] : [roles.plan, roles.apply]);
  return memberBaseline({ ...organization, deploymentRoles: ofRollout });
}

/** The tags of the StackSet itself. */
export function stackSetTags({ service, tags }: Organization): Record<string, string> {
  return { ...baselineTags(service, tags), Stack: 'members' };
}
