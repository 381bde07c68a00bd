import type { PlacedPlan } from '../backup/model';
import { isObject } from '../json-object';
import { mergedPart } from './document-part';
import type { MergedObject } from './inheritance-place';
import { placedPlan } from './placed-plan';

/** The plans of an effective policy as the model has them. */
export function mergedPlans(policy: MergedObject): PlacedPlan[] {
  return Object.entries(policy['plans'] ?? {})
    .filter(([, plan]) => isObject(plan))
    .map(([name, plan]) => placedPlan(mergedPart(name, plan, `plans/${name}`)));
}
