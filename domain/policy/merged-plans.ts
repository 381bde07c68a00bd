import type { PlacedPlan } from '../backup/model';
import { isObject } from '../json-object';
import { mergedPart } from './document-part';
import type { Effect } from './effective-policy';
import type { MergedObject } from './inheritance-place';
import { placedPlan } from './placed-plan';

/** The plans of an effective policy as the model has them. */
export function mergedPlans(policy: MergedObject): PlacedPlan[] {
  return Object.entries(policy['plans'] ?? {})
    .filter(([, plan]) => isObject(plan))
    .map(([name, plan]) => placedPlan(mergedPart(name, plan, `plans/${name}`)));
}

/** The plans of an account. Of a policy that AWS withholds nothing is known: the account keeps the last valid one. */
export function publishedPlans({ published, effectivePolicy }: Effect): PlacedPlan[] {
  return published ? mergedPlans(effectivePolicy) : [];
}
