import { covers } from '../../iam/access/pattern';
import { missing, moreIsWorse } from '../changes/judges';
import { high, type Judge, medium } from '../changes/rule';
import { isKeyed, type Keyed, textAt, type Value, valueAt } from '../changes/value';
import { onlyTagged, passExistingRoles, passRoles } from '../permission';
import { type Concern, terraformType } from '../terraform-type';

export const SELECTION_RULES = {
  removed: high('selection-removed', {
    finds: 'a removed selection of a plan',
    why: 'resources that only it selected are no longer backed up',
    remedy: 'keep the selection, or check that another one selects the same resources',
  }),
  narrower: high('selection-narrower', {
    finds: 'a selection that no longer selects some resources',
    why: 'these resources are no longer backed up, and nothing fails',
    remedy: 'find the resources that only the old selection matches, and tag them first',
  }),
  other: high('selection-other', {
    finds: 'a selection with other criteria, another plan, or another role',
    why: 'it selects other resources, or its role may not be allowed to back them up',
    remedy: 'compare what both selections match, and the permissions of the role',
  }),
  wider: medium('selection-wider', {
    finds: 'a selection that matches more',
    why: 'more resources are backed up, which costs money',
    remedy: 'check that nothing is backed up twice',
  }),
  renamed: medium('selection-renamed', {
    finds: 'a renamed selection',
    why: 'the provider deletes the selection and creates another one: a run in between backs up nothing',
    remedy: 'keep the name, or apply outside of the start window',
  }),
};

/** Tags are alternatives. A selection without any uses other criteria. */
const anyTag: Judge = (difference, { before, after }) => {
  if ([before, after].some((selection) => valueAt(selection, ['selection_tag']) === undefined))
    return SELECTION_RULES.other;
  return difference.after === undefined ? SELECTION_RULES.narrower : SELECTION_RULES.wider;
};

/** All conditions must hold: an additional one selects less, unless it replaces a narrower one for the same key. */
const condition: Judge = (difference, { before, after }) => {
  const { path } = difference;
  const operator = path.slice(0, -1);
  const isNegative = path.some((name) => name.includes('_not_'));
  if (difference.after === undefined) return SELECTION_RULES.wider;
  if (difference.before !== undefined) return SELECTION_RULES.other;
  const [old, current] = [conditionsAt(before, operator), conditionsAt(after, operator)];
  const key = textAt(difference.after, ['key']);
  const value = textAt(difference.after, ['value']) ?? '';
  const replaced = [...old].filter(([name, one]) => !current.has(name) && textAt(one, ['key']) === key);
  const isWider = replaced.some(([, one]) => {
    const former = textAt(one, ['value']) ?? '';
    return matchesMore(isNegative, former, value);
  });
  return isWider ? SELECTION_RULES.wider : SELECTION_RULES.narrower;
};

/** Whether a condition on a tag matches more resources, or the same, with another value. */
export function matchesMore(isNegative: boolean, before: string, after: string): boolean {
  return isNegative ? covers(before, after) : covers(after, before);
}

function conditionsAt(selection: Value | undefined, path: readonly string[]): Keyed {
  const found = valueAt(selection, path);
  return isKeyed(found) ? found : new Map();
}

const resources: Judge = ({ before, after }) => {
  if (before === undefined || after === undefined) return SELECTION_RULES.other;
  const [lost, added] = [missing(before, after), missing(after, before)];
  if (lost.length > 0) return added.length > 0 ? SELECTION_RULES.other : SELECTION_RULES.narrower;
  return SELECTION_RULES.wider;
};

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html */
export const SELECTIONS: Concern = {
  title: 'Selections',
  rules: Object.values(SELECTION_RULES),
  types: [
    terraformType('aws_backup_selection', {
      importId: '{plan_id}|{id}',
      arn: ({ account, region, name }) => `arn:aws:backup:${region}:${account}:backup-plan:${name}`,
      permissionSet: 'plans',
      everyRegion: true,
      actions: {
        create: ['backup:CreateBackupSelection'],
        read: ['backup:GetBackupSelection', 'backup:ListBackupSelections'],
        update: [],
        destroy: ['backup:DeleteBackupSelection'],
      },
      permissions: (deployed, own) => [
        ...onlyTagged(deployed, own),
        passRoles(deployed),
        ...passExistingRoles(deployed),
      ],
      replacedBy: ['*'],
      removed: SELECTION_RULES.removed,
      changes: {
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
    }),
  ],
};
