import { isObject } from '../json-object';

/** String attributes of a message, by name. */
export type MessageAttributes = Readonly<Record<string, string>>;

/** A filter policy that SNS would refuse, or that cannot be evaluated here. */
export class FilterPolicyError extends Error {}

/** Evaluates an attribute's value, which is undefined for a message without the attribute. */
type Condition = (value: string | undefined) => boolean;

/** Each operator checks its operand first, so that an invalid one is found for any message. */
const OPERATORS: ReadonlyMap<string, (operand: unknown) => Condition> = new Map(
  Object.entries({
    exists: (operand: unknown): Condition => {
      const wanted = truth(operand);
      return (value) => (value !== undefined) === wanted;
    },
    prefix: (operand: unknown) => onText(operand, (value, start) => value.startsWith(start)),
    suffix: (operand: unknown) => onText(operand, (value, end) => value.endsWith(end)),
    'equals-ignore-case': (operand: unknown) =>
      onText(operand, (value, other) => value.toLowerCase() === other.toLowerCase()),
    wildcard: (operand: unknown) => onText(operand, (value, pattern) => wildcard(pattern).test(value)),
    'anything-but': (operand: unknown): Condition => {
      const others = [operand].flat().map(readCondition);
      if (others.length === 0) throw new FilterPolicyError('anything-but needs a value');
      return (value) => value !== undefined && !others.some((fits) => fits(value));
    },
  }),
);

/**
 * Whether a subscription with this filter policy on message attributes receives a message.
 * @throws {FilterPolicyError} when SNS does not accept the policy for string attributes
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function lets(policy: Readonly<Record<string, unknown>>, attributes: MessageAttributes): boolean {
  // Every key is evaluated, so that an error in a later one is found too.
  const verdicts = Object.entries(policy).map(([name, conditions]) => {
    if (!Array.isArray(conditions) || conditions.length === 0)
      throw new FilterPolicyError(`${name} needs a list of conditions`);
    if (name === '$or')
      return alternatives(conditions)
        .map((alternative) => lets(alternative, attributes))
        .some(Boolean);
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return conditions.map((condition) => readCondition(condition)(value)).some(Boolean);
  });
  return verdicts.every(Boolean);
}

function readCondition(condition: unknown): Condition {
  if (typeof condition === 'string') return (value) => condition === value;
  // SNS accepts numbers, true, false and null, but a string attribute never equals them.
  if (typeof condition !== 'object' || condition === null) return () => false;
  const [[operator, operand] = ['', undefined], ...others] = Object.entries(condition);
  const read = OPERATORS.get(operator);
  if (read === undefined || others.length > 0) {
    throw new FilterPolicyError(
      `${JSON.stringify(condition)} is not a condition on text: use one of ${[...OPERATORS.keys()].join(', ')}`,
    );
  }
  return read(operand);
}

function onText(operand: unknown, fits: (value: string, operand: string) => boolean): Condition {
  if (typeof operand !== 'string') throw new FilterPolicyError(`${JSON.stringify(operand)} must be text`);
  return (value) => value !== undefined && fits(value, operand);
}

function truth(operand: unknown): boolean {
  if (typeof operand === 'boolean') return operand;
  throw new FilterPolicyError(`${JSON.stringify(operand)} must be true or false`);
}

/** With fewer than two, SNS reads `$or` as an attribute name, which no message has. */
function alternatives(policies: readonly unknown[]): Readonly<Record<string, unknown>>[] {
  if (policies.length >= 2 && policies.every(isObject)) return [...policies];
  throw new FilterPolicyError('$or needs a list of two or more filter policies');
}

function wildcard(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('.*')}$`, 's');
}
