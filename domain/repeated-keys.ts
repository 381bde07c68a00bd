import type { JsonNode } from './json-text';

/** A key that its object has already. `JSON.parse` keeps only the last of them. */
export interface RepeatedKey {
  /** The keys and positions that lead to it, its own name last. */
  readonly path: readonly (string | number)[];
  readonly name: string;
  /** How the key was spelled the first time. */
  readonly first: string;
  readonly offset?: number;
}

/** Every key that its object has already, in the order of the text. */
export function repeatedKeys(
  node: JsonNode,
  { ignoreCase }: { readonly ignoreCase: boolean },
  above: RepeatedKey['path'] = [],
): RepeatedKey[] {
  if (node.kind === 'list') {
    return node.elements.flatMap((element, index) => repeatedKeys(element, { ignoreCase }, [...above, index]));
  }
  if (node.kind !== 'object') return [];
  const spellings = new Map<string, Set<string>>();
  return node.members.flatMap(({ name, node: inner, offset }) => {
    const path = [...above, name];
    const key = ignoreCase ? name.toLowerCase() : name;
    const known = spellings.get(key) ?? new Set();
    spellings.set(key, known);
    const [first] = known.has(name) ? [name] : known;
    known.add(name);
    return [
      ...(first === undefined ? [] : [{ path, name, first, offset }]),
      ...repeatedKeys(inner, { ignoreCase }, path),
    ];
  });
}
