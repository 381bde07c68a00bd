/** The middle of what was measured, and how far it went to either side. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws {RangeError} when there is nothing. */
export function spread(values: readonly number[]): Spread {
  const ascending = values.toSorted((a, b) => a - b);
  const [min, max] = [ascending.at(0), ascending.at(-1)];
  const upper = ascending[Math.floor(ascending.length / 2)];
  const lower = ascending[Math.ceil(ascending.length / 2) - 1];
  if (min === undefined || max === undefined || upper === undefined || lower === undefined) {
    throw new RangeError('there is no spread of nothing');
  }
  return { median: (lower + upper) / 2, min, max };
}

/** What two series say together, round by round: a machine that slows down between rounds does not show. */
export function spreadOf(
  left: readonly number[],
  right: readonly number[],
  combine: (left: number, right: number) => number,
): Spread {
  return spread(left.map((value, round) => combine(value, right[round] ?? NaN)));
}
