import type { Place } from './inheritance-place';

/** The single value at a name; undefined when it is missing, a list or an object. */
export function textAt(place: Place | undefined, name: string): string | undefined {
  const merged = place?.entries.get(name)?.merged;
  return typeof merged === 'string' ? merged : undefined;
}

/** A number as Organizations writes it: digits alone; undefined when it is missing or anything else. */
export function numberAt(place: Place | undefined, name: string): number | undefined {
  const text = textAt(place, name);
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}

/** What stands under a name, with the names of it: only what is set counts. */
export function entriesAt(place: Place | undefined, name: string): [string, Place][] {
  return [...(place?.entries.get(name)?.entries ?? [])].filter(([, { merged }]) => merged !== undefined);
}
