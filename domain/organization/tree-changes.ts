import { type Placed, placesIn, type Tree, type TreeAccount, type TreeUnit } from './tree';

/** How an account or an OU differs between two trees. */
export interface TreeChange {
  readonly kind: 'account' | 'OU';
  readonly id: string;
  /** Its name in the second tree, or in the first one if it is gone. */
  readonly name: string;
  readonly change: 'new' | 'gone' | 'moved' | 'renamed' | 'state';
  /** Its OU, name or state before; null if it is new. */
  readonly from: string | null;
  /** Its OU, name or state after; null if it is gone. */
  readonly to: string | null;
}

/**
 * Every difference between two trees: OUs, then accounts, in the order of the second tree. What is in an OU that moved has
 * not moved itself.
 */
export function treeChanges(before: Tree, after: Tree): TreeChange[] {
  const [old, current] = [placesIn(before), placesIn(after)];
  return [...changes('OU', old.units, current.units), ...changes('account', old.accounts, current.accounts)];
}

/** The accounts of the second tree for which other policies can apply: new, moved, reactivated, or below an OU that moved. */
export function affectedAccounts(found: readonly TreeChange[], after: Tree): TreeAccount[] {
  const changed = new Set(found.filter(({ change }) => ['new', 'moved', 'state'].includes(change)).map(({ id }) => id));
  const below = ({ accounts = [], ous = [] }: Tree, isAffected: boolean): TreeAccount[] => [
    ...accounts.filter(({ id }) => isAffected || changed.has(id)),
    ...ous.flatMap((ou) => below(ou, isAffected || changed.has(ou.id))),
  ];
  return below(after, false);
}

function changes<T extends TreeAccount | TreeUnit>(
  kind: TreeChange['kind'],
  before: ReadonlyMap<string, Placed<T>>,
  after: ReadonlyMap<string, Placed<T>>,
): TreeChange[] {
  const found = [...after].flatMap(([id, is]): TreeChange[] => {
    const was = before.get(id);
    const { name } = is.value;
    const of = { kind, id, name };
    if (!was) return [{ ...of, change: 'new', from: null, to: is.parent }];
    const differences = [
      { ...of, change: 'moved', from: was.parent, to: is.parent, differs: was.parentId !== is.parentId },
      { ...of, change: 'renamed', from: was.value.name, to: name, differs: was.value.name !== name },
      { ...of, change: 'state', from: stateOf(was), to: stateOf(is), differs: stateOf(was) !== stateOf(is) },
    ] as const;
    return differences.filter(({ differs }) => differs).map(({ differs: _differs, ...change }) => change);
  });
  const gone = [...before]
    .filter(([id]) => !after.has(id))
    .map(([id, was]): TreeChange => ({ kind, id, name: was.value.name, change: 'gone', from: was.parent, to: null }));
  return [...found, ...gone];
}

function stateOf({ value }: Placed<TreeAccount | TreeUnit>): string {
  return ('state' in value ? value.state : undefined) ?? 'active';
}
