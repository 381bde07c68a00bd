import { planQuotas } from '../backup/quotas';
import { mergedPart } from './document-part';
import { awsError, type EffectiveError, ourError } from './effective-error';
import { ruleErrors } from './effective-rule';
import { planShapeErrors } from './effective-shape';
import type { Place } from './inheritance-place';
import { placedPlan } from './placed-plan';
import type { RuleSchedules } from './rule-schedule';
import { entriesAt, placeAt } from './setting';

/** Everything wrong with one plan of a merged policy, in the order of the paths. */
export function planErrors(name: string, plan: Place, schedules: RuleSchedules): EffectiveError[] {
  const path = `plans/${name}`;
  const placed = placedPlan(mergedPart(name, plan.merged, path));
  const rules = new Map(entriesAt(plan, 'rules'));
  const errors = [
    ...planShapeErrors(plan, path),
    ...quotaErrors(plan, path),
    ...placed.rules.flatMap((rule) => {
      const place = rules.get(rule.value.name);
      return place ? ruleErrors(rule, place, plan, schedules) : [];
    }),
  ];
  return errors.toSorted((a, b) => compare(a.path, b.path) || compare(a.code, b.code));

  function quotaErrors(place: Place, planPath: string): EffectiveError[] {
    return planQuotas(placed).map((finding) => {
      const places = [placeAt(place, finding.path.slice(planPath.length + 1)) ?? place];
      // Only the number of rules was observed to be checked by AWS.
      return finding.path === placed.at('rules')
        ? awsError('ELEMENTS_TOO_MANY', finding.path, finding.message, places)
        : ourError(finding, places);
    });
  }
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
