export type Scalar = string | number | boolean | null;

/** Scalars without an order: sorted, without duplicates. */
export type ScalarSet = readonly Scalar[];

/** Blocks by the name that identifies them, such as the rules of a plan. */
export type Keyed = ReadonlyMap<string, Value>;

/** Arguments by name, sorted. The elements of an ordered list are arguments named by position. */
export interface Block {
  readonly [argument: string]: Value;
}

/** A part of the configuration in canonical form: equal parts look the same. */
export type Value = Scalar | ScalarSet | Keyed | Block;

export function isSet(value: Value | undefined): value is ScalarSet {
  return Array.isArray(value);
}

export function isKeyed(value: Value | undefined): value is Keyed {
  // Most values are scalars, and every comparison asks.
  return typeof value === 'object' && value instanceof Map;
}

export function isBlock(value: Value | undefined): value is Block {
  return typeof value === 'object' && value !== null && !isSet(value) && !isKeyed(value);
}

/** The names inside a value; a scalar or a set has none. */
export function namesIn(value: Value | undefined): string[] {
  if (isKeyed(value)) return [...value.keys()];
  return isBlock(value) ? Object.keys(value) : [];
}

/** The value at a path. */
export function valueAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, name) => {
    if (isKeyed(inner)) return inner.get(name);
    return isBlock(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined;
  }, value);
}

/** The scalar at a path as text; undefined if there is none. */
export function textAt(value: Value | undefined, path: readonly string[]): string | undefined {
  const found = valueAt(value, path);
  return found === undefined || found === null || typeof found === 'object' ? undefined : String(found);
}

/** The value as JSON. */
export function plain(value: Value): unknown {
  if (isKeyed(value)) return Object.fromEntries([...value].map(([name, inner]) => [name, plain(inner)]));
  if (isBlock(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
  return value;
}

/** Text that is equal exactly for equal values. */
export function textOf(value: Value | undefined): string {
  return value === undefined ? '' : JSON.stringify(plain(value));
}

/** Rewrites every text in a value, including the names of blocks. */
export function mapTexts(value: Value, rewrite: (text: string) => string): Value {
  if (typeof value === 'string') return rewrite(value);
  if (isSet(value)) return sortedSet(value.map((inner) => mapTexts(inner, rewrite) as Scalar));
  if (isKeyed(value)) {
    return new Map(
      [...value].map(([name, inner]) => [rewrite(name), mapTexts(inner, rewrite)] as const).toSorted(byName),
    );
  }
  if (!isBlock(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapTexts(inner, rewrite)]));
}

/** Every scalar and every set in a value, with its path. */
export function leavesOf(value: Value, path: readonly string[] = []): { path: readonly string[]; value: Value }[] {
  const names = namesIn(value);
  if (names.length === 0) return [{ path, value }];
  return names.flatMap((name) => leavesOf(valueAt(value, [name]) ?? null, [...path, name]));
}

export function sortedSet(scalars: readonly Scalar[]): ScalarSet {
  const byText = new Map(scalars.map((scalar) => [JSON.stringify(scalar), scalar]));
  return [...byText].toSorted(byName).map(([, scalar]) => scalar);
}

/** Blocks by name. Those with the same name are numbered in the order of their contents, so that their own order does not matter. */
export function keyedBlocks(blocks: readonly (readonly [name: string, block: Block])[]): Keyed {
  const inOrder = blocks
    .map(([name, block]) => [`${name} ${textOf(block)}`, { name, block }] as const)
    .toSorted(byName)
    .map(([, named]) => named);
  const keyed = new Map<string, Value>();
  const counts = new Map<string, number>();
  for (const { name, block } of inOrder) {
    let count = counts.get(name) ?? 1;
    while (keyed.has(numbered(name, count))) count++;
    keyed.set(numbered(name, count), block);
    counts.set(name, count + 1);
  }
  return keyed;
}

function numbered(name: string, count: number): string {
  return count === 1 ? name : `${name} #${count}`;
}

export function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
