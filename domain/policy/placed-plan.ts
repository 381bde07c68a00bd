import { type PlacedCopy, type PlacedPlan, type PlacedRule, type Plan, type Rule, vaultOfArn } from '../backup/model';
import type { DocumentPart } from './document-part';
import { resourceSelection, tagSelection } from './placed-selection';

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
