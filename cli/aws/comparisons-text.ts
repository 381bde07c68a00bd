import type { Comparison } from '../../domain/verify/comparison';
import { table } from '../table';

const MARKS: Readonly<Record<Comparison['state'], string>> = {
  same: '✓',
  different: '✗',
  'not compared': '-',
  unknown: '?',
};

/** A line for each setting: what is expected, and what AWS has. Below, what AWS refused to tell. */
export function comparisonsText(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((one) => {
    const { region, subject, setting, expected, state } = one;
    return [MARKS[state], region, subject, setting, expected, foundText(one)];
  });
  const refused = comparisons.flatMap(({ state, found }) => (state === 'unknown' ? [found] : []));
  return [table(['', 'REGION', 'WHAT', 'SETTING', 'EXPECTED', 'FOUND'], rows), ...new Set(refused)].join('\n\n');
}

function foundText({ state, found }: Comparison): string {
  if (state === 'same') return 'the same';
  return state === 'unknown' ? 'not told, see below' : found;
}
