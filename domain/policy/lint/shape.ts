/** What may stand at a place of a policy document. */
export type Shape = SectionShape | NamedShape | SettingShape;

/** An object with known keys. */
export interface SectionShape {
  readonly kind: 'section';
  readonly keys: Readonly<Record<string, Shape>>;
}

/** An object whose keys are names that the author chose, with the same below each. */
export interface NamedShape {
  readonly kind: 'named';
  /** What one entry is called. */
  readonly entry: string;
  readonly each: Shape;
}

/** A value, written by operators. */
export type SettingShape =
  | {
      readonly kind: 'single';
      readonly of: 'text' | 'number' | 'boolean';
      /** The only values that it takes. */
      readonly allowed?: readonly string[];
    }
  | {
      readonly kind: 'list';
      readonly allowed?: readonly string[];
      /** The operators that may not write an empty list. */
      readonly neverEmptyBy: readonly ('@@assign' | '@@append')[];
    };

const section = (keys: SectionShape['keys']): SectionShape => ({ kind: 'section', keys });
const named = (entry: string, each: Shape): NamedShape => ({ kind: 'named', entry, each });
const single = (of: 'text' | 'number' | 'boolean', allowed?: readonly string[]): SettingShape => ({
  kind: 'single',
  of,
  ...(allowed && { allowed }),
});
const list = (neverEmptyBy: readonly ('@@assign' | '@@append')[], allowed?: readonly string[]): SettingShape => ({
  kind: 'list',
  neverEmptyBy,
  ...(allowed && { allowed }),
});

const text = single('text');
const days = single('number');
const minutes = single('number');
const trueOrFalse = single('boolean');
const onOrOff = single('text', ['enabled', 'disabled']);

const lifecycle = section({
  move_to_cold_storage_after_days: days,
  delete_after_days: days,
  opt_in_to_archive_for_supported_resources: trueOrFalse,
});

const tags = named('tag', section({ tag_key: text, tag_value: text }));

const rule = section({
  schedule_expression: text,
  schedule_expression_timezone: text,
  start_backup_window_minutes: minutes,
  complete_backup_window_minutes: minutes,
  enable_continuous_backup: trueOrFalse,
  target_backup_vault_name: text,
  target_logically_air_gapped_backup_vault_arn: text,
  lifecycle,
  copy_actions: named('copy action', section({ target_backup_vault_arn: text, lifecycle })),
  recovery_point_tags: tags,
  index_actions: section({ resource_types: list(['@@assign'], ['EBS', 'S3']) }),
  scan_actions: section({
    guardduty: section({ scan_mode: single('text', ['FULL_SCAN', 'INCREMENTAL_SCAN']) }),
  }),
});

const condition = named('condition', section({ condition_key: text, condition_value: text }));

const conditions = section({
  string_equals: condition,
  string_not_equals: condition,
  string_like: condition,
  string_not_like: condition,
});

const selections = section({
  tags: named(
    'selection',
    section({ iam_role_arn: text, tag_key: text, tag_value: list(['@@assign', '@@append']), conditions }),
  ),
  resources: named(
    'selection',
    section({
      iam_role_arn: text,
      resource_types: list(['@@assign']),
      not_resource_types: list(['@@assign']),
      conditions,
    }),
  ),
});

const plan = section({
  regions: list([]),
  rules: named('rule', rule),
  selections,
  advanced_backup_settings: section({
    ec2: section({ windows_vss: onOrOff }),
    s3: section({ backup_acls: onOrOff, backup_object_tags: onOrOff }),
  }),
  backup_plan_tags: tags,
  scan_settings: section({
    guardduty: section({ resource_types: list(['@@assign'], ['EBS', 'EC2', 'S3', 'ALL']), scanner_role_arn: text }),
  }),
});

/**
 * Everything that a backup policy may hold. Keys are in lower case: AWS compares them ignoring case.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export const BACKUP_POLICY: SectionShape = section({ plans: named('plan', plan) });
