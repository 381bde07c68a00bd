import type { PlacedSelection } from '../backup/model';

const OPERATORS: Readonly<Record<PlacedSelection['terms'][number]['operator'], string>> = {
  any: '=',
  stringEquals: '=',
  stringLike: ' like ',
  stringNotEquals: ' ≠ ',
  stringNotLike: ' not like ',
};

/** What a selection selects, in words: a list of tags adds resources, conditions narrow all of them. */
export function selectionText({ value, terms }: Pick<PlacedSelection, 'value' | 'terms'>): string {
  const written = (isAny: boolean, conjunction: string) =>
    terms
      .filter(({ operator }) => (operator === 'any') === isAny)
      .map(({ operator, key, value: text }) => `${key}${OPERATORS[operator]}${text}`)
      .join(conjunction);
  const [any, all] = [written(true, ' or '), written(false, ' and ')];
  const named = value.resources.join(', ');
  const tagged = any === '' ? '' : `everything tagged ${any}`;
  const selected = [named, tagged].filter((part) => part !== '').join(', and ') || 'every resource';
  const narrowed = all === '' ? selected : `${selected}, only if ${all}`;
  return value.notResources.length === 0 ? narrowed : `${narrowed}, except ${value.notResources.join(', ')}`;
}
