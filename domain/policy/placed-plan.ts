import { tagKeyOf } from '../backup/condition-key';
import {
  type PlacedCopy,
  type PlacedPlan,
  type PlacedRule,
  type PlacedSelection,
  type Plan,
  type Rule,
  type Selection,
  type SelectionConditions,
  type SelectionTerm,
  vaultOfArn,
} from '../backup/model';
import { CONDITION_OPERATORS } from '../backup/selection-terms';
import type { DocumentPart } from './document-part';

/** Where a policy document has each setting of the model. */
const LIFECYCLE_KEYS = {
  deleteAfterDays: 'lifecycle/delete_after_days',
  coldStorageAfterDays: 'lifecycle/move_to_cold_storage_after_days',
  archive: 'lifecycle/opt_in_to_archive_for_supported_resources',
} as const;

const VAULT_ARN_KEY = 'target_backup_vault_arn';

const COPY_KEYS: Readonly<Record<Parameters<PlacedCopy['at']>[0], string>> = {
  ...LIFECYCLE_KEYS,
  vault: VAULT_ARN_KEY,
  region: VAULT_ARN_KEY,
  accountId: VAULT_ARN_KEY,
  target: VAULT_ARN_KEY,
};

const RULE_KEYS = {
  ...LIFECYCLE_KEYS,
  name: '',
  vault: 'target_backup_vault_name',
  schedule: 'schedule_expression',
  timezone: 'schedule_expression_timezone',
  startWindowMinutes: 'start_backup_window_minutes',
  completionWindowMinutes: 'complete_backup_window_minutes',
  continuous: 'enable_continuous_backup',
  recoveryPointTags: 'recovery_point_tags',
  copies: 'copy_actions',
  airGappedVaultArn: 'target_logically_air_gapped_backup_vault_arn',
} as const satisfies Readonly<Record<keyof Rule, string>>;

const PLAN_KEYS: Readonly<Record<keyof Plan, string>> = {
  name: '',
  regions: 'regions',
  windowsVss: 'advanced_backup_settings/ec2/windows_vss',
  tags: 'backup_plan_tags',
  rules: 'rules',
  selections: 'selections/tags',
};

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

/** A plan of a policy document as the model has it. What cannot be read counts as missing. */
export function placedPlan(part: DocumentPart): PlacedPlan {
  const rules = part.children('rules').map(placedRule);
  const selections = part.child('selections');
  const placed = [
    ...selections.children('tags').map(tagSelection),
    ...selections.children('resources').map(resourceSelection),
  ];
  return {
    value: {
      name: part.name,
      regions: part.texts('regions'),
      windowsVss: textBelow(part, PLAN_KEYS.windowsVss) === 'enabled',
      tags: tagsOf(part, 'backup_plan_tags'),
      rules: rules.map(({ value }) => value),
      selections: placed.map(({ value }) => value),
    },
    at: (setting) => part.pathOf(PLAN_KEYS[setting]),
    rules,
    selections: placed,
  };
}

function placedRule(part: DocumentPart): PlacedRule {
  const copies = part.children('copy_actions').map(placedCopy);
  const text = (setting: keyof typeof RULE_KEYS) => part.text(RULE_KEYS[setting]);
  return {
    value: {
      name: part.name,
      vault: text('vault'),
      schedule: text('schedule'),
      timezone: text('timezone'),
      startWindowMinutes: numberOf(text('startWindowMinutes')),
      completionWindowMinutes: numberOf(text('completionWindowMinutes')),
      continuous: text('continuous') === 'true',
      airGappedVaultArn: text('airGappedVaultArn'),
      recoveryPointTags: tagsOf(part, 'recovery_point_tags'),
      copies: copies.map(({ value }) => value),
      ...lifecycleOf(part),
    },
    at: (setting) => part.pathOf(RULE_KEYS[setting]),
    copies,
  };
}

/** The key of a copy action is the ARN of its vault too. */
function placedCopy(part: DocumentPart): PlacedCopy {
  return {
    value: { ...vaultOfArn(part.text(VAULT_ARN_KEY) ?? part.name), ...lifecycleOf(part) },
    at: (setting) => part.pathOf(COPY_KEYS[setting]),
  };
}

function lifecycleOf(part: DocumentPart) {
  return {
    deleteAfterDays: numberOf(textBelow(part, LIFECYCLE_KEYS.deleteAfterDays)),
    coldStorageAfterDays: numberOf(textBelow(part, LIFECYCLE_KEYS.coldStorageAfterDays)),
    archive: textBelow(part, LIFECYCLE_KEYS.archive) === 'true',
  };
}

function tagSelection(part: DocumentPart): PlacedSelection {
  const [key, values] = [part.text(SELECTION_KEYS.match), part.texts(SELECTION_KEYS.tags)];
  const [keyPath, path] = [part.pathOf(SELECTION_KEYS.match), part.pathOf(SELECTION_KEYS.tags)];
  const terms = values.flatMap((value): SelectionTerm[] =>
    key === undefined ? [] : [{ operator: 'any', key, sentKey: key, value, keyPath, path }],
  );
  return placedSelection(part, { tags: { [key ?? '']: values }, resources: [], notResources: [] }, terms);
}

function resourceSelection(part: DocumentPart): PlacedSelection {
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

function tagsOf(part: DocumentPart, key: string): Record<string, string> {
  return Object.fromEntries(
    part.children(key).map((tag) => [tag.text('tag_key') ?? tag.name, tag.text('tag_value') ?? '']),
  );
}

function textBelow(part: DocumentPart, path: string): string | undefined {
  const keys = path.split('/');
  const last = keys.pop() ?? '';
  return keys.reduce((inner, key) => inner.child(key), part).text(last);
}

/** Organizations writes numbers in digits alone. */
function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}
