import { archiveNotPossible } from '../../backup/archive';
import { coldStorageIgnored, typesOf } from '../../backup/cold-storage';
import { coldStorageTooShort, continuousLifecycle, lifecycleDaysNotPositive } from '../../backup/lifecycle';
import type { Lifecycle, Placed, PlacedPlan, PlacedRule } from '../../backup/model';
import { checkPlan } from '../../backup/plan-checks';
import { planQuotas } from '../../backup/quotas';
import { completionBeforeStart, windowTooShort } from '../../backup/windows';
import type { Finding } from '../../finding';
import { DAY } from '../../schedule/duration';
import { nextTwoRuns } from '../../schedule/read-schedule';
import { placedPlan } from '../placed-plan';
import { archiveGapTooShort, PLAN_RULES } from './plan-rule-descriptions';
import { found } from './rule';
import type { RuleSet } from './rule-set';
import { sectionPart } from './section';
import { plansOf } from './traversal';

/** The rules that environments and policies share, applied to the plans of a policy. */
export const planRules: RuleSet = {
  rules: PLAN_RULES,
  check: ({ document }, { now }) =>
    plansOf(document)
      .map((plan) => placedPlan(sectionPart(plan)))
      .flatMap((plan) => judge(plan, now))
      .map(asInPolicies),
};

/** How severe a finding is, and who rejects it, differs between a policy and an environment. */
function asInPolicies(finding: Finding): Finding {
  const description = PLAN_RULES.find(({ name }) => name === finding.rule);
  return description ? found(description, textsOf(finding)) : finding;
}

function textsOf({ path, found: value, message, remedy }: Finding) {
  return { path, found: value, message, remedy };
}

function judge(plan: PlacedPlan, now: Date): Finding[] {
  return [
    ...plan.rules.flatMap((rule) => judgeRule(rule, now)),
    ...checkPlan(plan, now),
    ...coldStorageIgnored(plan, typesOf(plan.value.selections)),
    ...planQuotas(plan),
  ];
}

function judgeRule(rule: PlacedRule, now: Date): Finding[] {
  const { value, at, copies } = rule;
  const [first, second] = nextTwoRuns(value, now) ?? [];
  const daysBetweenRuns = first && second && (second.getTime() - first.getTime()) / DAY;
  return [
    ...windowTooShort(value, at),
    ...completionBeforeStart(value, at),
    ...lifecycle({ value, at }),
    ...(value.continuous ? continuousLifecycle(value, at) : []),
    ...copies.flatMap(lifecycle),
    ...archiveNotPossible(rule, daysBetweenRuns),
  ];
}

function lifecycle({ value, at }: Placed<Lifecycle>): Finding[] {
  const tooShort = coldStorageTooShort(value, at);
  return [
    ...lifecycleDaysNotPositive(value, at),
    ...(value.archive ? tooShort.map((finding) => ({ ...finding, rule: archiveGapTooShort.name })) : tooShort),
  ];
}
