import { CONDITION_OPERATORS } from '../backup/selection-terms';
import { conditionPrefixWritten } from '../backup/selection-tags';
import type { Finding } from '../finding';
import type { PolicyContent, PolicySelection } from './document';
import { CONDITION_KEYS } from './placed-selection';
import { isTagSelection } from './serialize-selection';

/** Conditions whose tag has the prefix that their serialization adds. Paths are those in the document. */
export function conditionPrefixes({ plans = [] }: PolicyContent): Finding[] {
  return plans.flatMap(({ name, selections = [] }) =>
    selections.flatMap((selection) => inSelection(selection, `plans/${name}/selections`)),
  );
}

function inSelection(selection: PolicySelection, path: string): Finding[] {
  const kind = isTagSelection(selection) ? 'tags' : 'resources';
  return CONDITION_OPERATORS.flatMap((operator) =>
    (selection.conditions?.[operator] ?? []).flatMap(({ name, tag }) =>
      conditionPrefixWritten(
        tag,
        `${path}/${kind}/${selection.name}/conditions/${CONDITION_KEYS[operator]}/${name}/condition_key`,
      ),
    ),
  );
}
