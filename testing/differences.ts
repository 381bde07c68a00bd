import type { Comparison } from '../domain/verify/comparison';

/** What is not the same, a line each. */
export function differences(comparisons: readonly Comparison[]): string[] {
  return comparisons
    .filter(({ state }) => state !== 'same')
    .map(({ subject, setting, expected, found, state }) => `${state} ${subject} ${setting}: ${expected} | ${found}`);
}
