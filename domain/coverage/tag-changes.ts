import { satisfies } from '../backup/satisfies';
import { matchesWildcard } from '../backup/wildcard';
import type { ResourceSelection, Tag } from './resource-selection';

type Tags = Readonly<Record<string, string>>;

/**
 * The fewest tags that a resource would have to get for a selection to select it, if tags help at all. A tag with another
 * value is replaced.
 */
export function missingTags({ tags, conditions, resources }: ResourceSelection, arn: string, existing: Tags): Tag[] {
  const needed = new Map<string, string>();
  for (const { operator, key, value } of conditions) {
    if (operator !== 'stringEquals' && operator !== 'stringLike') continue;
    const found = needed.get(key) ?? existing[key];
    if (satisfies(found, { operator, value })) continue;
    // Two conditions on one tag can contradict each other: the caller checks the result.
    needed.set(key, operator === 'stringLike' ? value.replaceAll('*', '') : value);
  }
  const first = tags[0];
  const hasOne = tags.some(({ key, value }) => (needed.get(key) ?? existing[key]) === value);
  if (first && !hasOne && !resources.some((pattern) => matchesWildcard(pattern, arn)))
    needed.set(first.key, first.value);
  return [...needed].map(([key, value]) => ({ key, value }));
}

/** The tags after these changes. */
export function withTags(existing: Tags, changes: readonly Tag[]): Tags {
  return { ...existing, ...Object.fromEntries(changes.map(({ key, value }) => [key, value])) };
}
