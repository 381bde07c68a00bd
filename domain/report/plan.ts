import { typesOf } from '../backup/cold-storage';
import type { PlacedPlan, PlacedSelection } from '../backup/model';
import { reachableTypes, type ResourceType } from '../backup/resource-types';
import { DEFAULT_WINDOWS } from '../backup/windows';
import { largestGapHours } from '../schedule/largest-gap';
import { type RuleRuns, ruleRuns } from '../schedule/rule-runs';
import { recoveryPointAges } from './ages';
import type { ReportPlan, Store } from './data';
import { selectionText } from './selection-text';
import { type StoreContext, storesOf } from './stores';

export interface PlanContext extends StoreContext {
  readonly owner: string;
  readonly now: Date;
  readonly optedIn: (region: string) => ReadonlySet<string> | undefined;
}

/** A plan as the report shows it: how far back each rule reaches, and in which places. */
export function reportPlan(plan: PlacedPlan, context: PlanContext): ReportPlan {
  const { value, at, rules, selections } = plan;
  const { owner, now, source } = context;
  return {
    name: value.name,
    owner,
    regions: value.regions,
    source: source(at('name')),
    selections: selections.map((selection) => ({
      name: selection.value.name,
      text: selectionText(selection),
      source: source(selection.at('name')),
    })),
    ...reachedTypes(plan, context.optedIn(value.regions[0] ?? '')),
    rules: rules.map((rule) => {
      const runs = ruleRuns(rule.value, now);
      const gap = largestGapHours(runs, now);
      return {
        name: rule.value.name,
        ...runs,
        startWindowMinutes: rule.value.startWindowMinutes ?? DEFAULT_WINDOWS.startWindowMinutes,
        source: source(rule.at('name')),
        scheduleSource: source(rule.value.schedule === undefined ? rule.at('name') : rule.at('schedule')),
        longestGapHours: gap === null ? null : Math.round(gap),
        ages: recoveryPointAges({ ...rule.value, schedule: runs.schedule }, now),
        stores: storesOf(plan, rule, context).map((store) => ({
          ...store,
          recoveryPoints: pointsIn(store, runs, now),
        })),
      };
    }),
  };
}

/** A copy can be kept for another time than what it is a copy of. */
function pointsIn({ kind, keepDays }: Pick<Store, 'kind' | 'keepDays'>, runs: RuleRuns, now: Date): number | null {
  if (kind === 'continuous') return null;
  if (keepDays === runs.deleteAfterDays) return runs.recoveryPoints;
  return ruleRuns({ ...runs, deleteAfterDays: keepDays ?? undefined }, now).recoveryPoints;
}

function reachedTypes(
  { value, selections }: PlacedPlan,
  optedIn: ReadonlySet<string> | undefined,
): Pick<ReportPlan, 'all' | 'tagged' | 'optedOut'> {
  const [reached, possible] = [typesOf(value.selections, optedIn), typesOf(value.selections)];
  const all = new Set(selections.flatMap((selection) => withoutTag(selection)).map(({ name }) => name));
  const names = reached.map(({ name }) => name);
  return {
    all: names.filter((name) => all.has(name)),
    tagged: names.filter((name) => !all.has(name)),
    optedOut: possible.filter((type) => !reached.includes(type)).map(({ name }) => name),
  };
}

/** A list of tags adds resources to those that a selection names; conditions narrow both. */
function withoutTag({ value, terms }: PlacedSelection): ResourceType[] {
  if (terms.some(({ operator }) => operator !== 'any')) return [];
  return terms.length > 0 && value.resources.length === 0 ? [] : reachableTypes(value);
}
