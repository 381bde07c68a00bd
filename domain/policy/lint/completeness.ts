import type { Finding } from '../../finding';
import { found, OBSERVED, type Concern, type RuleDescription } from './concern';
import { below, child, entriesOf, has, type Section } from './section';
import { plansOf, resourceSelectionsOf, rulesOf, tagSelectionsOf } from './traversal';

const WITHHELD =
  'a policy further up or down may add it; if none does, the effective policy is invalid (KEY_REQUIRED) and AWS withholds it as a whole';

const planEmpty = missing('plan-empty', 'a plan with nothing in it', 'it vanishes without an error');
const regionsMissing = missing('regions-missing', 'a plan without `regions`', WITHHELD);
const rulesMissing = missing('rules-missing', 'a plan without `rules`', 'unless another policy adds one, nothing runs');
const selectionsMissing = missing('selections-missing', 'a plan without `selections`', WITHHELD);
const vaultMissing = missing('vault-missing', 'a rule without `target_backup_vault_name`', WITHHELD);
const roleMissing = missing(
  'role-missing',
  'a selection without `iam_role_arn`',
  'unless another policy adds it, AWS Backup has no role to find and back up resources with',
);

/** What an effective plan needs. Only warnings: a policy may say a part, and inherit the rest. */
export const completeness: Concern = {
  rules: [planEmpty, regionsMissing, rulesMissing, selectionsMissing, vaultMissing, roleMissing],
  check: ({ document }) => [
    ...plansOf(document).flatMap(ofPlan),
    ...rulesOf(document).flatMap(({ rule }) => need(vaultMissing, rule, 'target_backup_vault_name')),
  ],
};

function ofPlan(plan: Section): Finding[] {
  if (entriesOf(plan).length === 0) {
    const message = `the plan ${plan.name} says nothing, and vanishes without an error`;
    return [
      found(planEmpty, { path: plan.path, message, remedy: 'give it regions, rules and selections, or leave it out' }),
    ];
  }
  return [
    ...need(regionsMissing, plan, 'regions'),
    ...(entriesOf(child(plan, 'rules')).length > 0 ? [] : [lacking(rulesMissing, plan, 'rules')]),
    ...(tagSelectionsOf(plan).length + resourceSelectionsOf(plan).length > 0
      ? []
      : [lacking(selectionsMissing, plan, 'selections')]),
    ...[...tagSelectionsOf(plan), ...resourceSelectionsOf(plan)].flatMap((selection) =>
      need(roleMissing, selection, 'iam_role_arn'),
    ),
  ];
}

function need(rule: RuleDescription, section: Section, key: string): Finding[] {
  return has(section, key) ? [] : [lacking(rule, section, key)];
}

function lacking(rule: RuleDescription, section: Section, key: string): Finding {
  return found(rule, {
    path: below(section, key),
    message: `${section.name} has no ${key} here`,
    remedy: `add ${key}, unless a policy that is inherited or attached further down does`,
  });
}

function missing(name: string, summary: string, why: string): RuleDescription {
  return { name, severity: 'warning', source: 'backupctl', summary, why, see: OBSERVED };
}
