import { assign, policyOf, ruleOf, type RuleCase } from '../linted';

const CHILD_CONTROL = '@@operators_allowed_for_child_policies';
const tagged = (values: unknown) =>
  policyOf({
    selections: {
      tags: { S: { iam_role_arn: assign('arn:aws:iam::$account:role/r'), tag_key: assign('k'), tag_value: values } },
    },
  });

/** A policy of exactly so many characters. */
function ofLength(characters: number): string {
  const [before, after] = ['{"plans":{"P":{"regions":{"@@assign":["us-east-1"', ']}}}}'];
  const more = ',"us-east-1"';
  const room = characters - before.length - after.length;
  const space = ' '.repeat(room % more.length);
  return `${before}${more.repeat(Math.floor(room / more.length))}${space}${after}`;
}

/** What is where, and in what kind of value. */
export const STRUCTURE_CASES: readonly RuleCase[] = [
  { rule: 'not-json', at: '', bad: '{"plans":{},}', good: '{"plans":{}}' },
  { rule: 'duplicate-key', at: 'plans/P', bad: '{"plans":{"P":{},"P":{}}}', good: '{"plans":{"P":{},"Q":{}}}' },
  { rule: 'duplicate-key', at: 'plans', bad: '{"plans":{},"plans":{}}', good: '{"plans":{}}' },
  { rule: 'names-differ-by-case', at: 'plans/p', bad: { plans: { P: {}, p: {} } }, good: { plans: { P: {}, q: {} } } },
  { rule: 'policy-too-long', at: '', bad: ofLength(10_001), good: ofLength(10_000) },
  { rule: 'policy-too-long', at: '', bad: `${ofLength(9999)}  `, good: `${ofLength(9999)} ` },
  { rule: 'plans-missing', at: 'plans', bad: {}, good: { plans: {} } },
  { rule: 'unknown-key', at: 'plans/P/vault', bad: policyOf({ vault: {} }), good: policyOf({}) },
  { rule: 'unknown-key', at: 'Version', bad: { Version: '1', plans: {} }, good: { PLANS: {} } },
  {
    rule: 'unknown-key',
    at: 'plans/P/rules/R/lifecycle/to_delete_after_days',
    bad: ruleOf({ lifecycle: { to_delete_after_days: assign('2') } }),
    good: ruleOf({ Lifecycle: { Delete_After_Days: { '@@Assign': '2' } } }),
  },
  { rule: 'unknown-key', at: 'plans/P/regions/x', bad: policyOf({ regions: { x: 1 } }), good: policyOf({}) },
  { rule: 'object-expected', at: '', bad: '[]', good: { plans: {} } },
  { rule: 'object-expected', at: 'plans/P/rules', bad: policyOf({ rules: [] }), good: policyOf({ rules: {} }) },
  {
    rule: 'operator-missing',
    at: 'plans/P/regions',
    bad: policyOf({ regions: ['us-east-1'] }),
    good: policyOf({ regions: assign(['us-east-1']) }),
  },
  { rule: 'operator-missing', at: 'plans/P/regions', bad: policyOf({ regions: 'us-east-1' }), good: policyOf({}) },
  { rule: 'setting-empty', at: 'plans/P/regions', bad: policyOf({ regions: {} }), good: policyOf({}) },
  {
    rule: 'operator-unknown',
    at: 'plans/P/regions',
    bad: policyOf({ regions: { '@@asign': [] } }),
    good: policyOf({ regions: { '@@ASSIGN': ['us-east-1'] } }),
  },
  { rule: 'operator-unknown', at: '', bad: { '@@x': '', plans: {} }, good: { plans: {} } },
  {
    rule: 'operator-out-of-place',
    at: '',
    bad: { '@@assign': {}, plans: {} },
    good: { '@@assign': 'x', plans: {} },
  },
  {
    rule: 'operator-out-of-place',
    at: 'plans',
    bad: { plans: { '@@assign': 'x' } },
    good: { plans: { [CHILD_CONTROL]: ['@@none'] } },
  },
  { rule: 'operator-without-effect', at: '', bad: { '@@remove': ['x'], plans: {} }, good: { plans: {} } },
  {
    rule: 'operator-for-lists-only',
    at: 'plans/P/rules/R/start_backup_window_minutes',
    bad: ruleOf({ start_backup_window_minutes: { '@@append': '60' } }),
    good: policyOf({ regions: { '@@append': ['us-east-1'] } }),
  },
  {
    rule: 'child-operators-unknown',
    at: 'plans',
    bad: { plans: { [CHILD_CONTROL]: '@@none' } },
    good: { plans: { [CHILD_CONTROL]: ['@@NONE'] } },
  },
  {
    rule: 'child-operators-unknown',
    at: 'plans/P/regions',
    bad: policyOf({ regions: { [CHILD_CONTROL]: ['none'], ...assign(['us-east-1']) } }),
    good: policyOf({ regions: { [CHILD_CONTROL]: ['@@all', '@@assign'], ...assign(['us-east-1']) } }),
  },
  {
    rule: 'child-operators-none-with-others',
    at: 'plans',
    bad: { plans: { [CHILD_CONTROL]: ['@@none', '@@append'] } },
    good: { plans: { [CHILD_CONTROL]: ['@@all', '@@append'] } },
  },
  {
    rule: 'child-operators-repeated',
    at: 'plans',
    bad: { plans: { [CHILD_CONTROL]: ['@@append', '@@append'] } },
    good: { plans: { [CHILD_CONTROL]: ['@@append', '@@Append'] } },
  },
  { rule: 'wrong-kind', at: 'plans/P/regions', bad: policyOf({ regions: assign('us-east-1') }), good: policyOf({}) },
  {
    rule: 'wrong-kind',
    at: 'plans/P/backup_plan_tags/k/tag_value',
    bad: policyOf({ backup_plan_tags: { k: { tag_key: assign('k'), tag_value: assign(['v']) } } }),
    good: policyOf({ backup_plan_tags: { k: { tag_key: assign('K'), tag_value: assign(5) } } }),
  },
  ...['+60', ' 60', '6e1', '60.0', '00000000000000060'].map((number) => ({
    rule: 'number-not-readable',
    at: 'plans/P/rules/R/start_backup_window_minutes',
    bad: ruleOf({ start_backup_window_minutes: assign(number) }),
    good: ruleOf({ start_backup_window_minutes: assign('0000000000000060') }),
  })),
  {
    rule: 'number-not-readable',
    at: 'plans/P/rules/R/start_backup_window_minutes',
    bad: '{"plans":{"P":{"rules":{"R":{"start_backup_window_minutes":{"@@assign":6e1}}}}}}',
    good: '{"plans":{"P":{"rules":{"R":{"start_backup_window_minutes":{"@@assign":60}}}}}}',
  },
  {
    rule: 'boolean-not-readable',
    at: 'plans/P/rules/R/enable_continuous_backup',
    bad: ruleOf({ enable_continuous_backup: assign('FALSE') }),
    good: ruleOf({ enable_continuous_backup: assign(false) }),
  },
  {
    rule: 'value-not-allowed',
    at: 'plans/P/advanced_backup_settings/ec2/windows_vss',
    bad: policyOf({ advanced_backup_settings: { ec2: { windows_vss: assign('true') } } }),
    good: policyOf({ advanced_backup_settings: { ec2: { windows_vss: assign('enabled') } } }),
  },
  {
    rule: 'value-not-allowed',
    at: 'plans/P/rules/R/index_actions/resource_types',
    bad: ruleOf({ index_actions: { resource_types: assign(['EC2']) } }),
    good: ruleOf({ index_actions: { resource_types: assign(['EBS', 'S3']) } }),
  },
  {
    rule: 'list-empty',
    at: 'plans/P/selections/tags/S/tag_value',
    bad: tagged(assign([])),
    good: tagged({ '@@remove': [] }),
  },
  {
    rule: 'list-empty',
    at: 'plans/P/selections/tags/S/tag_value',
    bad: tagged({ '@@append': [] }),
    good: tagged({ '@@append': ['On'] }),
  },
  {
    rule: 'list-empty',
    at: 'plans/P/rules/R/index_actions/resource_types',
    bad: ruleOf({ index_actions: { resource_types: assign([]) } }),
    good: ruleOf({ index_actions: { resource_types: { '@@append': [] } } }),
  },
];
