import type { Contribution } from './contribution';
import type { Place } from './inheritance-place';

/**
 * Every setting that a policy touched, by its path with slashes: what was done to it, from the root down, in the order
 * in which it took effect. A `set` replaces whatever was done before. A setting that came to nothing is here as well.
 */
export type Provenance = Readonly<Record<string, readonly Contribution[]>>;

/** What was done to every setting of a merged document. */
export function provenanceOf(root: Place): Provenance {
  const found = new Map<string, readonly Contribution[]>();
  const visit = (place: Place, path: string): void => {
    // A name may hold a slash: two settings with one path are told together.
    if (place.history.length > 0) found.set(path, [...(found.get(path) ?? []), ...place.history]);
    for (const [name, inner] of place.entries) visit(inner, path === '' ? name : `${path}/${name}`);
  };
  visit(root, '');
  return Object.fromEntries(found);
}

/** The policies that made what stands at these places and inside them, sorted: AWS gives a set without an order. */
export function contributingPolicies(...places: (Place | undefined)[]): string[] {
  const policies = new Set<string>();
  const visit = (place: Place): void => {
    const lastSet = place.history.findLastIndex(({ action }) => action === 'set');
    for (const { action, policy } of place.history.slice(Math.max(lastSet, 0))) {
      if (action !== 'blocked') policies.add(policy);
    }
    for (const inner of place.entries.values()) visit(inner);
  };
  for (const place of places) if (place) visit(place);
  return [...policies].toSorted();
}
