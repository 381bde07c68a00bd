import type { Judged } from '../backup/plan-check';
import { judgePlan, PLAN_CHECKS, PLAN_RULES } from '../backup/plan-checks';
import type { PlacedPlan } from '../backup/model';
import { jsonNode } from '../json-text';
import { mergedPart } from './document-part';
import { awsError, type EffectiveError, ourError } from './effective-error';
import { judgeMergedRules } from './effective-rule';
import { planShapeErrors } from './effective-shape';
import type { Place } from './inheritance-place';
import { partitionsMixed } from './partitions';
import { placedPlan } from './placed-plan';
import type { RuleSchedules } from './rule-schedule';
import { placeAt } from './setting';

/** Conflicts between settings that AWS reports for effective policies, once per rule and at the path of the rule. */
const CONFLICTS: ReadonlySet<string> = new Set([
  'archive-gap-too-short',
  'archive-without-lifecycle',
  'archive-without-schedule',
  'archive-too-often',
  'continuous-retention',
  'scan-without-settings',
]);

/** Rules that only warn in a policy find no errors of the effective policy. */
const ERRORS = new Set(PLAN_RULES.filter(({ severity }) => severity === 'error').map(({ name }) => name));
const CHECKS = PLAN_CHECKS.filter(({ inPolicies }) => inPolicies.some(({ name }) => ERRORS.has(name)));

/** Everything wrong with one plan of a merged policy, in the order of the paths. */
export function planErrors(name: string, plan: Place, schedules: RuleSchedules): EffectiveError[] {
  const path = `plans/${name}`;
  const { now, daysBetweenRuns } = schedules;
  const placed = placedPlan(mergedPart(name, plan.merged, path));
  const judged = [
    ...judgePlan(placed, { now, daysBetweenRuns, isComplete: true }, CHECKS).filter(({ finding }) =>
      ERRORS.has(finding.rule),
    ),
    ...judgeMergedRules(placed, plan, schedules),
    ...partitionsMixed(jsonNode(plan.merged), ['plans', name]),
  ];
  const placesOf = (from: readonly string[]) =>
    from.map((setting) => placeAt(plan, setting.slice(path.length + 1)) ?? plan);
  const errors = [
    ...planShapeErrors(plan, path),
    ...judged
      .filter(({ finding }) => !CONFLICTS.has(finding.rule))
      .map(({ finding, from }) =>
        // Only the number of rules was observed to be checked by AWS.
        finding.rule === 'quota-exceeded' && finding.path === placed.at('rules')
          ? awsError('ELEMENTS_TOO_MANY', finding.path, finding.message, placesOf(from))
          : ourError(finding, placesOf(from)),
      ),
    ...conflicts(judged, placed).map(({ finding, from }) =>
      awsError('CROSS_ATTRIBUTE_VALIDATION', finding.path, finding.message, placesOf(from)),
    ),
  ];
  return errors.toSorted((a, b) => compare(a.path, b.path) || compare(a.code, b.code));
}

/** The conflicts of each rule: each kind once, for the rule and its copies together. */
function conflicts(judged: readonly Judged[], { rules }: PlacedPlan): Judged[] {
  return rules.flatMap(({ at }) => {
    const path = at('name');
    const ofRule = judged.filter(({ finding }) => `${finding.path}/`.startsWith(`${path}/`));
    return [...CONFLICTS].flatMap((name) => {
      const same = ofRule.filter(({ finding }) => finding.rule === name);
      const [first] = same;
      return first ? [{ finding: { ...first.finding, path }, from: same.flatMap(({ from }) => from) }] : [];
    });
  });
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
