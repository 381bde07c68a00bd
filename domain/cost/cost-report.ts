import { groupedBy } from '../grouped-by';
import { type MeasuredSize, withMeasured } from './measured';
import { type Money, priced } from './money';
import type { CostAccount, CostRow, Quantities } from './model';
import type { PriceList } from './price-list';
import { type CostChange, costChanges, type CostGroup, grouped, type Grouping, sumOf } from './groups';
import { costRows } from './rows';

/** What backups store and cost in an average month of the year after `now`. */
export interface CostReport {
  readonly version: 1;
  readonly now: string;
  readonly total: Quantities;
  readonly money: Money | null;
  readonly by: Grouping;
  readonly groups: readonly PricedGroup[];
  readonly rows: readonly CostRow[];
  /** Sizes that no plan backs up. */
  readonly notBackedUp: readonly { readonly owner: string; readonly size: string }[];
  /** What AWS reports instead of declared sizes; null without AWS's figures. */
  readonly measured: readonly MeasuredSize[] | null;
  /** The accounts that AWS's figures leave out, because they could not be read. Neither side of a comparison has them. */
  readonly unread: readonly UnreadAccount[];
  /** Null without a base. */
  readonly difference: CostDifference | null;
}

/** An account of which AWS shows nothing, and why. */
export interface UnreadAccount {
  readonly account: string;
  readonly message: string;
}

export interface PricedGroup extends CostGroup {
  /** What has a price; null without prices. */
  readonly amount: number | null;
  /** Whether the files have every price for it. */
  readonly isPriced: boolean;
}

export interface CostDifference {
  readonly before: Quantities;
  readonly after: Quantities;
  /** Null without prices. */
  readonly amountBefore: number | null;
  readonly amountAfter: number | null;
  readonly groups: readonly CostChange[];
}

export interface CostReportOptions {
  readonly by: Grouping;
  readonly prices?: PriceList;
  /** The rows to compare with. */
  readonly base?: readonly CostRow[];
  /** AWS's figures for the sizes of one owner. */
  readonly measured?: Measured;
}

export interface Measured {
  readonly owner: string;
  readonly sizes: readonly MeasuredSize[];
  /** @default - every account could be read */
  readonly unread?: readonly UnreadAccount[];
}

export function costReport(
  declaring: readonly CostAccount[],
  now: Date,
  { by, prices, base, measured }: CostReportOptions,
): CostReport {
  const { owner: measuredOwner, unread = [] } = measured ?? {};
  const left = new Set(unread.map(({ account }) => account));
  const isRead = (owner: string, account: string): boolean => owner !== measuredOwner || !left.has(account);
  const sizesIn = groupedBy(measured?.sizes ?? [], ({ account = '' }) => account);
  const accounts = declaring
    .filter(({ owner, accountId }) => isRead(owner, accountId))
    .map((account) =>
      measuredOwner === account.owner
        ? withMeasured(account, sizesIn.get(account.accountId) ?? sizesIn.get('') ?? [])
        : account,
    );
  const rows = costRows(accounts, now);
  return {
    version: 1,
    now: now.toISOString(),
    total: sumOf(rows),
    money: prices ? priced(rows, prices) : null,
    by,
    groups: pricedGroups(rows, by, prices).map(({ rows: _rows, ...group }) => group),
    rows,
    notBackedUp: sizesNotBackedUp(accounts, rows),
    measured: measured?.sizes ?? null,
    unread,
    difference: base
      ? costDifference(
          base.filter(({ owner, source }) => isRead(owner, source)),
          rows,
          { by, prices },
        )
      : null,
  };
}

/** Rows added up, with what they cost as far as there are prices. */
export function pricedGroups(
  rows: readonly CostRow[],
  by: Grouping,
  prices?: PriceList,
): (PricedGroup & { readonly rows: readonly CostRow[] })[] {
  return grouped(rows, by).map((group) => {
    const money = prices && priced(group.rows, prices);
    return { ...group, amount: money?.amount ?? null, isPriced: money?.unpriced.length === 0 };
  });
}

/** Sizes that no row is about: no plan backs them up. */
export function sizesNotBackedUp(
  accounts: readonly CostAccount[],
  rows: readonly CostRow[],
): CostReport['notBackedUp'] {
  const left = new Map(
    accounts.flatMap(({ owner, sizes }) =>
      sizes.map(({ name: size }) => [JSON.stringify([owner, size]), { owner, size }] as const),
    ),
  );
  for (const { owner, size } of rows) left.delete(JSON.stringify([owner, size]));
  return [...left.values()];
}

/** What a change does to what backups store and cost. */
export function costDifference(
  before: readonly CostRow[],
  after: readonly CostRow[],
  { by, prices }: Pick<CostReportOptions, 'by' | 'prices'>,
): CostDifference {
  return {
    before: sumOf(before),
    after: sumOf(after),
    amountBefore: prices ? priced(before, prices).amount : null,
    amountAfter: prices ? priced(after, prices).amount : null,
    groups: costChanges(before, after, by),
  };
}
