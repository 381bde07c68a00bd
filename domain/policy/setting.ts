import type { Place } from './inheritance-place';

/** The place at keys joined by slashes; undefined when no policy mentions it. */
export function placeAt(place: Place | undefined, path: string | undefined): Place | undefined {
  return (path ?? '').split('/').reduce<Place | undefined>((inner, key) => inner?.entries.get(key), place);
}

/** The entries at keys joined by slashes, with their names. Only those with a value count. */
export function entriesAt(place: Place | undefined, path: string): [string, Place][] {
  return [...(placeAt(place, path)?.entries ?? [])].filter(([, { merged }]) => merged !== undefined);
}
