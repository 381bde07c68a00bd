import { baselineRules } from './baseline-rules';
import { bootstrapRules } from './bootstrap-rules';
import { costRules } from './cost-rules';
import { duplicateRules } from './duplicate-rules';
import { effectRules } from './effect-rules';
import { environmentRules } from './environment-rules';
import { existingRules } from './existing-rules';
import { notificationRules } from './notification-rules';
import type { OrganizationRule } from './organization-rule';
import { policyRules } from './policy-rules';
import { settingRules } from './setting-rules';
import { treeRules } from './tree-rules';

/** Every rule for the organization, in the order of the settings in its file. */
export const ORGANIZATION_RULES: readonly OrganizationRule[] = [
  treeRules,
  settingRules,
  bootstrapRules,
  environmentRules,
  duplicateRules,
  existingRules,
  baselineRules,
  policyRules,
  effectRules,
  notificationRules,
  costRules,
];
