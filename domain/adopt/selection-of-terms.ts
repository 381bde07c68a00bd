import { CONDITION_PREFIX, tagKeyOf } from '../backup/condition-key';
import type { SelectionConditions, TagValues } from '../backup/model';
import { CONDITION_OPERATORS, type SelectionTag, selectionTerms, type SelectionTerms } from '../backup/selection-terms';

/** What a selection of an environment file selects. What is empty is left out. */
export interface WrittenSelection {
  readonly tags?: TagValues;
  readonly match?: 'any' | 'all';
  readonly conditions?: Partial<SelectionConditions>;
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
}

/**
 * The inverse of {@link selectionTerms}: the selection that is sent to AWS as these terms, or undefined if there is none,
 * such as for a condition on something other than a tag. Conditions on equality become tags where that is the same.
 */
export function selectionOfTerms(terms: SelectionTerms): WrittenSelection | undefined {
  const written = writtenAs(terms);
  const none = { stringEquals: {}, stringLike: {}, stringNotEquals: {}, stringNotLike: {} };
  const sent = selectionTerms({
    tags: {},
    resources: [],
    notResources: [],
    ...written,
    match: written.match ?? 'any',
    conditions: { ...none, ...written.conditions },
  });
  return termsText(sent) === termsText(terms) ? written : undefined;
}

/** In a canonical form: the order has no meaning. */
export function termsText({ any, conditions, resources, notResources }: SelectionTerms): string {
  const pairs = (tags: readonly SelectionTag[] = []): string[] =>
    tags.map(({ key, value }) => JSON.stringify([key, value])).toSorted();
  return JSON.stringify([
    pairs(any),
    CONDITION_OPERATORS.map((operator) => pairs(conditions[operator])),
    resources.toSorted(),
    notResources.toSorted(),
  ]);
}

function writtenAs({ any, conditions, resources, notResources }: SelectionTerms): WrittenSelection {
  const isAny = any.length > 0;
  const { stringEquals = [], ...others } = conditions;
  const tags = byKey(isAny ? any : stringEquals, !isAny);
  const further = CONDITION_OPERATORS.flatMap((operator) => {
    const found = operator === 'stringEquals' ? (isAny ? stringEquals : []) : (others[operator] ?? []);
    return found.length === 0 ? [] : [[operator, byKey(found, true)] as const];
  });
  // With conditions and no named resources, AWS Backup is sent all of them.
  const all = Object.keys(conditions).length > 0 && resources.length === 1 && resources[0] === '*';
  return {
    ...(Object.keys(tags).length === 0 ? {} : { tags, match: isAny ? 'any' : 'all' }),
    ...(further.length === 0 ? {} : { conditions: Object.fromEntries(further) }),
    ...(all || resources.length === 0 ? {} : { resources: [...resources] }),
    ...(notResources.length === 0 ? {} : { notResources: [...notResources] }),
  };
}

/** One or several values by tag key. Keys of conditions have a prefix, which the configuration leaves out. */
function byKey(pairs: readonly SelectionTag[], areConditions: boolean): TagValues {
  const values = new Map<string, string[]>();
  for (const { key, value } of pairs) {
    const tag = areConditions && key.startsWith(CONDITION_PREFIX) ? tagKeyOf(key) : key;
    values.set(tag, [...(values.get(tag) ?? []), value]);
  }
  return Object.fromEntries([...values].map(([key, all]) => [key, all.length === 1 ? (all[0] ?? '') : all]));
}
