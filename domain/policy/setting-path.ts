import { isObject } from '../json-object';
import type { PolicyContent, PolicyCopy } from './document';
import { copyTarget } from './serialize-rule';

/** The settings of `organization.ts` by their keys in a policy document; `''` if the files have no such level. */
const SETTINGS: Readonly<Record<string, string>> = {
  schedule_expression: 'schedule',
  schedule_expression_timezone: 'timezone',
  start_backup_window_minutes: 'startWindowMinutes',
  complete_backup_window_minutes: 'completionWindowMinutes',
  enable_continuous_backup: 'continuous',
  target_backup_vault_name: 'vault',
  target_backup_vault_arn: 'vault',
  target_logically_air_gapped_backup_vault_arn: 'airGappedVault',
  lifecycle: '',
  delete_after_days: 'deleteAfterDays',
  move_to_cold_storage_after_days: 'coldStorageAfterDays',
  opt_in_to_archive_for_supported_resources: 'archive',
  copy_actions: 'copies',
  recovery_point_tags: 'recoveryPointTags',
  index_actions: 'indexes',
  scan_actions: 'scanMode',
  iam_role_arn: 'role',
  tag_key: 'tag.key',
  tag_value: 'tag.values',
  resource_types: 'resources',
  not_resource_types: 'notResources',
  string_equals: 'stringEquals',
  string_not_equals: 'stringNotEquals',
  string_like: 'stringLike',
  string_not_like: 'stringNotLike',
  condition_key: 'tag',
  condition_value: 'value',
  advanced_backup_settings: '',
  ec2: '',
  s3: '',
  windows_vss: 'windowsVss',
  backup_acls: 's3AccessControlLists',
  backup_object_tags: 's3ObjectTags',
  backup_plan_tags: 'tags',
  scan_settings: '',
  guardduty: 'scan',
  scanner_role_arn: 'role',
};

/** Settings that a document divides further than the files. */
const WHOLE = ['index_actions', 'scan_actions'];
/** Levels whose keys are names that the user chose. */
const NAMED = [
  'plans',
  'rules',
  'copy_actions',
  'string_equals',
  'string_not_equals',
  'string_like',
  'string_not_like',
];
/** Levels in which the files have a value for each key. */
const VALUES = ['recovery_point_tags', 'backup_plan_tags'];

/**
 * The path of a setting in `organization.ts`, from its path in a policy document: `plans.daily.rules.EC2.vault`.
 * @param policy if known, names get the spelling that they have there: an effective policy has them in lower case
 */
export function settingPath(path: string, policy?: PolicyContent): string {
  const written: string[] = [];
  const keys = path.split('/').filter((key) => !key.startsWith('@@'));
  if (policy?.document) return inDocument(keys, policy.document);
  let object: unknown = policy;
  const name = (): void => {
    const key = keys.shift();
    const named = entriesOf(object).find(([known]) => known.toLowerCase() === key?.toLowerCase());
    written.push(named?.[1] ?? key ?? '');
    object = named?.[2];
  };
  for (let key = keys.shift(); key !== undefined; key = keys.shift()) {
    const level = key.toLowerCase();
    const setting = SETTINGS[level] ?? key;
    written.push(setting);
    if (setting !== '') object = valueAt(object, setting);
    // Selections by tags and by resources are one list in the files.
    if (level === 'selections') keys.shift();
    if (level === 'selections' || NAMED.includes(level) || VALUES.includes(level)) name();
    if (VALUES.includes(level) || WHOLE.includes(level)) keys.splice(0);
  }
  return written.filter((key) => key !== '').join('.');
}

/** The path in a document that is not typed, in its own spelling. */
function inDocument(keys: readonly string[], document: object): string {
  let object: unknown = document;
  const spelled = keys.map((key) => {
    const [name, , value] = entriesOf(object).find(([known]) => known.toLowerCase() === key.toLowerCase()) ?? [key];
    object = value;
    return name;
  });
  return ['document', ...spelled].filter((key) => key !== '').join('.');
}

function valueAt(object: unknown, key: string): unknown {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The named entries of a list or of a record: the name in the document, the name in paths, and the entry. */
function entriesOf(object: unknown): [string, string, unknown][] {
  if (!Array.isArray(object)) return Object.entries(object ?? {}).map(([key, value]) => [key, key, value]);
  const copies = object as PolicyCopy[];
  return copies.map((entry) =>
    'name' in entry
      ? [String(entry.name), String(entry.name), entry]
      : [copyTarget(entry), copyName(entry, copies), entry],
  );
}

/** The vault of a copy, with its region and account if other copies of the rule go to a vault with the same name. */
function copyName({ vault, region, accountId }: PolicyCopy, copies: readonly PolicyCopy[]): string {
  if (copies.filter((copy) => copy.vault === vault).length < 2) return vault;
  return `${vault}[${accountId === undefined ? region : `${region}, ${accountId}`}]`;
}
