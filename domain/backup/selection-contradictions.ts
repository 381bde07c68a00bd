import { type Finding, refusal } from '../finding';
import type { PlacedPlan, PlacedSelection, SelectionTerm } from './model';
import type { Judged } from './plan-check';
import { covers, overlap } from './resource-types';
import { satisfies } from './satisfies';

/** The operators as AWS names them. A list of tags compares like StringEquals. */
const OPERATORS: Readonly<Record<SelectionTerm['operator'], string>> = {
  any: 'StringEquals',
  stringEquals: 'StringEquals',
  stringLike: 'StringLike',
  stringNotEquals: 'StringNotEquals',
  stringNotLike: 'StringNotLike',
};

/**
 * Conditions that no value of a tag satisfies together: one finding for each tag (N7).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Conditions.html
 */
export function contradictions({ selections }: PlacedPlan): Judged[] {
  return selections.flatMap((selection) => {
    const required = selection.terms.filter(({ operator }) => operator !== 'any');
    const keys = [...new Set(required.map(({ key }) => key))];
    const found = keys.flatMap((key) => contradiction(required.filter((term) => term.key === key)));
    return found.length > 0 ? found : noTagPossible(selection, required);
  });
}

/** The first contradiction among the conditions on one tag. */
function contradiction(terms: readonly SelectionTerm[]): Judged[] {
  const never = terms.find(({ operator, value }) => operator === 'stringNotLike' && /^\*+$/.test(value));
  if (never) return [judged(contradicts(never, describe(never)), never)];
  for (const [index, later] of terms.entries()) {
    const earlier = terms.slice(0, index).find((term) => excludes(term, later));
    if (earlier) return [judged(contradictionOf(earlier, later), earlier, later)];
  }
  return [];
}

/** A resource needs one of the tags: conditions that exclude each of them leave nothing. */
function noTagPossible({ value, terms }: PlacedSelection, required: readonly SelectionTerm[]): Judged[] {
  const tags = terms.filter(({ operator }) => operator === 'any');
  if (tags.length === 0 || value.resources.length > 0) return [];
  const excluded = tags.map((tag) => required.find((term) => term.key === tag.key && excludes(tag, term)));
  const [first] = excluded;
  if (!first || excluded.includes(undefined)) return [];
  const values = tags.map((tag) => JSON.stringify(tag.value)).join(' or ');
  const finding = contradicts(first, `${OPERATORS.any} ${values} and ${describe(first)}`);
  return [judged(finding, first, ...tags)];
}

function contradictionOf(one: SelectionTerm, other: SelectionTerm): Finding {
  if (one.operator === 'stringEquals' && other.operator === 'stringEquals') {
    return refusal({
      rule: 'tag-with-two-values',
      path: other.path,
      message: 'a resource cannot have two values of one tag, so nothing would be selected',
      remedy: 'keep one value, or select by a list of tags, of which a resource needs only one',
    });
  }
  return contradicts(other, `${describe(one)} and ${describe(other)}`);
}

function contradicts({ key, path }: SelectionTerm, conditions: string): Finding {
  return refusal({
    rule: 'conditions-contradict',
    path,
    message: `no value of the tag ${key} satisfies ${conditions}, so nothing would be selected`,
    remedy: 'leave one of the conditions out, or correct its value',
  });
}

function judged(finding: Finding, ...terms: readonly SelectionTerm[]): Judged {
  return { finding, from: [...new Set(terms.map(({ path }) => path))] };
}

function describe({ operator, value }: SelectionTerm): string {
  return `${OPERATORS[operator]} ${JSON.stringify(value)}`;
}

/** Whether no value satisfies both. A resource without the tag satisfies neither an equality nor a pattern. */
function excludes(one: SelectionTerm, other: SelectionTerm): boolean {
  return excludesInOrder(one, other) || excludesInOrder(other, one);
}

function excludesInOrder({ operator, value }: SelectionTerm, other: SelectionTerm): boolean {
  switch (operator) {
    case 'any':
    case 'stringEquals':
      return !satisfies(value, other);
    case 'stringLike':
      if (other.operator === 'stringLike') return !overlap(value, other.value);
      if (other.operator === 'stringNotLike') return covers(other.value, value);
      return other.operator === 'stringNotEquals' && value === other.value && !value.includes('*');
    default:
      return false;
  }
}
