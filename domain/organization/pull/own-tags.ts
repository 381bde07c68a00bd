/**
 * The tags of a resource that the configuration keeps, and what becomes of those that the stacks set on every resource.
 *
 * @param stack the tags of the stacks
 * @param found the tags in AWS; those of AWS itself, `aws:…`, cannot be set and are left out
 */
export function ownTags(
  stack: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): { readonly kept: Record<string, string>; readonly changes: string[] } {
  const reserved = new Map(Object.keys(stack).map((key) => [key.toLowerCase(), key]));
  const own = Object.entries(found).filter(([key]) => !key.toLowerCase().startsWith('aws:'));
  const removed = own.filter(([key]) => reserved.has(key.toLowerCase()) && !Object.hasOwn(stack, key));
  const set = Object.entries(stack).filter(([key, value]) => found[key] !== value);
  return {
    kept: Object.fromEntries(own.filter(([key]) => !reserved.has(key.toLowerCase())).toSorted(byKey)),
    changes: [
      ...set.map(([key, value]) =>
        found[key] === undefined ? `${key}=${value}` : `${key}=${value} (was ${found[key]})`,
      ),
      ...removed.map(([key, value]) => `without ${key}=${value}`),
    ],
  };
}

function byKey([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}
