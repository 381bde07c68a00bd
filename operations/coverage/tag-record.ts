import { tagsOf } from '../generations/tags-of';

/** The tags of a resource as an object; none if AWS lists none. */
export function tagRecord(tags: Parameters<typeof tagsOf>[0]): Readonly<Record<string, string>> {
  return Object.fromEntries(tagsOf(tags));
}
