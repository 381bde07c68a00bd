import { conditionKeyOf } from './condition-key';
import type { Selection, SelectionConditions, TagValues } from './model';

export interface SelectionTag {
  readonly key: string;
  readonly value: string;
}

/** A selection as the AWS Backup API expects it. Everything is sorted. */
export interface SelectionTerms {
  /** A resource needs one of these tags. */
  readonly any: readonly SelectionTag[];
  /** Conditions by operator, all of which must hold. Operators without conditions are left out. */
  readonly conditions: Readonly<Partial<Record<keyof SelectionConditions, readonly SelectionTag[]>>>;
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

export const CONDITION_OPERATORS = ['stringEquals', 'stringLike', 'stringNotEquals', 'stringNotLike'] as const;

/**
 * Converts a selection to AWS's terms: a list of tags matches any of them, conditions match all (N7).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */
export function selectionTerms({
  tags,
  match = 'any',
  conditions,
  resources,
  notResources,
}: Omit<Selection, 'name'>): SelectionTerms {
  const all: Partial<SelectionConditions> =
    match === 'all' ? { ...conditions, stringEquals: { ...tags, ...conditions?.stringEquals } } : { ...conditions };
  const written = CONDITION_OPERATORS.map((operator) => [operator, conditionPairs(all[operator] ?? {})] as const);
  const used = written.filter(([, pairs]) => pairs.length > 0);
  // Conditions filter resources: without named resources, they filter all of them.
  const named = resources.length === 0 && used.length > 0 ? ['*'] : resources;
  return {
    any: match === 'any' ? tagPairs(tags) : [],
    conditions: Object.fromEntries(used),
    resources: named.toSorted(),
    notResources: notResources.toSorted(),
  };
}

/** How many tags a selection names. A tag with two values counts twice. */
export function tagCount({ tags }: Pick<Selection, 'tags'>): number {
  return Object.values(tags).flat().length;
}

/** How many conditions a selection has, apart from its tags. */
export function conditionCount({ conditions }: Pick<Selection, 'conditions'>): number {
  return CONDITION_OPERATORS.flatMap((operator) => Object.values(conditions?.[operator] ?? {}).flat()).length;
}

function conditionPairs(tags: TagValues): SelectionTag[] {
  return tagPairs(tags).map(({ key, value }) => ({ key: conditionKeyOf(key), value }));
}

/** Sorted: the order of tags has no meaning, and the output must be stable. */
function tagPairs(tags: TagValues): SelectionTag[] {
  return Object.entries(tags)
    .flatMap(([key, values]) => [values].flat().map((value) => ({ key, value })))
    .toSorted((a, b) => (`${a.key}=${a.value}` < `${b.key}=${b.value}` ? -1 : 1));
}
