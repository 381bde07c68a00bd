import { VALUE_OPERATORS } from '../inheritance-statement';
import { OBSERVED, OPERATORS_PAGE, type RuleDescription, SYNTAX_PAGE } from './rule';

export const CHILD_CONTROL = '@@operators_allowed_for_child_policies';
export const OPERATORS: readonly string[] = [...VALUE_OPERATORS, CHILD_CONTROL];

type Described = readonly [summary: string, why: string, see: string];

const rule = (name: string, [summary, why, see]: Described): RuleDescription => ({
  name,
  severity: 'error',
  source: 'aws',
  summary,
  why,
  see,
});

const warning = (name: string, described: Described): RuleDescription => ({
  ...rule(name, described),
  severity: 'warning',
  source: 'backupctl',
});

export const unknownKey = rule('unknown-key', [
  'an unknown key',
  'CreatePolicy rejects unknown keys at every level',
  SYNTAX_PAGE,
]);
export const objectExpected = rule('object-expected', [
  'a value in place of an object',
  'plans, rules, selections and everything else that contains settings are objects',
  SYNTAX_PAGE,
]);
export const operatorMissing = rule('operator-missing', [
  'a setting whose value has no operator',
  'a policy sets every value by `@@assign`, `@@append` or `@@remove`; only an effective policy has bare values',
  SYNTAX_PAGE,
]);
export const settingEmpty = warning('setting-empty', [
  'a setting without content',
  'without an operator it sets no value and does not restrict child policies either',
  SYNTAX_PAGE,
]);
export const operatorUnknown = rule('operator-unknown', [
  'an operator that Organizations does not know',
  `the operators are ${OPERATORS.join(', ')}, in any case`,
  OPERATORS_PAGE,
]);
export const operatorOutOfPlace = rule('operator-out-of-place', [
  'an operator that sets a value, in an object',
  'only settings have values; beside `plans` CreatePolicy ignores one, unless its value is an object',
  OBSERVED,
]);
export const operatorWithoutEffect = warning('operator-without-effect', [
  'an operator that sets a value, beside `plans`',
  'CreatePolicy accepts it, and it does nothing',
  OBSERVED,
]);
export const operatorForListsOnly = rule('operator-for-lists-only', [
  '`@@append` or `@@remove` on a single value',
  'a single value can only be assigned',
  OPERATORS_PAGE,
]);
export const childOperatorsUnknown = rule('child-operators-unknown', [
  'anything other than a list of operators under `@@operators_allowed_for_child_policies`',
  'it accepts a list of @@all, @@none, @@assign, @@append, @@remove, in any case',
  OPERATORS_PAGE,
]);
export const childOperatorsNoneWithOthers = rule('child-operators-none-with-others', [
  '`@@none` together with another operator',
  'CreatePolicy rejects the contradiction; it accepts `@@all` together with another',
  OBSERVED,
]);
export const childOperatorsRepeated = rule('child-operators-repeated', [
  'an allowed operator that is listed twice, in the same spelling',
  'CreatePolicy rejects exact repeats; it accepts repeats that differ in case',
  OBSERVED,
]);
export const wrongKind = rule('wrong-kind', [
  'a list in place of a single value, or a single value in place of a list',
  'CreatePolicy accepts lists for regions, types and the tag values of a selection, and single values elsewhere',
  SYNTAX_PAGE,
]);
export const numberNotReadable = rule('number-not-readable', [
  'a number that is not written in up to 16 digits',
  'CreatePolicy accepts no sign, space, exponent or decimal point; it accepts leading zeros',
  OBSERVED,
]);
export const booleanNotReadable = rule('boolean-not-readable', [
  'anything other than `true` or `false`, in lower case',
  'keys ignore case, but the values of true/false settings do not: `"TRUE"` is rejected',
  OBSERVED,
]);
export const valueNotAllowed = rule('value-not-allowed', [
  'a value that the setting does not accept',
  'advanced settings accept `enabled` or `disabled`, indexes EBS and S3, scans EBS, EC2, S3 or ALL and two modes',
  SYNTAX_PAGE,
]);

/** The rules about keys, operators and kinds of values. */
export const STRUCTURE_RULES: readonly RuleDescription[] = [
  unknownKey,
  objectExpected,
  operatorMissing,
  settingEmpty,
  operatorUnknown,
  operatorOutOfPlace,
  operatorWithoutEffect,
  operatorForListsOnly,
  childOperatorsUnknown,
  childOperatorsNoneWithOthers,
  childOperatorsRepeated,
  wrongKind,
  numberNotReadable,
  booleanNotReadable,
  valueNotAllowed,
];
