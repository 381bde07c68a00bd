import type { Comparison } from '../../domain/verify/comparison';
import { table } from '../table';

const MARKS: Readonly<Record<Comparison['state'], string>> = { same: '✓', different: '✗', 'not compared': '-' };

/** A line for each setting: what is expected, and what AWS has. */
export function comparisonsText(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ region, subject, setting, expected, found, state }) => [
    MARKS[state],
    region,
    subject,
    setting,
    expected,
    state === 'same' ? 'the same' : found,
  ]);
  return table(['', 'REGION', 'WHAT', 'SETTING', 'EXPECTED', 'FOUND'], rows);
}
