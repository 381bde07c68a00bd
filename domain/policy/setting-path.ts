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

/** The path of a setting in `organization.ts`, from its path in a policy document: `plans.daily.rules.EC2.vault`. */
export function settingPath(path: string): string {
  const written: string[] = [];
  const keys = path.split('/').filter((key) => !key.startsWith('@@'));
  for (let key = keys.shift(); key !== undefined; key = keys.shift()) {
    const level = key.toLowerCase();
    written.push(SETTINGS[level] ?? key);
    // Selections by tags and by resources are one list in the files.
    if (level === 'selections') keys.shift();
    if (level === 'selections' || NAMED.includes(level)) written.push(keys.shift() ?? '');
    if (VALUES.includes(level)) written.push(...keys.splice(0).slice(0, 1));
  }
  return written.filter((key) => key !== '').join('.');
}
