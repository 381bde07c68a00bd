/** One or several values by tag key. */
export type TagValues = Readonly<Record<string, string | readonly string[]>>;

/** What a resource's tags must fulfil, all of it. */
export interface SelectionConditions {
  readonly stringEquals: TagValues;
  readonly stringLike: TagValues;
  readonly stringNotEquals: TagValues;
  readonly stringNotLike: TagValues;
}

/** What a plan backs up, as people write it. */
export interface WrittenSelection {
  readonly tags: TagValues;
  /** Whether a resource needs any of the tags or all of them. */
  readonly match: 'any' | 'all';
  readonly conditions?: SelectionConditions | undefined;
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

export interface SelectionTag {
  readonly key: string;
  readonly value: string;
}

/** What a plan backs up, as AWS Backup takes it; everything sorted. */
export interface SelectionTerms {
  /** Tags of which one is enough. */
  readonly any: readonly SelectionTag[];
  /** Conditions on tags, all of which must hold, by operator; operators without any are left out. */
  readonly conditions: Readonly<Partial<Record<keyof SelectionConditions, readonly SelectionTag[]>>>;
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

const OPERATORS = ['stringEquals', 'stringLike', 'stringNotEquals', 'stringNotLike'] as const;

/**
 * Turns the words of the configuration into AWS's: a list of tags matches any of them, conditions match all (N7).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */
export function selectionTerms({ tags, match, conditions, resources, notResources }: WrittenSelection): SelectionTerms {
  const all: Partial<SelectionConditions> =
    match === 'all' ? { ...conditions, stringEquals: { ...tags, ...conditions?.stringEquals } } : { ...conditions };
  const written = OPERATORS.map((operator) => [operator, conditionPairs(all[operator] ?? {})] as const);
  const used = written.filter(([, pairs]) => pairs.length > 0);
  // Conditions choose among resources, so without any named they choose among all.
  const named = resources.length === 0 && used.length > 0 ? ['*'] : resources;
  return {
    any: match === 'any' ? tagPairs(tags) : [],
    conditions: Object.fromEntries(used),
    resources: named.toSorted(),
    notResources: notResources.toSorted(),
  };
}

function conditionPairs(tags: TagValues): SelectionTag[] {
  return tagPairs(tags).map(({ key, value }) => ({ key: `aws:ResourceTag/${key}`, value }));
}

/** Sorted, because people write tags in any order and two runs must give the same bytes. */
function tagPairs(tags: TagValues): SelectionTag[] {
  return Object.entries(tags)
    .flatMap(([key, values]) => [values].flat().map((value) => ({ key, value })))
    .toSorted((a, b) => (`${a.key}=${a.value}` < `${b.key}=${b.value}` ? -1 : 1));
}
