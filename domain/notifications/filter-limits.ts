const MAXIMUM_NAMES = 5;
const MAXIMUM_COMBINATIONS = 150;

/**
 * What SNS finds too large in a filter policy on message attributes, for people; empty when nothing is. Alternatives (`$or`)
 * are not counted: how they count is not documented.
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function filterTooLarge(policy: Readonly<Record<string, unknown>>): string[] {
  const counted = Object.entries(policy).filter(([name]) => name !== '$or');
  const combinations = counted.reduce((product, [, values]) => product * [values].flat().length, 1);
  return [
    ...(counted.length > MAXIMUM_NAMES
      ? [`it names ${counted.length} attributes, and ${MAXIMUM_NAMES} is the most`]
      : []),
    ...(combinations > MAXIMUM_COMBINATIONS
      ? [`its lists multiply to ${combinations} combinations, and ${MAXIMUM_COMBINATIONS} is the most`]
      : []),
  ];
}
