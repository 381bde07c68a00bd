import type { ReportData, ReportPlan, ReportRule, Store } from '../../../domain/report/data';

/** What the report that this one is compared with had for a rule. */
export interface GhostOf {
  /** Undefined without such a report, or where the store is new. */
  readonly of: (plan: ReportPlan, rule: ReportRule, store: Store) => Store | undefined;
  /** Stores of the rule that are no more. */
  readonly removed: (plan: ReportPlan, rule: ReportRule) => readonly Store[];
}

export function baseStores({ base }: ReportData): GhostOf {
  const storesOf = ({ owner, name }: ReportPlan, rule: ReportRule): readonly Store[] =>
    (base ?? [])
      .filter((plan) => plan.owner === owner && plan.name === name)
      .flatMap(({ rules }) => rules.filter((one) => one.name === rule.name))
      .flatMap(({ stores }) => stores);
  return {
    of: (plan, rule, store) => storesOf(plan, rule).find((one) => isSame(one, store)),
    removed: (plan, rule) => storesOf(plan, rule).filter((one) => !rule.stores.some((store) => isSame(one, store))),
  };
}

function isSame(one: Store, other: Store): boolean {
  return (['kind', 'vault', 'region', 'account', 'home'] as const).every((key) => one[key] === other[key]);
}
