const MAXIMUM_NAMES = 5;
const MAXIMUM_COMBINATIONS = 150;

/**
 * The limits of SNS that a filter policy on message attributes exceeds; empty when none. Alternatives (`$or`) are not
 * counted: AWS does not document how.
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function filterTooLarge(policy: Readonly<Record<string, unknown>>): string[] {
  const counted = Object.entries(policy).filter(([name]) => name !== '$or');
  const combinations = counted.reduce((product, [, values]) => product * [values].flat().length, 1);
  return [
    ...(counted.length > MAXIMUM_NAMES
      ? [`it names ${counted.length} attributes; the maximum is ${MAXIMUM_NAMES}`]
      : []),
    ...(combinations > MAXIMUM_COMBINATIONS
      ? [`its lists multiply to ${combinations} combinations; the maximum is ${MAXIMUM_COMBINATIONS}`]
      : []),
  ];
}
