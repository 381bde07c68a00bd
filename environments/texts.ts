/** A text of the configuration: a value, or the key of a record. */
export interface PlacedText {
  /** The setting that has the value, or the object that has the key: entries of a list by their name. */
  readonly path: string;
  readonly text: string;
}

/**
 * Every text below a value.
 * @param except keys whose values are left out
 */
export function textsIn(value: unknown, except: readonly string[] = [], path = ''): PlacedText[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (except.includes(key)) return [];
    const name = (Array.isArray(value) ? nameOf(inner) : undefined) ?? key;
    return [{ path, text: key }, ...textsIn(inner, except, path === '' ? name : `${path}.${name}`)];
  });
}

function nameOf(value: unknown): string | undefined {
  const { name } = (value ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : undefined;
}
