import { AWS_LIMITS } from '../../aws-limits/generated';
import { AIR_GAPPED_ARN, COPY_TARGET, REGION, ROLE_ARN, VAULT_NAME } from './formats';
import { RESOURCE_TYPE } from './resource-type-format';
import {
  conditionIncomplete,
  copyTargetMissing,
  listEmpty,
  planEmpty,
  planTagIncomplete,
  plansMissing,
  recoveryPointTagIncomplete,
  regionsEmpty,
  regionsMissing,
  roleMissing,
  rulesMissing,
  scanIncomplete,
  selectionsMissing,
  tagSelectionIncomplete,
  vaultMissing,
} from './presence-rules';
import { nameNotAllowed } from '../../backup/names';
import type { Format, RuleDescription } from './rule';

/** What a place of a policy document can hold. */
export type Shape = SectionShape | NamedShape | SettingShape;

/** An object with known keys. */
export interface SectionShape {
  readonly kind: 'section';
  readonly keys: Readonly<Record<string, Shape>>;
  /** The rule that reports a missing key. A `filled` key must have entries too. */
  readonly required?: Readonly<Record<string, { readonly rule: RuleDescription; readonly filled?: true }>>;
  /** The rule that reports a section without any key, instead of each missing one. */
  readonly whenEmpty?: RuleDescription;
}

/** An object whose keys are names that the author chose, with the same shape below each. */
export interface NamedShape {
  readonly kind: 'named';
  readonly each: Shape;
  /** What a name can be. */
  readonly names?: Format;
}

/** A value, set by operators. */
export type SettingShape =
  | {
      readonly kind: 'single';
      readonly of: 'text' | 'number' | 'boolean';
      /** The only values that it accepts. */
      readonly allowed?: readonly string[];
      readonly format?: Format;
    }
  | {
      readonly kind: 'list';
      readonly allowed?: readonly string[];
      /** What each element must look like. */
      readonly format?: Format;
      /** The operators that cannot set an empty list, and the rule that reports it. */
      readonly neverEmpty: {
        readonly by: readonly ('@@assign' | '@@append')[];
        readonly rule: RuleDescription;
        /** An empty list is fine if the same document appends to it. */
        readonly unlessAppended?: true;
      };
    };

const section = (keys: SectionShape['keys'], more: Omit<SectionShape, 'kind' | 'keys'> = {}): SectionShape => ({
  kind: 'section',
  keys,
  ...more,
});
const named = (each: Shape, names?: Format): NamedShape => ({ kind: 'named', each, names });
const single = (of: 'text' | 'number' | 'boolean', allowed?: readonly string[]): SettingShape => ({
  kind: 'single',
  of,
  allowed,
});
const formatted = (format: Format): SettingShape => ({ kind: 'single', of: 'text', format });
const list = (more: { readonly allowed?: readonly string[]; readonly format?: Format } = {}): SettingShape => ({
  kind: 'list',
  neverEmpty: { by: ['@@assign'], rule: listEmpty },
  ...more,
});

const text = single('text');
const number = single('number');
const trueOrFalse = single('boolean');
const onOrOff = single('text', ['enabled', 'disabled']);

const nameOf =
  (kind: Parameters<typeof nameNotAllowed>[0]): Format =>
  (name, path) =>
    nameNotAllowed(kind, name, path);

const lifecycle = section({
  move_to_cold_storage_after_days: number,
  delete_after_days: number,
  opt_in_to_archive_for_supported_resources: trueOrFalse,
});

const tags = (rule: RuleDescription) =>
  named(section({ tag_key: text, tag_value: text }, { required: { tag_key: { rule }, tag_value: { rule } } }));

const copyAction = section(
  { target_backup_vault_arn: text, lifecycle },
  { required: { target_backup_vault_arn: { rule: copyTargetMissing } } },
);

const rule = section(
  {
    schedule_expression: text,
    schedule_expression_timezone: text,
    start_backup_window_minutes: number,
    complete_backup_window_minutes: number,
    enable_continuous_backup: trueOrFalse,
    target_backup_vault_name: formatted(VAULT_NAME),
    target_logically_air_gapped_backup_vault_arn: formatted(AIR_GAPPED_ARN),
    lifecycle,
    copy_actions: named(copyAction, COPY_TARGET),
    recovery_point_tags: tags(recoveryPointTagIncomplete),
    index_actions: section({ resource_types: list({ allowed: ['EBS', 'S3'] }) }),
    scan_actions: section({
      guardduty: section(
        { scan_mode: single('text', AWS_LIMITS.backup.ScanMode.enum) },
        { required: { scan_mode: { rule: scanIncomplete } } },
      ),
    }),
  },
  { required: { target_backup_vault_name: { rule: vaultMissing } } },
);

const condition = named(
  section(
    { condition_key: text, condition_value: text },
    { required: { condition_key: { rule: conditionIncomplete }, condition_value: { rule: conditionIncomplete } } },
  ),
  nameOf('condition'),
);

const conditions = section({
  string_equals: condition,
  string_not_equals: condition,
  string_like: condition,
  string_not_like: condition,
});

const role = formatted(ROLE_ARN);

const tagSelection = section(
  {
    iam_role_arn: role,
    tag_key: text,
    tag_value: { kind: 'list', neverEmpty: { by: ['@@assign', '@@append'], rule: listEmpty } },
    conditions,
  },
  {
    required: {
      iam_role_arn: { rule: roleMissing },
      tag_key: { rule: tagSelectionIncomplete },
      tag_value: { rule: tagSelectionIncomplete },
    },
  },
);

const types = list({ format: RESOURCE_TYPE });

const resourceSelection = section(
  { iam_role_arn: role, resource_types: types, not_resource_types: types, conditions },
  { required: { iam_role_arn: { rule: roleMissing } } },
);

const plan = section(
  {
    regions: {
      kind: 'list',
      format: REGION,
      neverEmpty: { by: ['@@assign'], rule: regionsEmpty, unlessAppended: true },
    },
    rules: named(rule, nameOf('rule')),
    selections: section({
      tags: named(tagSelection, nameOf('selection')),
      resources: named(resourceSelection, nameOf('selection')),
    }),
    advanced_backup_settings: section({
      ec2: section({ windows_vss: onOrOff }),
      s3: section({ backup_acls: onOrOff, backup_object_tags: onOrOff }),
    }),
    backup_plan_tags: tags(planTagIncomplete),
    scan_settings: section({
      guardduty: section(
        { resource_types: list({ allowed: ['EBS', 'EC2', 'S3', 'ALL'] }), scanner_role_arn: role },
        { required: { resource_types: { rule: scanIncomplete }, scanner_role_arn: { rule: scanIncomplete } } },
      ),
    }),
  },
  {
    required: {
      regions: { rule: regionsMissing },
      rules: { rule: rulesMissing, filled: true },
      selections: { rule: selectionsMissing, filled: true },
    },
    whenEmpty: planEmpty,
  },
);

/**
 * Everything that a backup policy can hold. Keys are in lower case: AWS compares them ignoring case.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export const BACKUP_POLICY: SectionShape = section(
  { plans: named(plan, nameOf('plan')) },
  { required: { plans: { rule: plansMissing } } },
);
