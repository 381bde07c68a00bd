import type { AdoptContext } from './adopted';
import type { Item } from './part';

type Tags = Readonly<Record<string, string>>;

/** Set on every resource by the stacks themselves (E7). */
const STACK_TAGS = new Set(['managedby', 'environment', 'service', 'stack', 'name']);

/** The tags of a resource that the configuration must write: not those of AWS, of the stacks, and of the environment. */
export function ownTags(tags: Tags, { tags: common }: Pick<AdoptContext, 'tags'>): Tags {
  return Object.fromEntries(
    Object.entries(tags)
      .filter(([key, value]) => !isReserved(key) && common[key] !== value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The tags that all of several resources have: those of the environment. */
export function sharedTags(all: readonly Tags[]): Tags {
  const [first, ...others] = all;
  if (!first || others.length === 0) return {};
  return Object.fromEntries(
    Object.entries(first)
      .filter(([key, value]) => !isReserved(key) && others.every((tags) => tags[key] === value))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What else manages a resource. If its stack is deleted, CloudFormation deletes the resource. */
export function alsoManaged(tags: Tags): Pick<Item, 'reason' | 'remedy'> {
  const stack = tags['aws:cloudformation:stack-name'];
  if (stack === undefined) return {};
  return {
    reason: `CloudFormation also manages it, in stack ${stack}`,
    remedy: "in the stack's template, set DeletionPolicy to Retain, deploy it, and then remove the resource from it",
  };
}

function isReserved(key: string): boolean {
  return key.toLowerCase().startsWith('aws:') || STACK_TAGS.has(key.toLowerCase());
}
