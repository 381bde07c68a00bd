import { numberText } from '../../../domain/cost/texts';
import type { Moved, Stored } from '../../../domain/report/cost-data';

export const PART_TEXTS: Readonly<Record<Stored | Moved, string>> = {
  warm: 'Warm',
  cold: 'Cold',
  archive: 'Archive',
  copy: 'Copies',
  'air-gapped': 'Air-gapped',
  'early-deletion': 'Deleted early',
  written: 'Written',
  transferred: 'Transferred',
  restored: 'Restored',
};

/** Such as `+12` or `−1,800`; undefined if people see no difference. */
export function changeText(before: number, after: number): string | undefined {
  const change = numberText(Math.abs(after - before));
  if (change === '0') return undefined;
  return `${after > before ? '+' : '−'}${change}`;
}
