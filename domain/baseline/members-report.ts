import { groupedBy } from '../grouped-by';
import { membersOf, type Organization } from '../organization/organization';
import { reachedMembers } from '../organization/reached-members';
import { type InstanceState, instanceStates, type MemberInstance, type PlacedState } from './instance-states';

/** An account, as AWS Organizations lists it. */
export interface ListedAccount {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
}

/** Instances of one account that are not current for one reason. */
export interface MemberProblem {
  readonly accountId: string;
  readonly name: string;
  readonly state: Exclude<InstanceState, 'current'>;
  readonly regions: readonly string[];
  readonly reason?: string;
}

/** An account that a policy reaches, without a current baseline in these regions. */
export interface MemberWithoutBaseline {
  readonly accountId: string;
  readonly name: string;
  /** The names of the OUs on its path; undefined when the tree does not have it. */
  readonly path?: string;
  readonly regions: readonly string[];
}

/** The state of the members' baselines. */
export interface MembersReport {
  /** The number of instances by state. */
  readonly counts: Readonly<Record<InstanceState, number>>;
  readonly problems: readonly MemberProblem[];
  readonly withoutBaseline: readonly MemberWithoutBaseline[];
  readonly suspended: readonly ListedAccount[];
  /** Regions that the baseline no longer has, with the number of their instances: no operation of `members deploy` reaches them. */
  readonly otherRegions: Readonly<Record<string, number>>;
  /** In AWS, but not in the tree of the configuration. */
  readonly newAccounts: readonly ListedAccount[];
  /** In the tree of the configuration, but not in AWS. */
  readonly goneAccounts: readonly Pick<ListedAccount, 'id' | 'name'>[];
}

/** What AWS lists. */
export interface FoundMembers {
  readonly accounts: readonly ListedAccount[];
  /** The new accounts that a policy reaches. */
  readonly reachedNewAccounts: ReadonlySet<string>;
  /** @default - Terraform manages the members, not a StackSet */
  readonly instances?: readonly MemberInstance[];
}

/** Compares the instances of the StackSet with the accounts of the organization, and with what its policies reach (M8). */
export function membersReport(
  organization: Organization & { readonly baseline: { readonly regions: readonly string[] } },
  { accounts, reachedNewAccounts, instances }: FoundMembers,
): MembersReport {
  const { regions } = organization.baseline;
  const members = accounts.filter(({ id }) => id !== organization.managementAccount.id);
  const active = members.filter((account) => account.isActive);
  const known = new Set(membersOf(organization).map(({ id }) => id));
  const listed = new Set(accounts.map(({ id }) => id));
  const newAccounts = active.filter(({ id }) => !known.has(id));
  const states = instances === undefined ? [] : instanceStates(instances, active, regions);
  const others = (instances ?? []).filter(({ region }) => !regions.includes(region));
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return {
    counts: countsOf(states),
    problems: problemsOf(states, names),
    withoutBaseline: withoutBaseline(
      [
        ...reachedMembers(organization).map(({ account, path }) => ({
          accountId: account.id,
          name: account.name,
          path,
        })),
        ...newAccounts
          .filter(({ id }) => reachedNewAccounts.has(id))
          .map(({ id, name }) => ({ accountId: id, name, path: undefined })),
      ],
      { states, regions, active: new Set(active.map(({ id }) => id)), isStackSet: instances !== undefined },
    ),
    suspended: members.filter((account) => !account.isActive),
    otherRegions: Object.fromEntries(
      [...groupedBy(others, ({ region }) => region)].map(([region, { length }]) => [region, length]),
    ),
    newAccounts,
    goneAccounts: membersOf(organization)
      .filter(({ id }) => !listed.has(id))
      .map(({ id, name }) => ({ id, name })),
  };
}

function countsOf(states: readonly PlacedState[]): MembersReport['counts'] {
  const counts = { current: 0, 'in progress': 0, failed: 0, outdated: 0, skipped: 0, missing: 0 };
  for (const { state } of states) counts[state] += 1;
  return counts;
}

function problemsOf(states: readonly PlacedState[], names: ReadonlyMap<string, string>): MemberProblem[] {
  const wrong = states.filter(({ state }) => state !== 'current');
  const groups = groupedBy(wrong, ({ accountId, state, reason = '' }) => [accountId, state, reason].join('\n'));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first || first.state === 'current') return [];
    const { accountId, state, reason } = first;
    const regions = group.map(({ region }) => region);
    return [{ accountId, name: names.get(accountId) ?? accountId, state, regions, reason }];
  });
}

/** In `providers`, Terraform creates the baselines of the tree: only accounts that the tree does not have lack theirs. */
function withoutBaseline(
  reached: readonly Omit<MemberWithoutBaseline, 'regions'>[],
  found: {
    readonly states: readonly PlacedState[];
    readonly regions: readonly string[];
    readonly active: ReadonlySet<string>;
    readonly isStackSet: boolean;
  },
): MemberWithoutBaseline[] {
  const { states, regions, active, isStackSet } = found;
  const current = new Set(
    states.filter(({ state }) => state === 'current').map(({ accountId, region }) => `${accountId} ${region}`),
  );
  return reached
    .filter(({ accountId, path }) => active.has(accountId) && (isStackSet || path === undefined))
    .map((member) => ({
      ...member,
      regions: regions.filter((region) => !current.has(`${member.accountId} ${region}`)),
    }))
    .filter((member) => member.regions.length > 0);
}
