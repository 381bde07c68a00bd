import type { CostAccount } from '../../domain/cost/model';
import { treeOf } from '../../domain/organization/organization';
import { byEffect } from '../../domain/policy/by-effect';
import { mergedPlans } from '../../domain/policy/merged-plans';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { organizationSizes } from '../../environments/organization/cost-rules';
import type { Organization } from '../../environments/organization/organization';
import type { Configuration } from '../../environments/parse';
import { environmentCosts } from '../../environments/rules/costs';

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
  const { optIn } = organization;
  const types = optIn && new Set(Object.keys(optIn).filter((type) => optIn[type]));
  const plansOf = byEffect(({ effectivePolicy, published }) =>
    published ? mergedPlans(effectivePolicy).map(({ value }) => value) : [],
  );
  return [...effectivePolicies(treeOf(organization), { now })].map((policy) => ({
    owner: 'organization policies',
    accountId: policy.accountId,
    plans: plansOf(policy),
    // AWS Backup takes the settings of the management account for plans that come from policies.
    optedIn: () => types,
    sizes: declared.filter(({ accounts }) => accounts === undefined || accounts.some((id) => id === policy.accountId)),
  }));
}
