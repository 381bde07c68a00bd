import type { Comparison } from '../../domain/verify/comparison';
import { table } from '../table';

const MARKS: Readonly<Record<Comparison['state'], string>> = {
  same: '✓',
  different: '✗',
  'not compared': '-',
  unknown: '?',
};

/** A line for each setting: what is expected, and what AWS has. Below, what AWS refused to tell, and what it comes to. */
export function comparisonsText(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((one) => {
    const { region, subject, setting, expected, state } = one;
    return [MARKS[state], region, subject, setting, expected, foundText(one)];
  });
  const refused = comparisons.flatMap(({ state, found }) => (state === 'unknown' ? [found] : []));
  const compared = table(['', 'REGION', 'WHAT', 'SETTING', 'EXPECTED', 'FOUND'], rows, { breakWords: true });
  return [compared, ...new Set(refused), summary(comparisons)].join('\n\n');
}

/** How many settings are in which state; states that none is in are left out. */
function summary(comparisons: readonly Comparison[]): string {
  const count = (wanted: Comparison['state']): number => comparisons.filter(({ state }) => state === wanted).length;
  const others = (['different', 'not compared', 'unknown'] as const).filter((state) => count(state) > 0);
  return [`${count('same')} settings as configured`, ...others.map((state) => `${count(state)} ${state}`)].join(', ');
}

function foundText({ state, found }: Comparison): string {
  if (state === 'same') return 'the same';
  return state === 'unknown' ? 'not told, see below' : found;
}
