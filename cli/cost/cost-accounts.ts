import type { CostAccount } from '../../domain/cost/model';
import { treeOf } from '../../domain/organization/organization';
import { byEffect } from '../../domain/policy/by-effect';
import { publishedPlans } from '../../domain/policy/merged-plans';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { organizationSizes } from '../../environments/organization/cost-rules';
import type { Organization } from '../../environments/organization/organization';
import type { Configuration } from '../../environments/parse';
import { environmentCosts } from '../../environments/rules/costs';
import { optedInForPolicies } from '../../environments/rules/lookups';

/** The owner of plans that come from policies. */
export const POLICIES = 'organization policies';

/** Every account with declared sizes, and what backs it up; undefined if the configuration declares no sizes. */
export function costAccounts({ environments, organization }: Configuration, now: Date): CostAccount[] | undefined {
  const isDeclared = [...environments, organization].some((one) => one?.costs !== undefined);
  if (!isDeclared) return undefined;
  return [...environments.map(environmentCosts), ...(organization ? memberCosts(organization, now) : [])].filter(
    ({ sizes }) => sizes.length > 0,
  );
}

function memberCosts(organization: Organization, now: Date): CostAccount[] {
  const declared = organizationSizes(organization);
  if (declared.length === 0) return [];
  const optedIn = optedInForPolicies(organization);
  const plansOf = byEffect((policy) => publishedPlans(policy).map(({ value }) => value));
  return [...effectivePolicies(treeOf(organization), { now })].map((policy) => ({
    owner: POLICIES,
    accountId: policy.accountId,
    plans: plansOf(policy),
    optedIn,
    sizes: declared.filter(({ accounts }) => accounts === undefined || accounts.some((id) => id === policy.accountId)),
  }));
}
