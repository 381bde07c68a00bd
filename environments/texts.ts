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
export function textsIn(value: unknown, except: readonly string[] = []): PlacedText[] {
  const texts: PlacedText[] = [];
  const visit = (inner: unknown, path: string): void => {
    if (typeof inner === 'string') texts.push({ path, text: inner });
    else if (Array.isArray(inner)) visitList(inner, path);
    else if (typeof inner === 'object' && inner !== null) visitObject(inner, path);
  };
  const visitObject = (object: object, path: string): void => {
    for (const [key, inner] of Object.entries(object)) {
      if (except.includes(key)) continue;
      texts.push({ path, text: key });
      visit(inner, pathBelow(path, key));
    }
  };
  const visitList = (list: readonly unknown[], path: string): void => {
    const nameIn = entryNames(list);
    for (const [index, inner] of list.entries()) {
      // A text in a list has the path of the list.
      if (typeof inner === 'string') texts.push({ path, text: inner });
      else visit(inner, pathBelow(path, nameIn(inner) ?? String(index)));
    }
  };
  visit(value, '');
  return texts;
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
