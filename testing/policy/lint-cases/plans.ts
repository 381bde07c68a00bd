import { assign, policyOf, ruleOf, type RuleCase } from '../linted';

const ROLE = assign('arn:aws:iam::$account:role/path/test-bk-role');
const TAG = { tag_key: assign('Backup'), tag_value: assign(['On']) };
const tagged = (selection: object) => policyOf({ selections: { tags: { S: selection } } });
const typed = (selection: object) =>
  policyOf({ selections: { resources: { S: { iam_role_arn: ROLE, ...selection } } } });
const planTags = (tags: object) => policyOf({ backup_plan_tags: tags });
const condition = (key: string, value: string) => ({ condition_key: assign(key), condition_value: assign(value) });
const conditionOn = (key: string) => ({ string_equals: { c: condition(key, 'v') } });
const CONDITION = conditionOn('aws:ResourceTag/k');
const conditioned = (operator: string, values: readonly string[]) => {
  const conditions = values.map((value, index) => [`c${index}`, condition('aws:ResourceTag/k', value)]);
  return typed({ conditions: { [operator]: Object.fromEntries(conditions) } });
};
const notTagged = (key: string, value: string) => {
  const conditions = { string_not_equals: { c: condition(`aws:ResourceTag/${key}`, value) } };
  return tagged({ ...TAG, iam_role_arn: ROLE, conditions });
};
const INSTANCES = 'arn:aws:ec2:*:*:instance/*';
const VOLUMES = 'arn:aws:ec2:*:*:volume/*';
const excluding = (selected: readonly string[], excluded: readonly string[]) =>
  typed({ resource_types: assign(selected), not_resource_types: assign(excluded) });
const continuous = (...types: string[]) =>
  ruleOf(
    { enable_continuous_backup: assign(true), lifecycle: { delete_after_days: assign(35) } },
    { selections: { resources: { S: { iam_role_arn: ROLE, resource_types: assign(types) } } } },
  );
const SCAN = { resource_types: assign(['ALL']), scanner_role_arn: ROLE };
const scanned = (action: object, settings?: object) =>
  ruleOf({ scan_actions: { GUARDDUTY: action } }, settings && { scan_settings: { GUARDDUTY: settings } });
const FULL = { scan_mode: assign('FULL_SCAN') };
const S = 'plans/P/selections/tags/S';

const inGovCloud = (partition: string) =>
  policyOf({
    regions: assign(['us-gov-west-1']),
    selections: { tags: { S: { ...TAG, iam_role_arn: assign(`arn:${partition}:iam::$account:role/r`) } } },
  });

const withRules = (one: object, other: object, selection?: object) =>
  policyOf({
    rules: {
      A: { target_backup_vault_name: assign('vv'), ...one },
      B: { target_backup_vault_name: assign('vv'), ...other },
    },
    ...selection,
  });
const at = (schedule: string, window = 60) => ({
  schedule_expression: assign(schedule),
  start_backup_window_minutes: assign(window),
});
const CONTINUOUS = { enable_continuous_backup: assign(true), lifecycle: { delete_after_days: assign(35) } };
const cold = (...types: string[]) =>
  ruleOf(
    { lifecycle: { move_to_cold_storage_after_days: assign(1), delete_after_days: assign(91) } },
    { selections: { resources: { S: { iam_role_arn: ROLE, resource_types: assign(types) } } } },
  );

/** What plans, selections and tags say. */
export const PLAN_CASES: readonly RuleCase[] = [
  ...['*', 'ap-northeast-9'].map((region) => ({
    rule: 'region-unknown',
    at: 'plans/P/regions',
    bad: policyOf({ regions: assign([region]) }),
    good: policyOf({ regions: { '@@remove': ['ap-northeast-1', 'ap-northeast-1'] } }),
  })),
  {
    rule: 'region-unknown',
    at: 'plans/P/regions',
    bad: policyOf({ regions: assign(['us-gov-wst-1']) }),
    good: policyOf({ regions: assign(['us-gov-west-1', 'us-gov-east-1']) }),
  },
  {
    rule: 'partitions-mixed',
    at: `${S}/iam_role_arn`,
    bad: inGovCloud('aws'),
    good: inGovCloud('aws-us-gov'),
  },
  {
    rule: 'partitions-mixed',
    at: 'plans/P/regions',
    bad: policyOf({ regions: assign(['us-east-1', 'cn-north-1']) }),
    good: policyOf({ regions: assign(['us-east-1', 'us-west-2']) }),
  },
  {
    rule: 'regions-empty',
    at: 'plans/P/regions',
    bad: policyOf({ regions: assign([]) }),
    good: policyOf({ regions: { ...assign([]), '@@append': ['us-east-1'] } }),
  },
  {
    rule: 'role-arn-not-allowed',
    at: `${S}/iam_role_arn`,
    bad: tagged({ ...TAG, iam_role_arn: assign('arn:aws:iam::111111111111:role/r') }),
    good: tagged({ ...TAG, iam_role_arn: ROLE }),
  },
  {
    rule: 'role-arn-not-allowed',
    at: 'plans/P/scan_settings/GUARDDUTY/scanner_role_arn',
    bad: policyOf({ scan_settings: { GUARDDUTY: { ...SCAN, scanner_role_arn: assign('r') } } }),
    good: policyOf({ scan_settings: { GUARDDUTY: SCAN } }),
  },
  {
    rule: 'role-name-too-long',
    at: `${S}/iam_role_arn`,
    bad: tagged({ ...TAG, iam_role_arn: assign(`arn:aws:iam::$account:role/path/${'r'.repeat(65)}`) }),
    good: tagged({ ...TAG, iam_role_arn: assign(`arn:aws:iam::$account:role/path/${'r'.repeat(64)}`) }),
  },
  {
    rule: 'tag-key-differs',
    at: 'plans/P/backup_plan_tags/k/tag_key',
    bad: planTags({ k: { tag_key: assign('l'), tag_value: assign('') } }),
    good: planTags({ k: { tag_key: assign('K'), tag_value: assign('') } }),
  },
  {
    rule: 'plan-tag-incomplete',
    at: 'plans/P/backup_plan_tags/k/tag_value',
    bad: planTags({ k: { tag_key: assign('k') } }),
    good: planTags({ k: { tag_key: assign('k'), tag_value: assign('') } }),
  },
  {
    rule: 'recovery-point-tag-incomplete',
    at: 'plans/P/rules/R/recovery_point_tags/k/tag_key',
    bad: ruleOf({ recovery_point_tags: { k: { tag_value: assign('v') } } }),
    good: ruleOf({ recovery_point_tags: { k: { tag_key: assign('k'), tag_value: assign('v') } } }),
  },
  {
    rule: 'tag-not-allowed',
    at: 'plans/P/backup_plan_tags/k/tag_value',
    bad: planTags({ k: { tag_key: assign('k'), tag_value: assign('v'.repeat(257)) } }),
    good: planTags({ k: { tag_key: assign('k'), tag_value: assign('v'.repeat(256)) } }),
  },
  {
    rule: 'tag-not-allowed',
    at: 'plans/P/backup_plan_tags/aws:k/tag_key',
    bad: planTags({ 'aws:k': { tag_key: assign('aws:k'), tag_value: assign('') } }),
    good: tagged({ iam_role_arn: ROLE, tag_key: assign('aws:k'), tag_value: assign(['v']) }),
  },
  {
    rule: 'tag-selection-incomplete',
    at: `${S}/tag_value`,
    bad: tagged({ iam_role_arn: ROLE, tag_key: assign('k') }),
    good: tagged({ iam_role_arn: ROLE, ...TAG }),
  },
  ...['condition_key', 'condition_value'].map((left) => ({
    rule: 'condition-incomplete',
    at: `plans/P/selections/resources/S/conditions/string_equals/c/${left}`,
    bad: typed({ conditions: { string_equals: { c: { ...CONDITION.string_equals.c, [left]: undefined } } } }),
    good: typed({ conditions: CONDITION }),
  })),
  ...[
    { rule: 'tag-with-two-values', operator: 'string_equals', values: ['a', 'b'], other: ['a', 'a'] },
    { rule: 'conditions-contradict', operator: 'string_like', values: ['a*', 'b*'], other: ['a*', '*b'] },
  ].map(({ rule, operator, values, other }) => ({
    rule,
    at: `plans/P/selections/resources/S/conditions/${operator}/c1/condition_value`,
    bad: conditioned(operator, values),
    good: conditioned(operator, other),
  })),
  {
    rule: 'conditions-contradict',
    at: 'plans/P/selections/resources/S/conditions/string_not_like/c0/condition_value',
    bad: conditioned('string_not_like', ['*']),
    good: conditioned('string_not_like', ['*a']),
  },
  {
    rule: 'conditions-contradict',
    at: `${S}/conditions/string_not_equals/c/condition_value`,
    bad: notTagged('Backup', 'On'),
    good: notTagged('Backup', 'Off'),
  },
  {
    rule: 'selection-tag-impossible',
    at: `${S}/tag_key`,
    bad: tagged({ ...TAG, tag_key: assign('k'.repeat(129)) }),
    good: tagged({ ...TAG, tag_key: assign('k'.repeat(128)) }),
  },
  {
    rule: 'selection-tag-impossible',
    at: `${S}/tag_value`,
    bad: tagged({ ...TAG, tag_value: assign(['']) }),
    good: tagged({ ...TAG, tag_value: assign(['v'.repeat(256)]) }),
  },
  {
    rule: 'condition-key-prefix',
    at: `${S}/tag_key`,
    bad: tagged({ ...TAG, tag_key: assign('aws:ResourceTag/Backup') }),
    good: tagged({ ...TAG, tag_key: assign('aws:autoscaling:groupName') }),
  },
  ...['Backup', 'aws:autoscaling:groupName', 'aws:ResourceTag/aws:resourceTag/Backup'].map((key) => ({
    rule: 'condition-key-prefix',
    at: 'plans/P/selections/resources/S/conditions/string_equals/c/condition_key',
    bad: typed({ conditions: conditionOn(key) }),
    good: typed({ conditions: conditionOn(`AWS:ResourceTag/${key.split('/').at(-1)}`) }),
  })),
  {
    rule: 'resources-excluded',
    at: 'plans/P/selections/resources/S/not_resource_types',
    bad: excluding([INSTANCES], [INSTANCES]),
    good: excluding([INSTANCES, VOLUMES], [VOLUMES]),
  },
  {
    rule: 'wildcard-compared-literally',
    at: `${S}/tag_value`,
    bad: tagged({ ...TAG, tag_value: assign(['*']) }),
    good: typed({ conditions: { string_like: CONDITION.string_equals } }),
  },
  {
    rule: 'continuous-ignored',
    at: 'plans/P/rules/R/enable_continuous_backup',
    bad: continuous(INSTANCES),
    good: continuous(INSTANCES, 'arn:aws:s3:::*'),
  },
  {
    rule: 'resource-selection-empty',
    at: 'plans/P/selections/resources/S',
    bad: typed({}),
    good: typed({ conditions: CONDITION }),
  },
  {
    rule: 'resource-type-unknown',
    at: 'plans/P/selections/resources/S/resource_types',
    bad: typed({ resource_types: assign(['sqs']) }),
    good: typed({ resource_types: assign(['*', 'arn:aws:fsx:*:*:volume/*']) }),
  },
  {
    rule: 'selections-mixed',
    at: 'plans/P/selections',
    bad: policyOf({
      selections: {
        tags: { S: { iam_role_arn: ROLE, ...TAG } },
        resources: { S: { iam_role_arn: ROLE, resource_types: assign(['*']) } },
      },
    }),
    good: typed({ resource_types: assign(['*']) }),
  },
  {
    rule: 'scan-without-settings',
    at: 'plans/P/rules/R/scan_actions',
    bad: scanned(FULL),
    good: scanned(FULL, SCAN),
  },
  {
    rule: 'scan-incomplete',
    at: 'plans/P/rules/R/scan_actions/GUARDDUTY/scan_mode',
    bad: scanned({}, SCAN),
    good: policyOf({ scan_settings: { guardduty: SCAN } }),
  },
  {
    rule: 'start-windows-overlap',
    at: 'plans/P/rules/B/schedule_expression',
    bad: withRules(at('cron(0 6 * * ? *)', 61), at('cron(0 7 * * ? *)')),
    good: withRules(at('cron(0 6 * * ? *)'), at('cron(0 7 * * ? *)')),
  },
  {
    rule: 'start-windows-overlap',
    at: 'plans/P/rules/B/schedule_expression',
    bad: withRules(at('cron(0 15 * * ?)'), {
      ...at('cron(0 0 * * ? *)'),
      schedule_expression_timezone: assign('Asia/Tokyo'),
    }),
    good: withRules(at('cron(0 0 * * ?)'), {
      ...at('cron(0 0 * * ? *)'),
      schedule_expression_timezone: assign('Asia/Tokyo'),
    }),
  },
  {
    rule: 'continuous-in-two-vaults',
    at: 'plans/P/rules/B/target_backup_vault_name',
    bad: withRules(CONTINUOUS, { ...CONTINUOUS, target_backup_vault_name: assign('ww') }),
    good: withRules(CONTINUOUS, CONTINUOUS),
  },
  {
    rule: 'cold-storage-ignored',
    at: 'plans/P/rules/R/lifecycle/move_to_cold_storage_after_days',
    bad: cold('arn:aws:ec2:*:*:instance/*'),
    good: cold('arn:aws:ec2:*:*:instance/*', 'arn:aws:elasticfilesystem:*:*:file-system/*'),
  },
  { rule: 'plan-empty', at: 'plans/P', bad: { plans: { P: {} } }, good: policyOf({}) },
  {
    rule: 'regions-missing',
    at: 'plans/P/regions',
    bad: policyOf({ regions: undefined }),
    good: policyOf({ regions: { '@@remove': ['us-east-1'] } }),
  },
  { rule: 'rules-missing', at: 'plans/P/rules', bad: policyOf({ rules: undefined }), good: policyOf({}) },
  { rule: 'selections-missing', at: 'plans/P/selections', bad: policyOf({ selections: {} }), good: policyOf({}) },
  {
    rule: 'vault-missing',
    at: 'plans/P/rules/R/target_backup_vault_name',
    bad: ruleOf({ target_backup_vault_name: undefined }),
    good: ruleOf({}),
  },
  { rule: 'role-missing', at: `${S}/iam_role_arn`, bad: tagged(TAG), good: tagged({ ...TAG, iam_role_arn: ROLE }) },
];
