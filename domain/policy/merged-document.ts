import { isObject } from '../json-object';
import type { MergedObject } from './inheritance-place';

/** The objects that stand below a name of an effective policy, such as its plans, each with its own name. */
export function entriesOf(value: unknown): [name: string, entry: MergedObject][] {
  return isObject(value)
    ? Object.entries(value).filter((entry): entry is [string, MergedObject] => isObject(entry[1]))
    : [];
}

/** The texts of a value, which a policy may write as one or as a list. */
export function textsOf(value: unknown): string[] {
  return [value].flat().filter((text): text is string => typeof text === 'string');
}
