import type { Grouping } from '../cost/groups';
import { type CostAmounts, type CostLine, MOVED, type Moved, STORED, type Stored } from './cost-data';
import type { ReportData } from './data';

/** The amounts of nothing. */
export const NO_AMOUNTS: CostAmounts = [...STORED, ...MOVED].map(() => 0);

/** The lines of a grouping by their keys. */
export function costLines(
  { accounts, cost }: Pick<ReportData, 'accounts' | 'cost'>,
  by: Grouping,
): (readonly [key: readonly string[], line: CostLine])[] {
  if (!cost) return [];
  const keyed =
    by === 'account'
      ? [...accounts.map(([id], index) => [id, cost.accounts[index] ?? -1] as const), ...cost.others].map(
          ([id, line]) => [[id], line] as const,
        )
      : cost.groups[by];
  return keyed.flatMap(([key, index]) => {
    const line = cost.lines[index];
    return line ? [[key, line] as const] : [];
  });
}

export function amountOf(amounts: CostAmounts, of: Stored | Moved): number {
  const index = STORED.findIndex((one) => one === of);
  return amounts[index === -1 ? STORED.length + MOVED.findIndex((one) => one === of) : index] ?? 0;
}

/** The GB-months of all places together. */
export function storedOf(amounts: CostAmounts): number {
  return STORED.reduce((sum, part) => sum + amountOf(amounts, part), 0);
}
