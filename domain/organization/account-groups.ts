import { counted } from '../counted';
import type { Account, Container } from '../policy/organization-tree';
import { type Organization, treeOf } from './organization';

/** So many accounts are listed; more are counted. */
const FEW = 10;
/** So many OUs are listed. */
const FEW_UNITS = 5;

/** Accounts of one OU, or of an OU and all OUs below it. */
export interface AccountGroup {
  /** The names on the path of the OU, or `root`; with ` and below`. */
  readonly ou: string;
  /** The accounts by name, or how many they are. */
  readonly accounts: string;
  readonly count: number;
}

/**
 * Accounts by OU, in the order of the tree. An OU with many accounts is one group with all OUs below it, if all their accounts
 * are among these.
 */
export function accountGroups(root: Container, ids: ReadonlySet<string>): readonly AccountGroup[] {
  const below = (container: Container, path: string): Subtree => {
    const inside = container.ous.map((ou) =>
      below(ou, [path, ou.name ?? ou.id].filter((part) => part !== '').join('/')),
    );
    const found = container.accounts.filter(({ id }) => ids.has(id));
    const count = sum(inside.map((subtree) => subtree.count)) + found.length;
    const total = sum(inside.map((subtree) => subtree.total)) + container.accounts.length;
    const ou = path === '' ? 'root' : path;
    if (count === total && total > FEW && container.ous.length > 0) {
      return { count, total, groups: [{ ou: `${ou} and below`, accounts: `all ${counted(total)} accounts`, count }] };
    }
    const own =
      found.length === 0 ? [] : [{ ou, accounts: accountsText(found, container.accounts), count: found.length }];
    return { count, total, groups: [...own, ...inside.flatMap(({ groups }) => groups)] };
  };
  return below(root, '').groups;
}

interface Subtree {
  readonly count: number;
  readonly total: number;
  readonly groups: readonly AccountGroup[];
}

function accountsText(found: readonly Account[], all: readonly Account[]): string {
  if (found.length <= FEW) return found.map(({ id, name = id }) => name).join(', ');
  if (found.length === all.length) return `all ${counted(all.length)} accounts`;
  return `${counted(found.length)} of ${counted(all.length)} accounts`;
}

/**
 * Accounts for a message: `account 111111111111`, `accounts 111111111111, 222222222222`, `all 60 accounts`, or
 * `300 accounts: Workloads/Production and below (200), Sandbox (100)`.
 */
export function accountsPhrase(ids: readonly string[], organization: Organization): string {
  if (ids.length <= FEW) return `${ids.length === 1 ? 'account' : 'accounts'} ${ids.join(', ')}`;
  const groups = accountGroups(treeOf(organization).root, new Set(ids));
  const [first] = groups;
  if (groups.length === 1 && first?.ou === 'root and below') return first.accounts;
  const shown = groups.slice(0, FEW_UNITS).map(({ ou, count }) => `${ou} (${counted(count)})`);
  const others = groups.length - shown.length;
  const more = others === 0 ? '' : ` and ${counted(others)} more ${others === 1 ? 'OU' : 'OUs'}`;
  return `${counted(ids.length)} accounts: ${shown.join(', ')}${more}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
