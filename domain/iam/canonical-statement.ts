import type { Statement } from './statement';

/** A statement as it stands in a policy's JSON. */
export type WrittenStatement = Readonly<Record<string, unknown>>;

/** The statements of a policy's JSON; undefined when it is no policy. */
export function writtenStatements(policy: string): WrittenStatement[] | undefined {
  try {
    const { Statement: statements } = JSON.parse(policy) as { readonly Statement?: unknown };
    return [statements].flat().filter((one): one is WrittenStatement => typeof one === 'object' && one !== null);
  } catch {
    return undefined;
  }
}

/** A statement of ours, as it stands in the policy's JSON. */
export function written({ sid, effect = 'Allow', actions, resources, principals, condition = [] }: Statement) {
  const Principal: Record<string, string[]> = {};
  // AWS reads a lone * as everybody, as it does { "AWS": "*" }.
  for (const { type, identifiers } of principals) Principal[type === '*' ? 'AWS' : type] = identifiers;
  const Condition: Record<string, Record<string, string[]>> = {};
  for (const one of condition) Condition[one.test] = { ...Condition[one.test], [one.variable]: one.values };
  return { Sid: sid, Effect: effect, Principal, Action: actions, Resource: resources, Condition };
}

/**
 * A statement in one spelling, whatever its Sid: AWS writes one value without its list, sorts as it likes, and names an
 * account by its number or its root.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function canonical(statement: WrittenStatement): string {
  const { Sid: _sid, Version: _version, Effect, Principal, Action, Condition, ...rest } = statement;
  const principal = Principal === '*' ? { AWS: ['*'] } : Principal;
  return JSON.stringify({
    Effect,
    Action: values(Action).map((action) => action.toLowerCase()),
    Principal: sortedEntries(principal, (of) => values(of).map(rootOf).toSorted()),
    Condition: sortedEntries(Condition, (of) => sortedEntries(lowerKeys(of), values)),
    ...Object.fromEntries(sortedEntries(rest, values)),
  });
}

/** What a statement says, for people. */
export function statementText(statement: WrittenStatement): string {
  const { Sid: _sid, Condition = {}, ...rest } = statement;
  const conditions = Object.keys(Condition as object).length === 0 ? {} : { Condition };
  return JSON.stringify({ ...rest, ...conditions }, (_, value: unknown) => onlyOne(value));
}

function onlyOne(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value;
  const [one] = value as unknown[];
  return one;
}

function values(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(String).toSorted();
}

function sortedEntries<T>(object: unknown, of: (value: unknown) => T): [string, T][] {
  if (typeof object !== 'object' || object === null) return [];
  return Object.entries(object)
    .map(([key, value]): [string, T] => [key, of(value)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The keys of a condition ignore case. */
function lowerKeys(object: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
}

function rootOf(principal: string): string {
  return /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
}
