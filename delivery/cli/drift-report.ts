import { isDone, type ReleaseRecord } from '../domain/record';
import type { RefreshedStack } from '../operations/terraform/refresh-stacks';
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
  /** `accepted`: everything that has drifted is accepted. `state gone`: it was applied, and Terraform knows nothing of it. */
  readonly state: 'as applied' | 'drifted' | 'accepted' | 'not applied' | 'state gone' | 'unknown';
  /** Why it is not known, or what is gone. */
  readonly reason?: string;
}

/** What was refreshed, of which environment. */
export interface RefreshedEnvironment {
  readonly environment: string;
  readonly accountId: string;
  /** What was applied last; undefined: nothing yet. */
  readonly record: ReleaseRecord | undefined;
  /** The release that is checked out here. */
  readonly release: string;
  readonly stacks: readonly RefreshedStack[];
  /** Those that are no part of releases, and so of no record. */
  readonly bootstrap: readonly string[];
  /** Where a stack keeps its state. */
  readonly stateOf: (stack: string) => string;
}

/** Judges what Terraform has found, stack by stack and as a whole. */
export function driftReport(
  { environment, accountId, record, release, stacks, bootstrap, stateOf }: RefreshedEnvironment,
  options: Omit<ReviewOptions, 'failOn'>,
): DriftReport {
  const judged = { ...options, failOn: 'low' } as const;
  const applied = record ? { release: record.release, at: record.appliedAt } : null;
  const asApplied = record?.release === release;
  const plans: SavedPlan[] = [];
  const told = stacks.map((one): StackDrift => {
    const stack = one.name;
    if (one.state === 'unknown') return { stack, state: 'unknown', reason: one.reason };
    if (one.state === 'not applied')
      return record && hasHad(record, stack) ? gone(record, stack, stateOf) : { stack, state: 'not applied' };
    const plan = readPlan(stack, driftOf(one.json, { asApplied: asApplied && !bootstrap.includes(stack) }));
    plans.push(plan);
    const { findings, failed } = reviewPlans([plan], judged).summary;
    if (failed) return { stack, state: 'drifted' };
    return { stack, state: findings === 0 ? 'as applied' : 'accepted' };
  });
  return { environment, accountId, applied, asApplied, stacks: told, review: reviewPlans(plans, judged) };
}

/** Whether a record says that the whole of a stack was applied: it has left a state then. */
function hasHad({ stacks }: ReleaseRecord, stack: string): boolean {
  return stacks.some((one) => one.stack === stack && isDone(one));
}

function gone({ appliedAt }: ReleaseRecord, stack: string, stateOf: (stack: string) => string): StackDrift {
  const reason = `${stack} was applied, as the record of ${appliedAt} says, but ${stateOf(stack)} is gone.\n→ restore an older version of it before anything is applied: Terraform would make everything again`;
  return { stack, state: 'state gone', reason };
}
