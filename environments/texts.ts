import { groupedBy } from '../domain/grouped-by';

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
  const nameIn = Array.isArray(value) ? entryNames(value) : () => undefined;
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (except.includes(key)) return [];
    // A text in a list has the path of the list.
    if (Array.isArray(value) && typeof inner === 'string') return [{ path, text: inner }];
    const name = nameIn(inner) ?? key;
    return [{ path, text: key }, ...textsIn(inner, except, pathBelow(path, name))];
  });
}

/** The path of a setting below another one; an empty path is that of the whole file. */
export function pathBelow(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/**
 * The name of an entry of a list: its own, that of the vault that it copies to, or its region. If other entries have the
 * same name, with the region and the account that differ. Undefined if it has no name.
 */
export function entryName(entry: unknown, list: readonly unknown[]): string | undefined {
  return entryNames(list)(entry);
}

/** The same for every entry of a list, in which there can be thousands of accounts. */
export function entryNames(list: readonly unknown[]): (entry: unknown) => string | undefined {
  const byName = groupedBy(list, nameOf);
  return (entry) => {
    const name = nameOf(entry);
    if (name === undefined) return undefined;
    const alike = byName.get(name) ?? [];
    const apart = (['region', 'accountId'] as const).flatMap((part) => {
      const own = partOf(entry, part);
      return own !== undefined && own !== name && alike.some((other) => partOf(other, part) !== own) ? [own] : [];
    });
    return apart.length === 0 ? name : `${name}[${apart.join(', ')}]`;
  };
}

function nameOf(entry: unknown): string | undefined {
  return partOf(entry, 'name') ?? partOf(entry, 'vault') ?? partOf(entry, 'region');
}

function partOf(entry: unknown, part: string): string | undefined {
  const value = ((entry ?? {}) as Readonly<Record<string, unknown>>)[part];
  return typeof value === 'string' ? value : undefined;
}
