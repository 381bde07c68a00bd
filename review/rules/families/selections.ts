import { valueAt } from '../../model/value';
import { GENERAL } from '../general';
import { entry, fewerIsWorse, missing, moreIsWorse } from '../judges';
import { hit, type Judge, type TypeRules } from '../rule';
import { SELECTION_RULES } from './selection-rules';

/** Tags are alternatives. Where a selection had none at all before, they are another way of selecting. */
const anyTag: Judge = (difference, { before, after }) => {
  const none = [before, after].some((said) => valueAt(said, ['selection_tag']) === undefined);
  if (none) return [hit(SELECTION_RULES.other, difference)];
  return [hit(difference.after === undefined ? SELECTION_RULES.narrower : SELECTION_RULES.wider, difference)];
};

/** All conditions must hold: one more selects less. */
const condition = entry({
  removed: SELECTION_RULES.wider,
  added: SELECTION_RULES.narrower,
  changed: SELECTION_RULES.other,
});

const resources: Judge = (difference, change, context) => {
  if (difference.before === undefined || difference.after === undefined)
    return [hit(SELECTION_RULES.other, difference)];
  const gone = missing(difference.before, difference.after).length > 0;
  const come = missing(difference.after, difference.before).length > 0;
  if (gone && come) return [hit(SELECTION_RULES.other, difference)];
  return fewerIsWorse(SELECTION_RULES.narrower, SELECTION_RULES.wider)(difference, change, context);
};

export const SELECTION_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_backup_selection: {
    added: GENERAL.added,
    removed: SELECTION_RULES.removed,
    attributes: {
      name: SELECTION_RULES.renamed,
      iam_role_arn: SELECTION_RULES.other,
      plan_id: SELECTION_RULES.other,
      'selection_tag/*': anyTag,
      'selection_tag/*/*': SELECTION_RULES.other,
      'condition/*/*/*': SELECTION_RULES.other,
      'condition/*/*': condition,
      resources,
      not_resources: moreIsWorse(SELECTION_RULES.narrower, SELECTION_RULES.wider),
    },
  },
};
