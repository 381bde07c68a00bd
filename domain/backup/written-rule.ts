import type { VaultContext } from './known-vaults';
import type { PlacedRule, Plan, VaultLocation } from './model';
import type { PlanContext } from './plan-check';

/** A rule with the vaults that it writes to. */
export interface WrittenRule extends PlacedRule, Pick<PlanContext, 'isComplete' | 'optedIn'> {
  readonly plan: Plan;
  /** Its own vault in each region of the plan. */
  readonly own: readonly VaultLocation[];
  readonly vaults: VaultContext;
}
