import type { OrganizationDrift } from './organization-drift';
import { isDone, type ReleaseRecord } from '../domain/record';
import type { RefreshedStack } from '../operations/terraform/refresh-stacks';
import { driftOf } from '../../review/plan/drifted';
import { readPlan, type SavedPlan } from '../../review/plan/read-plan';
import { type Review, type ReviewOptions, reviewPlans } from '../../review/review';

/** The drift of one environment. */
export interface DriftReport {
  readonly environment: string;
  readonly accountId: string;
  /** The last applied release by its record; null without a record. */
  readonly applied: { readonly release: string; readonly at: string } | null;
  /** Whether that release is checked out. */
  readonly asApplied: boolean;
  readonly stacks: readonly StackDrift[];
  /** The drift, rated by the rules of `backupctl review`. */
  readonly review: Review;
  /** Stacks that are not compared, because Terraform no longer manages them. */
  readonly unmanaged?: readonly string[];
  /** Only of the organization. */
  readonly organization?: OrganizationDrift;
}

export interface StackDrift {
  readonly stack: string;
  /** `accepted`: all drift is accepted. `state gone`: the stack was applied, but its state no longer exists. */
  readonly state: 'as applied' | 'drifted' | 'accepted' | 'not applied' | 'state gone' | 'unknown';
  /** Why the state is unknown or gone. */
  readonly reason?: string;
}

/** The refreshed stacks of an environment. */
export interface RefreshedEnvironment {
  readonly environment: string;
  readonly accountId: string;
  /** The last record; undefined before the first apply. */
  readonly record: ReleaseRecord | undefined;
  /** The release that is checked out. */
  readonly release: string;
  readonly stacks: readonly RefreshedStack[];
  /** The stacks that are not part of releases, and have no record. */
  readonly bootstrap: readonly string[];
  /** The location of a stack's state. */
  readonly stateOf: (stack: string) => string;
}

/** Rates the refreshed stacks, each one and all together. */
export function driftReport(
  { environment, accountId, record, release, stacks, bootstrap, stateOf }: RefreshedEnvironment,
  options: Omit<ReviewOptions, 'failOn'>,
): DriftReport {
  const judged = { ...options, failOn: 'low' } as const;
  const applied = record ? { release: record.release, at: record.appliedAt } : null;
  const asApplied = record?.release === release;
  const plans: SavedPlan[] = [];
  const rated = stacks.map((one): StackDrift => {
    const stack = one.name;
    if (one.state === 'unknown') return { stack, state: 'unknown', reason: one.reason };
    if (one.state === 'not applied')
      return record && wasApplied(record, stack) ? gone(record, stack, stateOf) : { stack, state: 'not applied' };
    const drift = driftOf(one.json, { asApplied: asApplied && !bootstrap.includes(stack) });
    const plan = readPlan(stack, drift, { isRefresh: true });
    plans.push(plan);
    const { findings, failed } = reviewPlans([plan], judged).summary;
    if (failed) return { stack, state: 'drifted' };
    return { stack, state: findings === 0 ? 'as applied' : 'accepted' };
  });
  return { environment, accountId, applied, asApplied, stacks: rated, review: reviewPlans(plans, judged) };
}

/** Whether a record says that a stack was completely applied, and so has a state. */
function wasApplied({ stacks }: ReleaseRecord, stack: string): boolean {
  return stacks.some((one) => one.stack === stack && isDone(one));
}

function gone({ appliedAt }: ReleaseRecord, stack: string, stateOf: (stack: string) => string): StackDrift {
  const reason = `${stack} was applied (record of ${appliedAt}), but ${stateOf(stack)} no longer exists.\n→ restore an older version of the state before the next apply: Terraform would create every resource again`;
  return { stack, state: 'state gone', reason };
}
