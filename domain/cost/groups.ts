import { groupedBy } from '../grouped-by';
import { type CostRow, NOTHING, type Quantities, QUANTITIES, rounded } from './model';

/** By what `backupctl cost` adds up. */
export const GROUPINGS = {
  rule: ({ owner, plan, rule, place, region, type }: CostRow) => [owner, plan, rule, place, region, type],
  account: ({ account }: CostRow) => [account],
  region: ({ region }: CostRow) => [region],
  type: ({ type }: CostRow) => [type],
  place: ({ place }: CostRow) => [place],
} as const satisfies Record<string, (row: CostRow) => readonly string[]>;

export type Grouping = keyof typeof GROUPINGS;

/** The columns of each grouping. */
export const GROUPING_COLUMNS: Readonly<Record<Grouping, readonly string[]>> = {
  rule: ['Owner', 'Plan', 'Rule', 'In', 'Region', 'Type'],
  account: ['Account'],
  region: ['Region'],
  type: ['Type'],
  place: ['In'],
};

/** Rows that a grouping does not distinguish, added up. */
export interface CostGroup extends Quantities {
  /** What they have in common. */
  readonly key: readonly string[];
  readonly accounts: number;
  readonly keptForever: boolean;
}

export function sumOf(rows: readonly Quantities[]): Quantities {
  const total: Record<keyof Quantities, number> = { ...NOTHING };
  for (const quantity of QUANTITIES) {
    total[quantity] = rounded(rows.reduce((sum, row) => sum + row[quantity], 0));
  }
  return total;
}

export function grouped(rows: readonly CostRow[], by: Grouping): (CostGroup & { readonly rows: readonly CostRow[] })[] {
  const groups = groupedBy(rows, (row) => JSON.stringify(GROUPINGS[by](row)));
  return [...groups.values()].map((inGroup) => ({
    key: inGroup[0] ? GROUPINGS[by](inGroup[0]) : [],
    accounts: new Set(inGroup.map(({ account }) => account)).size,
    keptForever: inGroup.some(({ keptForever }) => keptForever),
    ...sumOf(inGroup),
    rows: inGroup,
  }));
}

/** What a change does to a group. */
export interface CostChange {
  readonly key: readonly string[];
  readonly before: Quantities;
  readonly after: Quantities;
}

/** The groups that differ; those that one side does not have are zero there. */
export function costChanges(before: readonly CostRow[], after: readonly CostRow[], by: Grouping): CostChange[] {
  const [old, fresh] = [before, after].map(
    (rows) => new Map(grouped(rows, by).map((group) => [JSON.stringify(group.key), group])),
  );
  const keys = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
  return [...keys].flatMap((key): CostChange[] => {
    const change = {
      key: JSON.parse(key) as string[],
      before: quantitiesOf(old?.get(key)),
      after: quantitiesOf(fresh?.get(key)),
    };
    return differs(change) ? [change] : [];
  });
}

function differs({ before, after }: Pick<CostChange, 'before' | 'after'>): boolean {
  return QUANTITIES.some((quantity) => after[quantity] !== before[quantity]);
}

function quantitiesOf(group: CostGroup | undefined): Quantities {
  return group ? sumOf([group]) : NOTHING;
}
