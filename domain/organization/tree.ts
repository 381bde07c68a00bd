import { counted } from '../counted';

/** The root of an organization with its OUs and accounts: `organization-tree.json`. */
export interface Tree {
  readonly id: string;
  readonly ous?: readonly TreeUnit[];
  readonly accounts?: readonly TreeAccount[];
}

export interface TreeUnit extends Tree {
  readonly name: string;
}

export interface TreeAccount {
  readonly id: string;
  readonly name: string;
  /** @default active */
  readonly state?: string;
}

/** An account or an OU, and where it is. */
export interface Placed<T> {
  readonly value: T;
  /** The ID of the root or the OU that has it. */
  readonly parentId: string;
  /** The names on the path of that OU; `root` for the root. */
  readonly parent: string;
}

/** All accounts and OUs of a tree by ID, parents before children. */
export function placesIn(root: Tree): {
  readonly accounts: ReadonlyMap<string, Placed<TreeAccount>>;
  readonly units: ReadonlyMap<string, Placed<TreeUnit>>;
} {
  const accounts = new Map<string, Placed<TreeAccount>>();
  const units = new Map<string, Placed<TreeUnit>>();
  const visit = ({ id: parentId, accounts: own = [], ous = [] }: Tree, path: string): void => {
    const parent = path === '' ? 'root' : path;
    for (const value of own) accounts.set(value.id, { value, parentId, parent });
    for (const value of ous) {
      units.set(value.id, { value, parentId, parent });
      visit(value, path === '' ? value.name : `${path}/${value.name}`);
    }
  };
  visit(root, '');
  return { accounts, units };
}

/** How large a tree is, as text: `60 accounts in 12 OUs`. */
export function sizeText(root: Tree): string {
  const { accounts, units } = placesIn(root);
  const text = (count: number, one: string): string => `${counted(count)} ${one}${count === 1 ? '' : 's'}`;
  return `${text(accounts.size, 'account')} in ${text(units.size, 'OU')}`;
}

/**
 * A tree in stable order, with what another one has that AWS does not know, such as accounts that are leaving. The order is
 * that of IDs, which never change: a new name is one changed line, and nothing else moves.
 */
export function inStableOrder(tree: Tree, previous?: Tree): Tree {
  const before = previous && placesIn(previous);
  const kept = (value: object | undefined): object =>
    // Left out, a setting is false.
    Object.fromEntries(Object.entries(value ?? {}).filter(([key, set]) => !KNOWN_TO_AWS.has(key) && set !== false));
  const account = ({ id, name, state }: TreeAccount): TreeAccount => ({
    id,
    name,
    ...(state === undefined || state === 'active' ? {} : { state }),
    ...kept(before?.accounts.get(id)?.value),
  });
  const unit = (one: TreeUnit): TreeUnit => ({
    id: one.id,
    name: one.name,
    ...kept(before?.units.get(one.id)?.value),
    ...contents(one),
  });
  const contents = ({ ous = [], accounts = [] }: Tree): Pick<Tree, 'ous' | 'accounts'> => ({
    ous: ous.map(unit).toSorted(byId),
    accounts: accounts.map(account).toSorted(byId),
  });
  return { id: tree.id, ...contents(tree) };
}

const KNOWN_TO_AWS = new Set(['id', 'name', 'state', 'ous', 'accounts']);

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}
