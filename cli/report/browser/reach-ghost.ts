import type { ReportData, ReportPlan, ReportRule, Store } from '../../../domain/report/data';

/** What the report that this one is compared with had for a rule. */
export interface GhostOf {
  /** Undefined without such a report, or where the store is new. */
  readonly of: (plan: ReportPlan, rule: ReportRule, store: Store) => Store | undefined;
  /** Stores of the rule that are no more. */
  readonly removed: (plan: ReportPlan, rule: ReportRule) => readonly Store[];
}

export function baseStores({ base, plans }: ReportData): GhostOf {
  const storesOf = (plan: ReportPlan, rule: ReportRule): readonly Store[] => {
    const index = plans.indexOf(plan);
    const [, before] = base?.find(([after]) => after === index) ?? [];
    return before?.rules.find(({ name }) => name === rule.name)?.stores ?? [];
  };
  return {
    of: (plan, rule, store) => storesOf(plan, rule).find((one) => isSame(one, store)),
    removed: (plan, rule) => storesOf(plan, rule).filter((one) => !rule.stores.some((store) => isSame(one, store))),
  };
}

function isSame(one: Store, other: Store): boolean {
  return (['kind', 'vault', 'region', 'account', 'home'] as const).every((key) => one[key] === other[key]);
}
