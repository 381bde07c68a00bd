import type { Contribution } from './contribution';
import type { Place } from './inheritance-place';

/**
 * Every setting that a policy mentions, by its path with slashes: the contributions, from the root down, in the order in
 * which they took effect. A `set` replaces all earlier ones. A setting without a resulting value is included.
 */
export type Provenance = Readonly<Record<string, readonly Contribution[]>>;

/** The contributions to every setting of a merged document. */
export function provenanceOf(root: Place): Provenance {
  const found = new Map<string, readonly Contribution[]>();
  const visit = (place: Place, path: string): void => {
    // A name can contain a slash: two settings with one path are combined.
    if (place.history.length > 0) found.set(path, [...(found.get(path) ?? []), ...place.history]);
    for (const [name, inner] of place.entries) visit(inner, path === '' ? name : `${path}/${name}`);
  };
  visit(root, '');
  return Object.fromEntries(found);
}

/** The policies that produced the values at a path and below it, or at the nearest path above it that any of them has. */
export function contributorsAt(provenance: Provenance, path: string): string[] {
  const names = Object.entries(provenance)
    .filter(([setting]) => `${setting}/`.startsWith(`${path}/`))
    .flatMap(([, history]) => effectiveContributions(history));
  if (names.length > 0 || !path.includes('/')) return [...new Set(names)];
  return contributorsAt(provenance, path.slice(0, path.lastIndexOf('/')));
}

function effectiveContributions(history: readonly Contribution[]): string[] {
  const lastSet = history.findLastIndex(({ action }) => action === 'set');
  return history.slice(Math.max(lastSet, 0)).flatMap(({ action, policy }) => (action === 'blocked' ? [] : [policy]));
}

/** The policies that produced the values at these places and inside them, sorted: AWS returns them in no order. */
export function contributingPolicies(...places: (Place | undefined)[]): string[] {
  const policies = new Set<string>();
  const visit = (place: Place): void => {
    for (const policy of effectiveContributions(place.history)) policies.add(policy);
    for (const inner of place.entries.values()) visit(inner);
  };
  for (const place of places) if (place) visit(place);
  return [...policies].toSorted();
}
