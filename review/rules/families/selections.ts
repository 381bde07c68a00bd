import { valueAt } from '../../model/value';
import { GENERAL } from '../general';
import { entry, fewerIsWorse, missing, moreIsWorse } from '../judges';
import { hit, type Judge, type Rule, type TypeRules } from '../rule';

export const SELECTION_RULES = {
  removed: {
    name: 'selection-removed',
    severity: 'high',
    finds: 'a selection of a plan that is gone',
    why: 'what only it selected is not backed up any more',
    remedy: 'keep the selection, or see that another one selects as much',
  },
  narrower: {
    name: 'selection-narrower',
    severity: 'high',
    finds: 'a selection that leaves out something which it selected',
    why: 'what is left out is not backed up any more, and nothing fails',
    remedy: 'look for resources that only the old selection meets, and tag them before',
  },
  other: {
    name: 'selection-other',
    severity: 'high',
    finds: 'a selection by other means, of another plan, or with another role',
    why: 'it selects other resources than before, or may not back up what it selects',
    remedy: 'compare what both select, and what the role may do',
  },
  wider: {
    name: 'selection-wider',
    severity: 'medium',
    finds: 'a selection that selects more',
    why: 'more is backed up, which costs',
    remedy: 'see that nothing is backed up twice',
  },
  renamed: {
    name: 'selection-renamed',
    severity: 'medium',
    finds: 'a selection of another name',
    why: 'the provider removes the selection and makes another one: a run in between backs nothing up',
    remedy: 'keep the name, or apply it away from the start window',
  },
} as const satisfies Readonly<Record<string, Rule>>;

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
