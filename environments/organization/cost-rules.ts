import { declaredSizesRefused } from '../../domain/cost/declared-sizes';
import type { DeclaredSize } from '../../domain/cost/model';
import type { Finding } from '../../domain/finding';
import { accountsOf } from '../../domain/organization/organization';
import { ACCOUNT } from '../rules/formats';
import type { Organization } from './organization';
import type { OrganizationRule } from './organization-rule';
import { unknownAccount } from './tree-rules';

/** Declared sizes: of plans in the policies, and of accounts in the tree. Which account gets a plan is known only when merged. */
export const costRules: OrganizationRule = (organization) => {
  const plans = organization.policies.flatMap((policy) =>
    (policy.plans ?? []).map(({ name, selections = [] }) => ({ name, selections })),
  );
  return [
    ...declaredSizesRefused(organizationSizes(organization), plans, () => true),
    ...unknownAccounts(organization),
  ];
};

/** A size, and the accounts that have this much each; undefined for all that have the plan. */
export interface SizeOfAccounts extends DeclaredSize {
  readonly accounts?: readonly string[];
}

export function organizationSizes({ costs = [], region }: Organization): SizeOfAccounts[] {
  return costs.map((size) => ({ ...size, region: size.region ?? region }));
}

function unknownAccounts(organization: Organization): Finding[] {
  const known = new Set(accountsOf(organization).map(({ id }): string => id));
  return organizationSizes(organization).flatMap(({ name, accounts = [] }) =>
    accounts
      .filter((account) => ACCOUNT.pattern.test(account) && !known.has(account))
      .map((account) => unknownAccount(account, `costs.${name}.accounts`)),
  );
}
