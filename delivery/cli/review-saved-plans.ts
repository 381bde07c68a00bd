import { readPlan } from '../../review/plan/read-plan';
import { type Review, reviewPlans } from '../../review/review';
import { judgement } from '../../cli/review/judgement';

/** A plan as `terraform show -json` prints it. */
export interface ShownPlan {
  readonly name: string;
  readonly json: unknown;
}

/**
 * What `backupctl review --plan` tells of plans. It fails on what nobody has accepted and cannot be undone.
 * @throws {RefusedError} when the file of accepted findings is refused
 */
export function reviewedPlans(plans: readonly ShownPlan[]): Review {
  const saved = plans.map(({ name, json }) => readPlan(name, json as Readonly<Record<string, unknown>>));
  return reviewPlans(saved, { ...judgement(), failOn: 'critical' });
}
