import { EffectivePolicyJudge, type Effect, type EffectivePolicy } from './effective-policy';
import { inheritLevel, NOTHING, type Place } from './inheritance-place';
import { readDocument, type Statement } from './inheritance-statement';

/** The root, an OU or an account, to which policies are attached. */
interface Target {
  readonly id: string;
  readonly name?: string;
  /** Names of policies, in the order of attachment. */
  readonly policies: readonly string[];
}

export type Account = Target;

/** The root or an OU. */
export interface Container extends Target {
  readonly ous: readonly Container[];
  readonly accounts: readonly Account[];
}

/** An organization: its policies by name, and their targets. `parseOrganizationTree` reads one. */
export interface OrganizationTree {
  readonly policies: Readonly<Record<string, unknown>>;
  readonly root: Container;
}

export interface EffectivePolicyOptions {
  /** The moment from which to look at schedules. */
  readonly now: Date;
  /** Only this account. The result is empty if the organization does not have it. */
  readonly accountId?: string;
}

/**
 * The effective policy of each account: first the accounts of the root, then those of each OU, in the order of the tree.
 * Each is computed on demand. An OU's policies are merged once for everything below it, and accounts without their own
 * policies share one result.
 */
export function* effectivePolicies(
  tree: OrganizationTree,
  { now, accountId }: EffectivePolicyOptions,
): Generator<EffectivePolicy> {
  const judge = new EffectivePolicyJudge(now);
  const attach = attachment(tree.policies);

  function* below(container: Container, inherited: Place): Generator<EffectivePolicy> {
    if (accountId !== undefined && !contains(container, accountId)) return;
    const place = attach(inherited, container);
    let shared: Effect | undefined;
    for (const account of container.accounts) {
      if (accountId !== undefined && account.id !== accountId) continue;
      const effect =
        account.policies.length === 0 ? (shared ??= judge.effectOf(place)) : judge.effectOf(attach(place, account));
      yield { accountId: account.id, ...effect };
    }
    for (const ou of container.ous) yield* below(ou, place);
  }

  yield* below(tree.root, NOTHING);
}

/** Adds the policies of one target to the inherited ones. Each document is read once. */
function attachment(policies: OrganizationTree['policies']): (inherited: Place, target: Target) => Place {
  const statements = new Map<string, Statement>();
  const statementOf = (policy: string): Statement => {
    const known = statements.get(policy);
    if (known) return known;
    const statement = readDocument(Object.hasOwn(policies, policy) ? policies[policy] : undefined);
    statements.set(policy, statement);
    return statement;
  };
  return (inherited, target) =>
    inheritLevel(
      inherited,
      target.policies.map((policy) => ({
        source: { policy, target: target.id },
        statement: statementOf(policy),
      })),
    );
}

function contains(container: Container, accountId: string): boolean {
  return container.accounts.some(({ id }) => id === accountId) || container.ous.some((ou) => contains(ou, accountId));
}
