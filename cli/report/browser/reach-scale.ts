import { scaleLog } from 'd3-scale';

const HOURS_A_DAY = 24;
/** The axis begins at an hour; what is kept forever ends in the last part of it. */
const FOREVER = 97;
const LAST = 92;

const TICKS: readonly (readonly [hours: number, text: string, minor: boolean])[] = [
  [1, '1 h', false],
  [6, '6 h', true],
  [HOURS_A_DAY, '1 day', false],
  [7 * HOURS_A_DAY, '1 week', true],
  [30 * HOURS_A_DAY, '30 days', false],
  [90 * HOURS_A_DAY, '90 days', true],
  [365 * HOURS_A_DAY, '1 year', false],
  [3 * 365 * HOURS_A_DAY, '3 years', true],
  [10 * 365 * HOURS_A_DAY, '10 years', false],
  [100 * 365 * HOURS_A_DAY, '100 years', false],
];

export interface ReachScale {
  /** Where an age in hours is on the axis, in percent. */
  readonly at: (hours: number) => number;
  /** Where a retention ends, in percent. */
  readonly end: (days: number | null) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string; readonly minor: boolean }[];
}

/** A logarithmic axis of ages that has room for the longest retention, in percent of its width. */
export function reachScale(longestDays: number): ReachScale {
  const longest = Math.max(longestDays, 365) * HOURS_A_DAY * 1.2;
  const scale = scaleLog().domain([1, longest]).range([0, LAST]).clamp(true);
  const at = (hours: number): number => scale(Math.max(hours, 1));
  return {
    at,
    end: (days) => (days === null ? FOREVER : at(days * HOURS_A_DAY)),
    ticks: [
      ...TICKS.filter(([hours]) => hours <= longest).map(([hours, text, minor]) => ({ at: at(hours), text, minor })),
      { at: FOREVER, text: '∞', minor: false },
    ],
  };
}
