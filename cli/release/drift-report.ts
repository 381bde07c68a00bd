import type { RefreshedStack } from '../../operations/terraform/refresh-stacks';
import { driftOf } from '../../review/plan/drifted';
import { readPlan, type SavedPlan } from '../../review/plan/read-plan';
import { type Review, type ReviewOptions, reviewPlans } from '../../review/review';

/** How the stacks of one environment stand to AWS. */
export interface DriftReport {
  readonly environment: string;
  readonly accountId: string;
  /** What was applied last, as its record says; null: there is none. */
  readonly applied: { readonly release: string; readonly at: string } | null;
  /** Whether that is what is checked out here. */
  readonly asApplied: boolean;
  readonly stacks: readonly StackDrift[];
  /** Of everything that has drifted, by the rules of `backupctl review`. */
  readonly review: Review;
}

export interface StackDrift {
  readonly stack: string;
  /** `accepted`: everything that has drifted is accepted. */
  readonly state: 'as applied' | 'drifted' | 'accepted' | 'not applied' | 'unknown';
  /** Why it is not known. */
  readonly reason?: string;
}

/** Judges what Terraform has found, stack by stack and as a whole. */
export function driftReport(
  { asApplied, ...about }: Omit<DriftReport, 'stacks' | 'review'>,
  refreshed: readonly RefreshedStack[],
  options: Omit<ReviewOptions, 'failOn'>,
): DriftReport {
  const judged = { ...options, failOn: 'low' } as const;
  const plans: SavedPlan[] = [];
  const stacks = refreshed.map((one): StackDrift => {
    const stack = one.name;
    if (one.state === 'unknown') return { stack, state: 'unknown', reason: one.reason };
    if (one.state === 'not applied') return { stack, state: 'not applied' };
    const plan = readPlan(stack, driftOf(one.json, { asApplied }));
    plans.push(plan);
    const { findings, failed } = reviewPlans([plan], judged).summary;
    if (failed) return { stack, state: 'drifted' };
    return { stack, state: findings === 0 ? 'as applied' : 'accepted' };
  });
  return { ...about, asApplied, stacks, review: reviewPlans(plans, judged) };
}
