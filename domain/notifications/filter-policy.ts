/** String attributes of a message, by name. */
export type MessageAttributes = Readonly<Record<string, string>>;

/** A filter policy that SNS would refuse, or that nobody here can judge. */
export class FilterPolicyError extends Error {}

type Operators = Readonly<Record<string, (operand: unknown, value: string | undefined) => boolean>>;

/** Each takes its operand and the attribute's value, which is undefined for a message without the attribute. */
const OPERATORS: Operators = {
  exists: (operand, value) => (value !== undefined) === operand,
  prefix: (operand, value) => value !== undefined && value.startsWith(text(operand)),
  suffix: (operand, value) => value !== undefined && value.endsWith(text(operand)),
  'equals-ignore-case': (operand, value) => value?.toLowerCase() === text(operand).toLowerCase(),
  wildcard: (operand, value) => value !== undefined && wildcard(text(operand)).test(value),
  'anything-but': (operand, value) => value !== undefined && ![operand].flat().some((other) => matches(other, value)),
};

/**
 * Whether a subscription with this filter policy, on message attributes, gets a message.
 * @throws {FilterPolicyError} when the policy is not one that SNS takes for string attributes.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function lets(policy: Readonly<Record<string, unknown>>, attributes: MessageAttributes): boolean {
  // Every key is judged, so that a mistake in a later one is found too.
  const verdicts = Object.entries(policy).map(([name, conditions]) => {
    if (!Array.isArray(conditions) || conditions.length === 0)
      throw new FilterPolicyError(`${name} needs a list of conditions`);
    if (name === '$or') return conditions.map((alternative) => lets(record(alternative), attributes)).some(Boolean);
    return conditions.map((condition) => matches(condition, attributes[name])).some(Boolean);
  });
  return verdicts.every(Boolean);
}

function matches(condition: unknown, value: string | undefined): boolean {
  if (typeof condition === 'string') return condition === value;
  if (typeof condition !== 'object' || condition === null) return false;
  const [[operator, operand] = ['', undefined], ...others] = Object.entries(condition);
  const match = OPERATORS[operator];
  if (match === undefined || others.length > 0) {
    throw new FilterPolicyError(
      `${JSON.stringify(condition)} is not a condition on text: use one of ${Object.keys(OPERATORS).join(', ')}`,
    );
  }
  return match(operand, value);
}

function text(operand: unknown): string {
  if (typeof operand === 'string') return operand;
  throw new FilterPolicyError(`${JSON.stringify(operand)} must be text`);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new FilterPolicyError('$or needs a list of filter policies');
}

function wildcard(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('.*')}$`, 's');
}
