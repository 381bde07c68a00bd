import { groupedBy } from '../grouped-by';
import { type Meter, metersOf } from './meters';
import type { CostRow } from './model';
import type { PriceList } from './price-list';

/** What the price lists do not have. */
export interface Unpriced extends Meter {
  /** In GB or GB-months. */
  readonly quantity: number;
  readonly types: readonly string[];
  readonly reason: string;
}

/** What rows cost in an average month, as far as there are prices. */
export interface Money {
  /** Null if the files have no price at all. */
  readonly currency: string | null;
  readonly amount: number;
  readonly unpriced: readonly Unpriced[];
  readonly sources: PriceList['sources'];
}

export function priced(rows: readonly CostRow[], prices: PriceList): Money {
  const lacking: Unpriced[] = [];
  const amount = rows
    .map((row) => amountOf(row, prices, (unpriced) => lacking.push(unpriced)))
    .reduce((sum, one) => sum + one, 0);
  const same = groupedBy(lacking, ({ service, usage, region, to, reason }) =>
    JSON.stringify([service, usage, region, to, reason]),
  );
  const unpriced = [...same.values()].flatMap((group) =>
    group.slice(0, 1).map((first) => ({
      ...first,
      quantity: group.reduce((sum, { quantity }) => sum + quantity, 0),
      types: [...new Set(group.flatMap(({ types }) => types))],
    })),
  );
  return { currency: prices.currencies[0] ?? null, amount, unpriced, sources: prices.sources };
}

/** The part of a row that has prices. */
function amountOf(row: CostRow, prices: PriceList, report: (unpriced: Unpriced) => void): number {
  let amount = 0;
  for (const { meter, quantity } of metersOf(row)) {
    const price = prices.priceOf(meter);
    if ('price' in price) amount += price.price * quantity;
    else report({ ...meter, quantity, types: [row.type], reason: price.lacking });
  }
  return amount;
}
