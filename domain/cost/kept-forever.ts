import type { CostRow } from './model';

/** Rules that delete nothing. Their storage has no limit: it is shown as it is after ten years. */
export interface KeptForever {
  /** As `plan/rule`. */
  readonly rules: readonly string[];
  /** By how much the storage grows in a month. */
  readonly growthGb: number;
}

/** Null if everything is deleted at some time. */
export function keptForever(rows: readonly CostRow[]): KeptForever | null {
  const forever = rows.filter((row) => row.keptForever);
  if (forever.length === 0) return null;
  return {
    rules: [...new Set(forever.map(({ plan, rule }) => `${plan}/${rule}`))],
    growthGb: forever.reduce((sum, { createdGb }) => sum + createdGb, 0),
  };
}
