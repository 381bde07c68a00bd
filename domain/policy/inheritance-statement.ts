import { isObject } from '../json-object';

/** The operators that change a value. */
export const VALUE_OPERATORS = ['@@assign', '@@append', '@@remove'] as const;
export type ValueOperator = (typeof VALUE_OPERATORS)[number];

const CHILD_CONTROL = '@@operators_allowed_for_child_policies';

/** A single value, or a list without repeats. Values are strings before they merge. */
export type Value = string | readonly string[];

/** The operators of one policy at one place of the document, and at the places inside it. */
export interface Statement {
  readonly values: Readonly<Partial<Record<ValueOperator, Value>>>;
  /** What child policies can still do here; undefined if the policy does not restrict it. */
  readonly allowed?: ReadonlySet<ValueOperator>;
  /** By name in lower case: names are compared ignoring case. */
  readonly entries: ReadonlyMap<string, Statement>;
}

/**
 * Reads a policy document of any type. Nothing is rejected here: a value without an operator is ignored.
 *
 * A value operator at the top level has nothing to set, and CreatePolicy tolerates it: it is ignored.
 */
export function readDocument(document: unknown): Statement {
  return { ...readStatement(document), values: {} };
}

function readStatement(written: unknown): Statement {
  const values: Partial<Record<ValueOperator, Value>> = {};
  const entries = new Map<string, Statement>();
  let allowed: ReadonlySet<ValueOperator> | undefined;

  for (const [key, inner] of inKeyOrder(written)) {
    const name = key.toLowerCase();
    if (isValueOperator(name)) {
      values[name] = together(name, values[name], readValue(inner));
    } else if (name === CHILD_CONTROL) {
      allowed = intersection(allowed, readAllowed(inner));
    } else if (!name.startsWith('@@') && isObject(inner)) {
      const known = entries.get(name);
      entries.set(name, known ? joined(known, readStatement(inner)) : readStatement(inner));
    }
  }
  return { values, allowed, entries };
}

/** Sorted, so that the order of two keys that differ only by case does not matter. */
function inKeyOrder(written: unknown): [string, unknown][] {
  if (!isObject(written)) return [];
  return Object.entries(written).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function joined(one: Statement, other: Statement): Statement {
  const values = { ...one.values };
  for (const operator of VALUE_OPERATORS) {
    values[operator] = together(operator, values[operator], other.values[operator]);
  }
  const entries = new Map(one.entries);
  for (const [name, inner] of other.entries) {
    const known = entries.get(name);
    entries.set(name, known ? joined(known, inner) : inner);
  }
  const allowed = other.allowed === undefined ? one.allowed : intersection(one.allowed, other.allowed);
  return { values, allowed, entries };
}

/** One operator that appears twice in one policy counts like two policies of one level. */
function together(operator: ValueOperator, one: Value | undefined, other: Value | undefined): Value | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return operator === '@@assign' ? one : withoutRepeats([...asList(one), ...asList(other)]);
}

/** Objects, lists in lists and null are not values: AWS rejects them, and here they are ignored. */
function readValue(written: unknown): Value | undefined {
  if (Array.isArray(written)) return withoutRepeats(written.flatMap((element) => readSingle(element) ?? []));
  return readSingle(written);
}

function readSingle(written: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof written) ? String(written) : undefined;
}

function readAllowed(written: unknown): ReadonlySet<ValueOperator> {
  const names = asList(readValue(written) ?? []).map((name) => name.toLowerCase());
  return new Set(names.includes('@@all') ? VALUE_OPERATORS : names.filter(isValueOperator));
}

function intersection(
  one: ReadonlySet<ValueOperator> | undefined,
  other: ReadonlySet<ValueOperator>,
): ReadonlySet<ValueOperator> {
  return one === undefined ? other : new Set([...other].filter((operator) => one.has(operator)));
}

function isValueOperator(name: string): name is ValueOperator {
  return (VALUE_OPERATORS as readonly string[]).includes(name);
}

/** A single value counts as a list of one. */
export function asList(value: Value): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** The values in their order, each once. They are case-sensitive. */
export function withoutRepeats(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
