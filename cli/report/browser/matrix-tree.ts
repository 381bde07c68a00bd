import type { View } from './view';

/** An OU with its accounts, as indexes. */
export interface Unit {
  readonly index: number;
  readonly children: Unit[];
  readonly accounts: number[];
  /** Those of all OUs below it too. */
  all: readonly number[];
}

/** The root of the organization. */
export function unitTree({ data: { units, accounts } }: View): Unit {
  const all = units.map((_unit, index): Unit => ({ index, children: [], accounts: [], all: [] }));
  for (const [index, { parent }] of units.entries()) {
    const unit = all[index];
    if (parent >= 0 && unit) all[parent]?.children.push(unit);
  }
  for (const [index, [, , unit]] of accounts.entries()) all[unit]?.accounts.push(index);
  // Children come after their parents.
  for (const unit of all.toReversed()) unit.all = [...unit.accounts, ...unit.children.flatMap((child) => child.all)];
  return all[0] ?? { index: 0, children: [], accounts: [], all: [] };
}
