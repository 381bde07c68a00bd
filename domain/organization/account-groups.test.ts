import type { Container } from '../policy/organization-tree';
import { accountGroups, accountsPhrase } from './account-groups';

const account = (number: number) => ({ id: String(100_000_000_000 + number), name: `a${number}`, policies: [] });
const accountsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => account(first + index));
const idsFrom = (first: number, count: number): string[] => accountsFrom(first, count).map(({ id }) => id);

const container = (name: string, accounts: Container['accounts'], ous: Container[] = []): Container => ({
  id: `ou-${name}`,
  name,
  policies: [],
  accounts,
  ous,
});

/** 1 account in the root, 5 in A, 6 in A/B, 12 in C. */
const root: Container = {
  ...container('root', accountsFrom(0, 1), [
    container('A', accountsFrom(1, 5), [container('B', accountsFrom(6, 6))]),
    container('C', accountsFrom(12, 12)),
  ]),
};

test.each([
  ['all of a large OU and of the OUs below it', idsFrom(1, 11), [['A and below', 'all 11 accounts', 11]]],
  ['all', idsFrom(0, 24), [['root and below', 'all 24 accounts', 24]]],
  ['few by name', idsFrom(1, 5), [['A', 'a1, a2, a3, a4, a5', 5]]],
  ['ten by name', idsFrom(12, 10), [['C', 'a12, a13, a14, a15, a16, a17, a18, a19, a20, a21', 10]]],
  ['eleven by number', idsFrom(12, 11), [['C', '11 of 12 accounts', 11]]],
  ['twelve of twelve', idsFrom(12, 12), [['C', 'all 12 accounts', 12]]],
  [
    'all but one of an OU and those below it, separately',
    idsFrom(2, 10),
    [
      ['A', 'a2, a3, a4, a5', 4],
      ['A/B', 'a6, a7, a8, a9, a10, a11', 6],
    ],
  ],
  ['none', [], []],
])('M12 groups accounts by OU: %s', (_, ids, expected) => {
  expect(accountGroups(root, new Set(ids)).map(({ ou, accounts, count }) => [ou, accounts, count])).toEqual(expected);
});

const unit = (name: string, from: number, count: number) => ({
  id: `ou-${name}`,
  name,
  ous: [],
  accounts: accountsFrom(from, count).map(({ id }) => ({ id, name: id, leaving: false })),
});
const organization = {
  managementAccount: { id: '999999999999', name: 'management' },
  root: { id: 'r-ab12', accounts: [], ous: Array.from({ length: 8 }, (_, index) => unit(`U${index}`, index * 10, 10)) },
  policies: [],
};

test.each([
  [idsFrom(0, 1), 'account 100000000000'],
  [idsFrom(0, 2), 'accounts 100000000000, 100000000001'],
  [idsFrom(0, 11), '11 accounts: U0 (10), U1 (1)'],
  [idsFrom(0, 55), '55 accounts: U0 (10), U1 (10), U2 (10), U3 (10), U4 (10) and 1 more OU'],
  [idsFrom(0, 80), '80 accounts: U0 (10), U1 (10), U2 (10), U3 (10), U4 (10) and 3 more OUs'],
  [[...idsFrom(0, 80), '999999999999'], 'all 81 accounts'],
])('M12 a message groups many accounts', (ids, expected) => {
  expect(accountsPhrase(ids, organization)).toBe(expected);
});
