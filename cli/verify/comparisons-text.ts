import type { Comparison } from '../../domain/verify/comparison';
import { table } from '../table';

export const MARKS: Readonly<Record<Comparison['state'], string>> = {
  same: '✓',
  different: '✗',
  'not compared': '-',
  unknown: '?',
};

/** One row for each setting, expected and found, then what AWS refused to return, then remedies, then the total. */
export function comparisonsText(comparisons: readonly Comparison[]): string {
  return [...comparisonParts(comparisons), comparisonCounts(comparisons)].join('\n\n');
}

/** The same without the total. */
export function comparisonParts(comparisons: readonly Comparison[]): string[] {
  const rows = comparisons.map((one) => {
    const { region, subject, setting, expected, state } = one;
    return [MARKS[state], region, subject, setting, expected, foundText(one)];
  });
  const refused = comparisons.flatMap(({ state, found }) => (state === 'unknown' ? [found] : []));
  const compared = table(['', 'REGION', 'RESOURCE', 'SETTING', 'EXPECTED', 'FOUND'], rows, { breakWords: true });
  const remedies = comparisons.flatMap(({ remedy }) => remedy ?? []);
  return [compared, ...new Set(refused), ...remedies];
}

/** The number of settings in each state that occurs. */
export function comparisonCounts(comparisons: readonly Comparison[]): string {
  const count = (wanted: Comparison['state']): number => comparisons.filter(({ state }) => state === wanted).length;
  const others = (['different', 'not compared', 'unknown'] as const).filter((state) => count(state) > 0);
  return [`${count('same')} settings as configured`, ...others.map((state) => `${count(state)} ${state}`)].join(', ');
}

function foundText({ state, found }: Comparison): string {
  if (state === 'same') return 'as expected';
  return state === 'unknown' ? 'unknown, see below' : found;
}
