import type { ReportData, ReportPlan } from './data';

type Planned = Pick<ReportData, 'accounts' | 'profiles' | 'plans'>;

/** A plan in two reports. One of them may not have it. */
export interface PlanPair {
  readonly before: ReportPlan | undefined;
  /** Its index in the later report. */
  readonly after: number | undefined;
}

/** The same plans of two reports. Accounts can get different versions of one plan: those of the same account are a pair. */
export function planPairs(before: Planned, after: Planned): PlanPair[] {
  const [old, fresh] = [new PlanIndex(before), new PlanIndex(after)];
  const paired = new Set<number>();
  const known = after.plans.map((plan, index): PlanPair => {
    const found = old.same(plan, fresh.firstAccount(index));
    if (found !== undefined) paired.add(found);
    return { before: found === undefined ? undefined : before.plans[found], after: index };
  });
  const others = before.plans.flatMap((plan, index): PlanPair[] =>
    paired.has(index) ? [] : [{ before: plan, after: fresh.same(plan, old.firstAccount(index)) }],
  );
  return [...known, ...others];
}

class PlanIndex {
  readonly #firstAccounts = new Map<number, string>();
  readonly #profileByAccount: ReadonlyMap<string, number>;

  constructor(readonly report: Planned) {
    for (const [id, , , profile] of report.accounts)
      for (const plan of report.profiles[profile]?.plans ?? [])
        if (!this.#firstAccounts.has(plan)) this.#firstAccounts.set(plan, id);
    this.#profileByAccount = new Map(report.accounts.map(([id, , , profile]) => [id, profile]));
  }

  firstAccount(plan: number): string | undefined {
    return this.#firstAccounts.get(plan);
  }

  /** The plan with this name that an account has; of an account that is not here, one that any account has. */
  same({ owner, name }: ReportPlan, account: string | undefined): number | undefined {
    const { profiles, plans } = this.report;
    const profile = account === undefined ? undefined : this.#profileByAccount.get(account);
    const candidates = profile === undefined ? [...plans.keys()] : (profiles[profile]?.plans ?? []);
    return candidates.find((index) => plans[index]?.owner === owner && plans[index].name === name);
  }
}
