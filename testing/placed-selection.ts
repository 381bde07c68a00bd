import type { PlacedPlan, Selection, SelectionTerm } from '../domain/backup/model';
import { conditionKeyOf } from '../domain/backup/condition-key';

/** An operator, a tag key and a value: `['stringLike', 'Stage', 'prod-*']`. */
export type WrittenTerm = readonly [operator: SelectionTerm['operator'], key: string, value: string];

/** A plan with one selection, whose paths are those of an environment below `S`. */
export function planSelecting(terms: readonly WrittenTerm[], selected: Partial<Selection> = {}): PlacedPlan {
  const value: Selection = { name: 'S', tags: {}, resources: [], notResources: [], ...selected };
  const selection = {
    value,
    at: (setting: string) => `S.${setting}`,
    terms: terms.map(([operator, key, text]): SelectionTerm => {
      const path = operator === 'any' ? `S.tags.${key}` : `S.conditions.${operator}.${key}`;
      const sentKey = operator === 'any' ? key : conditionKeyOf(key);
      return { operator, key, sentKey, value: text, keyPath: path, path };
    }),
  };
  return {
    value: { name: 'P', regions: [], windowsVss: false, tags: {}, rules: [], selections: [value] },
    at: (setting) => setting,
    rules: [],
    selections: [selection],
  };
}
