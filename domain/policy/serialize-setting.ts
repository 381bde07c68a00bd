import type { ChildOperator, List, Single } from './document';

/** A JSON value of a policy document. */
export type Json = string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** A single value as the document writes it; undefined stays away. */
export function single<T extends string | number | boolean>(
  setting: Single<T> | undefined,
  text: (value: T) => string = String,
): JsonObject | undefined {
  if (setting === undefined) return undefined;
  if (typeof setting !== 'object') return { '@@assign': text(setting) };
  const { assign, allowedForChildren } = setting;
  return defined({ ...forChildren(allowedForChildren), '@@assign': assign === undefined ? undefined : text(assign) });
}

/** A list as the document writes it; undefined stays away. */
export function list(setting: List | undefined): JsonObject | undefined {
  if (setting === undefined) return undefined;
  if (isPlain(setting)) return { '@@assign': setting };
  const { assign, append, remove, allowedForChildren } = setting;
  return defined({
    ...forChildren(allowedForChildren),
    '@@assign': assign,
    '@@append': append,
    '@@remove': remove,
  });
}

/** What child policies may do, as the document writes it. */
export function forChildren(allowed: readonly ChildOperator[] | undefined): JsonObject {
  return allowed === undefined
    ? {}
    : { '@@operators_allowed_for_child_policies': allowed.map((operator) => `@@${operator}`) };
}

/** An object without what is undefined. */
export function defined(entries: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** The same, or undefined when nothing is left. */
export function unlessEmpty(entries: Readonly<Record<string, Json | undefined>>): JsonObject | undefined {
  const object = defined(entries);
  return Object.keys(object).length === 0 ? undefined : object;
}

/** Entries under their names; undefined when there are none and nothing is said about child policies. */
export function byName<T>(
  entries: readonly T[] | undefined,
  name: (entry: T) => string,
  written: (entry: T) => JsonObject,
  allowed?: readonly ChildOperator[],
): JsonObject | undefined {
  return unlessEmpty({
    ...forChildren(allowed),
    ...Object.fromEntries((entries ?? []).map((entry) => [name(entry), written(entry)])),
  });
}

function isPlain(setting: List): setting is readonly string[] {
  return Array.isArray(setting);
}
