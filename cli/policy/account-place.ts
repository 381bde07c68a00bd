import { nearest } from '../../domain/nearest';
import type { Source } from '../../domain/policy/effective-policy';
import type { Account, Container, OrganizationTree } from '../../domain/policy/organization-tree';
import { RefusedInputError } from '../exit-code';

/** An account, and the containers that it inherits from. */
export interface AccountPlace {
  readonly account: Account;
  readonly root: Container;
  /** The OUs between them, from the top. */
  readonly ous: readonly Container[];
}

/** Every account, first those of the root, then those of each OU. */
export function* everyPlace({ root }: OrganizationTree): Generator<AccountPlace> {
  function* below(container: Container, ous: readonly Container[]): Generator<AccountPlace> {
    for (const account of container.accounts) yield { account, root, ous };
    for (const ou of container.ous) yield* below(ou, [...ous, ou]);
  }
  yield* below(root, []);
}

/**
 * The place of an account in the organization.
 * @throws {RefusedInputError} when the organization does not have it.
 */
export function placeIn(tree: OrganizationTree, accountId: string): AccountPlace {
  const places = [...everyPlace(tree)];
  const place = places.find(({ account }) => account.id === accountId);
  if (place) return place;
  throw new RefusedInputError(
    `The organization has no account ${JSON.stringify(accountId)}.\n→ ${remedy(
      accountId,
      places.map(({ account }) => account),
    )}`,
  );
}

const FEW = 10;

function remedy(written: string, accounts: readonly Account[]): string {
  if (accounts.length === 0) return 'add it to the organization, which has no accounts';
  const ids = accounts.map(({ id }) => id);
  const similar = accounts.find(({ name }) => name === written)?.id ?? nearest(written, ids);
  if (similar !== undefined) return `write ${similar}`;
  return ids.length > FEW ? 'use one that policy effective --all shows' : `use one of ${ids.join(', ')}`;
}

/** The account as text: `333333333333 (prod)`. */
export function accountText({ account: { id, name } }: AccountPlace): string {
  return name === undefined ? id : `${id} (${name})`;
}

/** The place of the account as text: `OU Workloads/Production`, or `root r-ab12`. */
export function containerText({ root, ous }: AccountPlace): string {
  return ous.length === 0 ? `root ${root.id}` : `OU ${ouText({ ous })}`;
}

/** The path of the account's OU: `Workloads/Production`, or `root`. */
function ouText({ ous }: Pick<AccountPlace, 'ous'>): string {
  return ous.length === 0 ? 'root' : ous.map(({ id, name }) => name ?? id).join('/');
}

/** A policy and its target, seen from the account: `base at OU Workloads`. */
export function sourceText({ policy, target }: Source, { account, root, ous }: AccountPlace): string {
  const depth = ous.findIndex(({ id }) => id === target);
  const place =
    target === account.id ? `account ${target}` : containerText({ account, root, ous: ous.slice(0, depth + 1) });
  return `${policy} at ${place}`;
}
