import { isObject } from '../json-object';
import type { MergedObject } from './inheritance-place';

/** An object of a policy document, whichever form the document has. A missing object has no values and no children. */
export interface DocumentPart {
  /** Its own key. */
  readonly name: string;
  /** The path of a key below it, in the spelling of the document. Keys can be joined by slashes. */
  readonly pathOf: (key: string) => string;
  readonly text: (key: string) => string | undefined;
  readonly texts: (key: string) => readonly string[];
  readonly child: (key: string) => DocumentPart;
  readonly children: (key: string) => readonly DocumentPart[];
}

/** A part of a merged document. */
export function mergedPart(name: string, object: unknown, path: string): DocumentPart {
  const own: MergedObject = isObject(object) ? (object as MergedObject) : {};
  const at = (key: string) => (Object.hasOwn(own, key) ? own[key] : undefined);
  const below = (key: string) => (key === '' ? path : `${path}/${key}`);
  return {
    name,
    pathOf: below,
    text: (key) => {
      const value = at(key);
      return typeof value === 'string' ? value : undefined;
    },
    texts: (key) => [at(key)].flat().filter((text) => typeof text === 'string'),
    child: (key) => mergedPart(key, at(key), below(key)),
    children: (key) =>
      Object.entries(isObject(at(key)) ? (at(key) as MergedObject) : {})
        .filter(([, inner]) => isObject(inner))
        .map(([inner, value]) => mergedPart(inner, value, `${below(key)}/${inner}`)),
  };
}
