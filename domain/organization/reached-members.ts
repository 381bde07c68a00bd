import { type MemberAccount, type Organization, type OrganizationalUnit, targetsOf } from './organization';

/** A member, and the names of the OUs on its path; empty in the root. */
export interface PlacedMember {
  readonly account: MemberAccount;
  readonly path: string;
}

/** The IDs that policies are attached to: roots, OUs and accounts. */
export function policyTargets(organization: Organization): Set<string> {
  return new Set(organization.policies.flatMap((policy) => targetsOf(policy, organization)));
}

/**
 * The members that a policy reaches, and that stay: what needs the baseline. Whether one is active is for AWS to say: the tree
 * can be older.
 */
export function reachedMembers(organization: Organization): PlacedMember[] {
  const targets = policyTargets(organization);
  const management = organization.managementAccount.id;
  const below = (
    { id, accounts, ous }: Pick<OrganizationalUnit, 'id' | 'accounts' | 'ous'>,
    path: string,
    reachedAbove: boolean,
  ): PlacedMember[] => {
    const reached = reachedAbove || targets.has(id);
    const here = accounts
      .filter((account) => account.id !== management && !account.leaving)
      .filter((account) => reached || targets.has(account.id))
      .map((account) => ({ account, path }));
    return [...here, ...ous.flatMap((ou) => below(ou, path === '' ? ou.name : `${path}/${ou.name}`, reached))];
  };
  return below(organization.root, '', false);
}
