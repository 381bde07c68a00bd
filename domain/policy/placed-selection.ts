import { tagKeyOf } from '../backup/condition-key';
import type { PlacedSelection, Selection, SelectionConditions, SelectionTerm } from '../backup/model';
import { CONDITION_OPERATORS } from '../backup/selection-terms';
import type { DocumentPart } from './document-part';

const SELECTION_KEYS: Readonly<Record<keyof Selection, string>> = {
  name: '',
  tags: 'tag_value',
  match: 'tag_key',
  conditions: 'conditions',
  resources: 'resource_types',
  notResources: 'not_resource_types',
  roleArn: 'iam_role_arn',
};

/** The operators of conditions in a policy document. */
export const CONDITION_KEYS: Readonly<Record<keyof SelectionConditions, string>> = {
  stringEquals: 'string_equals',
  stringLike: 'string_like',
  stringNotEquals: 'string_not_equals',
  stringNotLike: 'string_not_like',
};

/** A selection by the values of one tag. */
export function tagSelection(part: DocumentPart): PlacedSelection {
  const [key, values] = [part.text(SELECTION_KEYS.match), part.texts(SELECTION_KEYS.tags)];
  const [keyPath, path] = [part.pathOf(SELECTION_KEYS.match), part.pathOf(SELECTION_KEYS.tags)];
  const terms = values.flatMap((value): SelectionTerm[] =>
    key === undefined ? [] : [{ operator: 'any', key, sentKey: key, value, keyPath, path }],
  );
  return placedSelection(part, { tags: { [key ?? '']: values }, resources: [], notResources: [] }, terms);
}

/** A selection by types of resources. */
export function resourceSelection(part: DocumentPart): PlacedSelection {
  return placedSelection(part, {
    tags: {},
    resources: part.texts(SELECTION_KEYS.resources),
    notResources: part.texts(SELECTION_KEYS.notResources),
  });
}

function placedSelection(
  part: DocumentPart,
  selected: Pick<Selection, 'tags' | 'resources' | 'notResources'>,
  tagTerms: readonly SelectionTerm[] = [],
): PlacedSelection {
  const conditions = part.child('conditions');
  const terms = CONDITION_OPERATORS.flatMap((operator) => conditionTerms(conditions, operator));
  const valuesOf = (operator: keyof SelectionConditions) =>
    valuesByKey(terms.filter((term) => term.operator === operator));
  return {
    value: {
      name: part.name,
      roleArn: part.text(SELECTION_KEYS.roleArn),
      ...selected,
      conditions: {
        stringEquals: valuesOf('stringEquals'),
        stringLike: valuesOf('stringLike'),
        stringNotEquals: valuesOf('stringNotEquals'),
        stringNotLike: valuesOf('stringNotLike'),
      },
    },
    at: (setting) => part.pathOf(SELECTION_KEYS[setting]),
    terms: [...tagTerms, ...terms],
  };
}

/** A condition without its key or value is reported as incomplete. */
function conditionTerms(part: DocumentPart, operator: keyof SelectionConditions): SelectionTerm[] {
  return part.children(CONDITION_KEYS[operator]).flatMap((condition): SelectionTerm[] => {
    const [sentKey, value] = [condition.text('condition_key'), condition.text('condition_value')];
    if (sentKey === undefined || value === undefined) return [];
    const [keyPath, path] = [condition.pathOf('condition_key'), condition.pathOf('condition_value')];
    return [{ operator, key: tagKeyOf(sentKey), sentKey, value, keyPath, path }];
  });
}

/** Several conditions can have one key. */
function valuesByKey(terms: readonly SelectionTerm[]): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const { key, value } of terms) values.set(key, [...(values.get(key) ?? []), value]);
  return Object.fromEntries(values);
}
