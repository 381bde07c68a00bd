import { DEFAULT_SCHEDULE } from '../../schedule/rule-runs';
import { becoming, entry, fewerIsWorse, leaving } from '../changes/judges';
import { type ChangeRules, critical, high, type Judge, medium } from '../changes/rule';
import { scheduleChange } from '../changes/schedule';
import { textAt } from '../changes/value';
import { GENERAL } from './general';
import { airGappedCopy, copyAction, PLAN_RULES, retention } from './plans';
import { matchesMore, SELECTION_RULES } from './selections';

export const POLICY_PLAN_RULES = {
  planRemoved: high('policy-plan-removed', {
    finds: 'a removed plan of an organization policy',
    why: 'no account gets it any longer',
    remedy: 'keep the plan, or check that another plan selects the same resources',
  }),
  planAdded: medium('policy-plan-added', {
    finds: 'a new plan in an organization policy',
    why: 'every account it applies to backs up more',
    remedy: 'check that it has regions, rules and selections',
  }),
  operators: medium('child-policies-changed', {
    finds: 'other operators that child policies may use',
    why: 'OUs and accounts may change more or less of the plans',
    remedy: 'check `backupctl policy effective --all`',
  }),
  regions: high('policy-regions-fewer', {
    finds: 'a region where an organization policy no longer backs up',
    why: 'resources there are not backed up, and nothing fails',
    remedy: 'keep every region with resources',
  }),
  regionsMore: medium('policy-regions-more', {
    finds: 'another region where an organization policy backs up',
    why: 'vault and role must exist there in every account before the policy first runs',
    remedy: 'check that the baseline creates them',
  }),
  withheld: critical('effective-policy-withheld', {
    finds: 'an error for which AWS withholds the effective policy of an account',
    why: 'the account keeps its last valid policy, or none: no later change reaches it',
    remedy: 'check `backupctl policy effective` for the account, and complete the policy',
  }),
  fails: high('effective-policy-fails', {
    finds: 'an effective policy that AWS publishes, but that fails, never runs, or loses something in an account',
    why: 'resources of the account are not backed up, or not as the policy says',
    remedy: 'check `backupctl policy effective` for the account',
  }),
};

const selectionValues: Judge = (difference, change, context) =>
  difference.path.at(-1) === '@@remove'
    ? SELECTION_RULES.narrower
    : fewerIsWorse(SELECTION_RULES.narrower, SELECTION_RULES.wider)(difference, change, context);

/** Does a condition of a selection match more resources, or fewer? */
function patternChange(isNegative: boolean): Judge {
  return ({ before, after }) => {
    const [was, is] = [textAt(before, []) ?? '', textAt(after, []) ?? ''];
    if (matchesMore(isNegative, was, is)) return SELECTION_RULES.wider;
    return matchesMore(isNegative, is, was) ? SELECTION_RULES.narrower : SELECTION_RULES.other;
  };
}

/**
 * The rules for the plans of a policy document, or of an effective policy.
 * @param below the path of the document, with a slash at the end
 * @param assign what comes after the path of a value: the operator, in a policy document
 */
export function policyPlanChanges(below: string, assign: '' | '/@@assign'): ChangeRules['changes'] {
  const plan = `${below}plans/*`;
  const rule = `${plan}/rules/*`;
  const tags = `${plan}/selections/tags/*`;
  // Other operators change a list too.
  const list = assign === '' ? '' : '/*';
  const operator = assign === '' ? [] : ['@@assign'];
  const schedule = scheduleChange({
    schedule: ['schedule_expression', ...operator],
    timezone: ['schedule_expression_timezone', ...operator],
    byDefault: DEFAULT_SCHEDULE,
    depth: 1 + operator.length,
  });
  const lifecycleAt = (path: string) => ({
    [`${path}/lifecycle/delete_after_days${list}`]: retention,
    [`${path}/lifecycle/**`]: PLAN_RULES.coldStorage,
  });
  const planEntry = entry({ removed: POLICY_PLAN_RULES.planRemoved, added: POLICY_PLAN_RULES.planAdded });
  return {
    [`${below}plans`]: planEntry,
    [plan]: planEntry,
    [`${plan}/regions/@@remove`]: POLICY_PLAN_RULES.regions,
    [`${plan}/regions${list}`]: fewerIsWorse(POLICY_PLAN_RULES.regions, POLICY_PLAN_RULES.regionsMore),
    [rule]: entry({ removed: PLAN_RULES.ruleRemoved, added: PLAN_RULES.ruleAdded }),
    [`${rule}/schedule_expression${assign}`]: schedule,
    [`${rule}/schedule_expression_timezone${assign}`]: schedule,
    [`${rule}/start_backup_window_minutes${assign}`]: PLAN_RULES.window,
    [`${rule}/complete_backup_window_minutes${assign}`]: PLAN_RULES.window,
    [`${rule}/target_backup_vault_name${assign}`]: PLAN_RULES.otherVault,
    [`${rule}/target_logically_air_gapped_backup_vault_arn${assign}`]: airGappedCopy,
    [`${rule}/enable_continuous_backup${assign}`]: leaving(true, PLAN_RULES.continuousOff, PLAN_RULES.continuousOn),
    ...lifecycleAt(rule),
    ...lifecycleAt(`${rule}/copy_actions/*`),
    [`${rule}/copy_actions/*`]: copyAction,
    [`${rule}/recovery_point_tags/**`]: PLAN_RULES.recoveryPointTags,
    [`${plan}/selections/*/*`]: entry({ removed: SELECTION_RULES.removed, added: SELECTION_RULES.wider }),
    [`${tags}/tag_value${list}`]: selectionValues,
    [`${tags}/tag_key${assign}`]: SELECTION_RULES.other,
    [`${plan}/selections/*/*/iam_role_arn${assign}`]: SELECTION_RULES.other,
    ...Object.fromEntries(
      ['string_equals', 'string_like', 'string_not_equals', 'string_not_like'].map((name) => [
        `${plan}/selections/*/*/conditions/${name}/*/condition_value${assign}`,
        patternChange(name.includes('_not_')),
      ]),
    ),
    [`${plan}/selections/**`]: SELECTION_RULES.other,
    [`${plan}/advanced_backup_settings/**`]: becoming('disabled', PLAN_RULES.vssOff, PLAN_RULES.vssOn),
    [`${plan}/backup_plan_tags/**`]: GENERAL.tags,
  };
}

/** The effective policy of an account, and the errors in it. It is not a resource, but changes with the policies. */
export const EFFECTIVE_POLICY: ChangeRules = {
  changes: {
    'withheld/*': entry({ removed: GENERAL.noEffect, added: POLICY_PLAN_RULES.withheld }),
    'failing/*': entry({ removed: GENERAL.noEffect, added: POLICY_PLAN_RULES.fails }),
    ...policyPlanChanges('', ''),
  },
};
