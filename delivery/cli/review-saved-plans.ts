import { readPlan } from '../../review/plan/read-plan';
import { type Review, reviewPlans } from '../../review/review';
import { judgement } from '../../cli/review/judgement';
import { plannedMembers } from '../../cli/review/organization-places';

/** A plan in the format of `terraform show -json`. */
export interface ShownPlan {
  readonly name: string;
  readonly json: unknown;
}

/**
 * The findings of `backupctl review --plan`. The review fails on critical findings that are not accepted.
 * @throws {RefusedError} when the file of accepted findings is refused
 */
export async function reviewedPlans(plans: readonly ShownPlan[]): Promise<Review> {
  const saved = plans.map(({ name, json }) => readPlan(name, json as Readonly<Record<string, unknown>>));
  const judging = judgement();
  return reviewPlans(saved, { ...judging, ...(await plannedMembers(saved, judging.now)), failOn: 'critical' });
}
