import type { ChildOperator, List, Single } from './document';

/** A JSON value of a policy document. */
export type Json = string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** A single value as the document has it; undefined stays undefined. */
export function single<T extends string | number | boolean>(
  setting: Single<T> | undefined,
  text: (value: T) => string = String,
): JsonObject | undefined {
  if (setting === undefined) return undefined;
  if (typeof setting !== 'object') return { '@@assign': text(setting) };
  const { assign, allowedForChildren } = setting;
  return defined({ ...forChildren(allowedForChildren), '@@assign': assign === undefined ? undefined : text(assign) });
}

/** A list as the document has it; undefined stays undefined. */
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

/** The restriction of child policies as the document has it. */
export function forChildren(allowed: readonly ChildOperator[] | undefined): JsonObject {
  return allowed === undefined
    ? {}
    : { '@@operators_allowed_for_child_policies': allowed.map((operator) => `@@${operator}`) };
}

/** An object without undefined values. */
export function defined(entries: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** The same; undefined when the object would be empty. */
export function unlessEmpty(entries: Readonly<Record<string, Json | undefined>>): JsonObject | undefined {
  const object = defined(entries);
  return Object.keys(object).length === 0 ? undefined : object;
}

/** Entries under their names; undefined when there are neither entries nor a restriction of child policies. */
export function byName<T>(
  entries: readonly T[] | undefined,
  name: (entry: T) => string,
  serialize: (entry: T) => JsonObject,
  allowed?: readonly ChildOperator[],
): JsonObject | undefined {
  return unlessEmpty({
    ...forChildren(allowed),
    ...Object.fromEntries((entries ?? []).map((entry) => [name(entry), serialize(entry)])),
  });
}

function isPlain(setting: List): setting is readonly string[] {
  return Array.isArray(setting);
}
