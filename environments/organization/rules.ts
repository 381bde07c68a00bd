import { bootstrapRules } from './bootstrap-rules';
import { effectRules } from './effect-rules';
import type { OrganizationRule } from './organization-rule';
import { policyRules } from './policy-rules';
import { treeRules } from './tree-rules';

/** Every check of the organization, in the order in which a reader meets the settings. */
export const ORGANIZATION_RULES: readonly OrganizationRule[] = [treeRules, bootstrapRules, policyRules, effectRules];
