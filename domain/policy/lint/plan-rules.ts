import { judgePlan, PLAN_RULES } from '../../backup/plan-checks';
import { placedPlan } from '../placed-plan';
import { RuleSchedules } from '../rule-schedule';
import { asDescribed } from './rule';
import type { RuleSet } from './rule-set';
import { sectionPart } from './section';
import { plansOf } from './traversal';

/** The rules that environments and policies share, applied to the plans of a policy. */
export const planRules: RuleSet = {
  rules: PLAN_RULES,
  check: ({ document }, { now }) => {
    const { daysBetweenRuns } = new RuleSchedules(now);
    return plansOf(document)
      .map((plan) => placedPlan(sectionPart(plan)))
      .flatMap((plan) => judgePlan(plan, { now, daysBetweenRuns, isComplete: false }))
      .map(({ finding }) => asDescribed(finding, PLAN_RULES));
  },
};
