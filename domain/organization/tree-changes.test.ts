import fc from 'fast-check';

import { inStableOrder, placesIn, type Tree, type TreeUnit } from './tree';
import { affectedAccounts, treeChanges } from './tree-changes';

const account = (id: string, rest: object = {}) => ({ id, name: `name ${id}`, ...rest });
const unit = (id: string, rest: Partial<TreeUnit> = {}): TreeUnit => ({ id, name: `OU ${id}`, ...rest });
const BEFORE: Tree = {
  id: 'r',
  accounts: [account('1')],
  ous: [unit('a', { accounts: [account('2')], ous: [unit('b', { accounts: [account('3')] })] })],
};

test('M7 the same tree has no changes', () => {
  expect(treeChanges(BEFORE, structuredClone(BEFORE))).toEqual([]);
});

test('M7 names every kind of change', () => {
  const after: Tree = {
    id: 'r',
    accounts: [account('2', { name: 'new name', state: 'suspended' }), account('4')],
    ous: [unit('b', { name: 'Other', accounts: [account('3')] }), unit('c')],
  };
  expect(treeChanges(BEFORE, after)).toEqual([
    { kind: 'OU', id: 'b', name: 'Other', change: 'moved', from: 'OU a', to: 'root' },
    { kind: 'OU', id: 'b', name: 'Other', change: 'renamed', from: 'OU b', to: 'Other' },
    { kind: 'OU', id: 'c', name: 'OU c', change: 'new', from: null, to: 'root' },
    { kind: 'OU', id: 'a', name: 'OU a', change: 'gone', from: 'root', to: null },
    { kind: 'account', id: '2', name: 'new name', change: 'moved', from: 'OU a', to: 'root' },
    { kind: 'account', id: '2', name: 'new name', change: 'renamed', from: 'name 2', to: 'new name' },
    { kind: 'account', id: '2', name: 'new name', change: 'state', from: 'active', to: 'suspended' },
    { kind: 'account', id: '4', name: 'name 4', change: 'new', from: null, to: 'root' },
    { kind: 'account', id: '1', name: 'name 1', change: 'gone', from: 'root', to: null },
  ]);
  // 3 is in an OU that moved.
  expect(affectedAccounts(treeChanges(BEFORE, after), after).map(({ id }) => id)).toEqual(['2', '4', '3']);
});

/** Trees of accounts and OUs with few IDs, so that two of them share some. */
const trees = fc
  .record({
    accounts: fc.uniqueArray(fc.integer({ min: 0, max: 9 })),
    ous: fc.uniqueArray(fc.integer({ min: 10, max: 14 })),
    places: fc.array(fc.nat(4), { minLength: 30, maxLength: 30 }),
    states: fc.array(fc.constantFrom('active', 'suspended', undefined), { minLength: 10, maxLength: 10 }),
    leaving: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
  })
  .map(({ accounts, ous, places, states, leaving }): Tree => {
    const parentOf = (id: number, index: number): number | undefined => ous.slice(0, index)[places[id] ?? 0];
    const contents = (parent: number | undefined): Required<Omit<Tree, 'id'>> => ({
      accounts: accounts
        .filter((id) => parentOf(id, ous.length) === parent)
        .map((id) => account(String(id), { state: states[id], ...(leaving[id] ? { leaving: true } : {}) })),
      ous: ous
        .filter((id, index) => parentOf(id, index) === parent)
        .map((id) => ({ ...unit(String(id)), ...contents(id) })),
    });
    return { id: 'r', ...contents(undefined) };
  });

test('M7 the order of AWS does not matter, and writing twice changes nothing', () => {
  const reversed = ({ accounts = [], ous = [], ...rest }: Tree): Tree => ({
    ...rest,
    accounts: accounts.toReversed(),
    ous: ous.toReversed().map((ou) => ({ ...ou, ...reversed(ou) })),
  });
  fc.assert(
    fc.property(trees, (tree) => {
      const written = inStableOrder(tree, tree);
      expect(inStableOrder(reversed(tree), reversed(tree))).toEqual(written);
      expect(JSON.stringify(inStableOrder(written, written))).toBe(JSON.stringify(written));
      expect(treeChanges(tree, written)).toEqual([]);
    }),
  );
});

test('M7 changes lead from one tree to the other, and back', () => {
  fc.assert(
    fc.property(trees, trees, (before, after) => {
      const changes = treeChanges(before, after);
      const of = (change: string, kind: string) =>
        changes.filter((one) => one.change === change && one.kind === kind).map(({ id }) => id);
      const [old, current] = [placesIn(before), placesIn(after)];
      expect(of('new', 'account')).toEqual([...current.accounts.keys()].filter((id) => !old.accounts.has(id)));
      expect(of('gone', 'OU')).toEqual([...old.units.keys()].filter((id) => !current.units.has(id)));
      const back = treeChanges(after, before);
      const swapped = { new: 'gone', gone: 'new', moved: 'moved', renamed: 'renamed', state: 'state' };
      const key = ({ kind, id, change, from, to }: (typeof changes)[number]) => [kind, id, change, from, to].join(' ');
      expect(back.map(key).toSorted()).toEqual(
        changes
          .map((one) => key({ ...one, change: swapped[one.change] as never, from: one.to, to: one.from }))
          .toSorted(),
      );
    }),
  );
});
