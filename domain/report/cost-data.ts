import type { Grouping } from '../cost/groups';
import type { KeptForever } from '../cost/kept-forever';
import type { CostReport } from '../cost/cost-report';

/** What a bar is made of, in GB-months. Copies and air-gapped vaults count once, whatever their tier. */
export const STORED = ['warm', 'cold', 'archive', 'copy', 'air-gapped', 'early-deletion'] as const;
/** What moves in a month, in GB. */
export const MOVED = ['written', 'transferred', 'restored'] as const;

export type Stored = (typeof STORED)[number];
export type Moved = (typeof MOVED)[number];

/** Of {@link STORED} and then of {@link MOVED}, in their order. */
export type CostAmounts = readonly number[];

/** What the backups of an average month store and move. Accounts with equal lines share one. */
export interface ReportCost {
  readonly lines: readonly CostLine[];
  /** By what `cost --by` adds up, except by account. */
  readonly groups: Readonly<
    Record<Exclude<Grouping, 'account'>, readonly (readonly [key: readonly string[], line: number])[]>
  >;
  /** The line of each account, as in the accounts of the report; -1 if nothing is stored in it. */
  readonly accounts: readonly number[];
  /** Accounts that are not in the report. */
  readonly others: readonly (readonly [account: string, line: number])[];
  readonly total: Pick<CostLine, 'amounts' | 'before'>;
  readonly keptForever: KeptForever | null;
  readonly notBackedUp: CostReport['notBackedUp'];
  /** Null without prices. */
  readonly money: CostReport['money'];
}

export interface CostLine {
  readonly accounts: number;
  readonly amounts: CostAmounts;
  /** What it was; null without a base that declares sizes. */
  readonly before: CostAmounts | null;
  readonly keptForever: boolean;
  /** What has a price, and whether that is everything; null without prices. */
  readonly price: { readonly amount: number; readonly isPriced: boolean } | null;
  /** Where its rules and declared sizes are written: indexes into the sources of the report. */
  readonly sources: readonly number[];
}
