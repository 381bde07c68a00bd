import { treeOf, type Organization } from '../../domain/organization/organization';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { effectivePolicies } from '../../domain/policy/organization-tree';

/** What every account of the organization should get. */
export function simulatedPolicies(organization: Organization, now: Date): EffectivePolicy[] {
  return [...effectivePolicies(treeOf(organization), { now })];
}
