import type { ReportData, ReportPlan, ReportRule, Store } from '../../../domain/report/data';
import { planPairs } from '../../../domain/report/plan-pairs';

/** What the report that this one is compared with had, and this one has no more. */
export interface GhostOf {
  /** The store before; undefined without such a report, or where the store is new. */
  readonly of: (plan: ReportPlan, rule: ReportRule, store: Store) => Store | undefined;
  /** Stores of the rule that are no more. */
  readonly removed: (plan: ReportPlan, rule: ReportRule) => readonly Store[];
  /** Rules of the plan that are no more. */
  readonly removedRules: (plan: ReportPlan) => readonly ReportRule[];
  readonly removedPlans: readonly ReportPlan[];
}

export function baseStores(data: ReportData): GhostOf {
  const { before, plans } = data;
  const pairs = before ? planPairs(before, data) : [];
  const rulesBefore = new Map(pairs.map(({ before: plan, after = -1 }) => [plans[after], plan?.rules]));
  const rulesOf = (plan: ReportPlan): readonly ReportRule[] => rulesBefore.get(plan) ?? [];
  const storesOf = (plan: ReportPlan, rule: ReportRule): readonly Store[] =>
    rulesOf(plan).find(({ name }) => name === rule.name)?.stores ?? [];
  return {
    of: (plan, rule, store) => storesOf(plan, rule).find((one) => isSame(one, store)),
    removed: (plan, rule) => storesOf(plan, rule).filter((one) => !rule.stores.some((store) => isSame(one, store))),
    removedRules: (plan) => rulesOf(plan).filter((one) => !plan.rules.some(({ name }) => name === one.name)),
    removedPlans: pairs.flatMap(({ before: plan, after }) => (plan && after === undefined ? [plan] : [])),
  };
}

function isSame(one: Store, other: Store): boolean {
  return (['kind', 'vault', 'region', 'account', 'home'] as const).every((key) => one[key] === other[key]);
}
