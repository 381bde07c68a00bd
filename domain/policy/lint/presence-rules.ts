import { OBSERVED, type RuleDescription, SYNTAX_PAGE } from './rule';

const WITHHELD =
  'a parent or child policy can add it; if none does, the effective policy is invalid (KEY_REQUIRED) and AWS withholds it as a whole';

export const plansMissing: RuleDescription = {
  name: 'plans-missing',
  severity: 'error',
  source: 'aws',
  summary: 'a document without `plans`',
  why: 'a backup policy must have `plans` at the top level, even if it is empty',
  see: SYNTAX_PAGE,
};

export const planEmpty = missing('plan-empty', 'a plan without any setting', 'it vanishes without an error');
export const regionsMissing = missing('regions-missing', 'a plan without `regions`', WITHHELD);
export const rulesMissing = missing(
  'rules-missing',
  'a plan without `rules`',
  'unless another policy adds one, nothing runs',
);
export const selectionsMissing = missing('selections-missing', 'a plan without `selections`', WITHHELD);
export const vaultMissing = missing('vault-missing', 'a rule without `target_backup_vault_name`', WITHHELD);
export const roleMissing = missing(
  'role-missing',
  'a selection without `iam_role_arn`',
  'unless another policy adds it, AWS Backup has no role to find and back up resources with',
);

/** Only warnings: a policy can hold a part of a plan, and inherit the rest. */
export const COMPLETENESS_RULES: readonly RuleDescription[] = [
  planEmpty,
  regionsMissing,
  rulesMissing,
  selectionsMissing,
  vaultMissing,
  roleMissing,
];

function missing(name: string, summary: string, why: string): RuleDescription {
  return { name, severity: 'warning', source: 'backupctl', summary, why, see: OBSERVED };
}

export const copyTargetMissing: RuleDescription = {
  name: 'copy-target-missing',
  severity: 'error',
  source: 'aws',
  summary: 'a copy action without `target_backup_vault_arn`',
  why: 'the key of a copy action is not enough: CreatePolicy requires the ARN below it too',
  see: OBSERVED,
};

export const tagSelectionIncomplete: RuleDescription = {
  name: 'tag-selection-incomplete',
  severity: 'error',
  source: 'aws',
  summary: 'a tag selection without `tag_key` or `tag_value`',
  why: 'CreatePolicy requires both in the same document',
  see: OBSERVED,
};

export const conditionIncomplete: RuleDescription = {
  name: 'condition-incomplete',
  severity: 'error',
  source: 'aws',
  summary: 'a condition without `condition_key` or `condition_value`',
  why: 'CreatePolicy requires both in the same document',
  see: OBSERVED,
};

export const planTagIncomplete: RuleDescription = {
  name: 'plan-tag-incomplete',
  severity: 'error',
  source: 'aws',
  summary: 'a plan tag without `tag_key` or `tag_value`',
  why: 'CreatePolicy requires both; the value can be empty, a number or a boolean',
  see: OBSERVED,
};

export const recoveryPointTagIncomplete: RuleDescription = {
  name: 'recovery-point-tag-incomplete',
  severity: 'warning',
  source: 'backupctl',
  summary: 'a recovery-point tag without `tag_key` or `tag_value`',
  why: 'AWS documents both as required; unless another policy adds the missing one, there is no tag',
  see: SYNTAX_PAGE,
};

export const scanIncomplete: RuleDescription = {
  name: 'scan-incomplete',
  severity: 'warning',
  source: 'backupctl',
  summary: 'a scan action without its mode, or scan settings without resource types or role',
  why: 'AWS documents them as required; unless another policy adds them, scan jobs do not start',
  see: SYNTAX_PAGE,
};

export const listEmpty: RuleDescription = {
  name: 'list-empty',
  severity: 'error',
  source: 'aws',
  summary: 'an empty list of tag values, resource types, index types or scan types',
  why: 'CreatePolicy rejects assigning one, and appending an empty list of tag values; `regions` can be empty',
  see: OBSERVED,
};

export const regionsEmpty: RuleDescription = {
  name: 'regions-empty',
  severity: 'warning',
  source: 'backupctl',
  summary: 'an empty list of regions',
  why: 'CreatePolicy accepts it, but unless a child policy appends one, the effective policy is invalid (ELEMENTS_TOO_FEW) and AWS withholds it as a whole',
  see: OBSERVED,
};

/** The rules about missing and empty parts. */
export const PRESENCE_RULES: readonly RuleDescription[] = [
  plansMissing,
  ...COMPLETENESS_RULES,
  copyTargetMissing,
  tagSelectionIncomplete,
  conditionIncomplete,
  planTagIncomplete,
  recoveryPointTagIncomplete,
  scanIncomplete,
  listEmpty,
  regionsEmpty,
];
