import { groupedBy } from '../grouped-by';
import type { PolicyContent } from '../policy/document';
import type { Container, OrganizationTree } from '../policy/organization-tree';
import { policyDocument } from '../policy/serialize-policy';

/** A configured organization: accounts in their OUs, and policies with their targets. */
export interface Organization {
  readonly managementAccount: { readonly id: string; readonly name: string };
  readonly root: {
    readonly id: string;
    readonly ous: readonly OrganizationalUnit[];
    readonly accounts: readonly MemberAccount[];
  };
  readonly policies: readonly AttachedPolicy[];
}

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  readonly ous: readonly OrganizationalUnit[];
  readonly accounts: readonly MemberAccount[];
}

export interface MemberAccount {
  readonly id: string;
  readonly name: string;
  /** The account is leaving: nothing is created there. */
  readonly leaving: boolean;
  /** What is not active is skipped. @default active */
  readonly state?: string;
}

export interface AttachedPolicy extends PolicyContent {
  readonly name: string;
  readonly attachTo: {
    readonly root: boolean;
    /** OUs by the names on their path, such as `Workloads/Production`. */
    readonly ous: readonly string[];
    readonly accounts: readonly string[];
  };
}

/** An OU and the names on its path. */
export interface PlacedUnit {
  readonly unit: OrganizationalUnit;
  readonly path: string;
}

/** Every OU, parents before children. */
export function unitsOf({ root }: Organization): PlacedUnit[] {
  const below = (units: readonly OrganizationalUnit[], parent: string): PlacedUnit[] =>
    units.flatMap((unit) => [{ unit, path: `${parent}${unit.name}` }, ...below(unit.ous, `${parent}${unit.name}/`)]);
  return below(root.ous, '');
}

/** Whether AWS can back up an account: not if it is suspended or closed. */
export function isActive({ state = 'active' }: Pick<MemberAccount, 'state'>): boolean {
  return state === 'active';
}

/** Every account of the tree, in its order, also those that are not active. */
export function membersOf(organization: Organization): MemberAccount[] {
  return [...organization.root.accounts, ...unitsOf(organization).flatMap(({ unit }) => unit.accounts)];
}

/** The management account, and every other active account of the tree. */
export function accountsOf(organization: Organization): MemberAccount[] {
  const { id, name } = organization.managementAccount;
  const members = membersOf(organization).filter((member) => member.id !== id && isActive(member));
  return [{ id, name, leaving: false }, ...members];
}

/** The IDs of a policy's targets. Targets that the tree does not have are left out. */
export function targetsOf({ attachTo }: Pick<AttachedPolicy, 'attachTo'>, organization: Organization): string[] {
  const units = attachTo.ous.length === 0 ? [] : unitsOf(organization);
  return [
    ...(attachTo.root ? [organization.root.id] : []),
    ...attachTo.ous.flatMap((wanted) => units.find(({ path }) => path === wanted)?.unit.id ?? []),
    ...attachTo.accounts,
  ];
}

/** The organization as the simulator expects it: active accounts. The management account is in the root, unless it is in an OU. */
export function treeOf(organization: Organization): OrganizationTree {
  const { root, managementAccount, policies } = organization;
  const attachments = policies.flatMap((policy) =>
    [...new Set(targetsOf(policy, organization))].map((target) => ({ target, name: policy.name })),
  );
  const byTarget = groupedBy(attachments, ({ target }) => target);
  const attached = (id: string): string[] => byTarget.get(id)?.map(({ name }) => name) ?? [];
  const account = ({ id, name }: { readonly id: string; readonly name: string }) => ({
    id,
    name,
    policies: attached(id),
  });
  const container = ({ id, name, ous, accounts }: OrganizationalUnit): Container => ({
    id,
    name,
    policies: attached(id),
    ous: ous.map(container),
    accounts: accounts.filter(isActive).map(account),
  });
  const placed = membersOf(organization).some(({ id }) => id === managementAccount.id);
  const active = root.accounts.filter(isActive);
  const accounts = placed ? active : [managementAccount, ...active];
  return {
    policies: Object.fromEntries(policies.map((policy) => [policy.name, policyDocument(policy)])),
    root: {
      id: root.id,
      policies: attached(root.id),
      ous: root.ous.map(container),
      accounts: accounts.map(account),
    },
  };
}
