import type { Plan } from '../backup/model';
import { DEFAULT_WINDOWS } from '../backup/windows';
import { largestGapHours } from '../schedule/largest-gap';
import { ruleRuns } from '../schedule/rule-runs';
import { planSources } from './plan-sources';
import { type BackupWindow, type Source, windowSource } from './source';

/** A rule that creates recovery points of what a selection selects. */
export interface ProtectionRule {
  readonly name: string;
  /** An ISO instant; null if it never runs. */
  readonly nextRun: string | null;
  /** How far back its recovery points reach, in days; null if they are kept forever; of a window, by generation. */
  readonly reachDays: number | null | { readonly perGeneration: number };
  readonly continuous: boolean;
  /** A resource whose last backup is older than so many hours is stale; null if the rule never runs again. */
  readonly staleAfterHours: number | null;
}

/** A source of backups, with its rules. A window has one, whose reach follows from a tag of the instance. */
export interface Protection extends Source {
  readonly rules: readonly ProtectionRule[];
  /** Whether the region has opted in to a type, for this source. */
  readonly optedIn: (type: string) => boolean;
}

type ProtectingPlan = Pick<Plan, 'name' | 'regions' | 'rules' | 'selections'>;

/** Whether a region has opted in to a type. */
export type OptedIn = (region: string, type: string) => boolean;

/** What plans back up, in each of their regions. */
export function planProtections(
  kind: 'plan' | 'policy',
  plans: readonly ProtectingPlan[],
  { now, optedIn }: { readonly now: Date; readonly optedIn: OptedIn },
): Protection[] {
  return plans.flatMap((plan) => {
    const rules = plan.rules.map((rule) => protectionRule(rule, now));
    return planSources(kind, [plan]).map((source) => ({
      ...source,
      rules,
      optedIn: (type) => optedIn(source.region, type),
    }));
  });
}

/** What the maintenance window backs up. Opt-in does not affect it. */
export function windowProtection(
  window: BackupWindow & { readonly schedule: string; readonly timezone: string },
  now: Date,
): Protection {
  const { name, durationHours } = window;
  const nextRun = ruleRuns(window, now).nextRuns[0] ?? null;
  const reachDays = { perGeneration: Math.floor((hoursBetween(window, now, 0) ?? 0) / 24) };
  const staleAfterHours = hoursBetween(window, now, durationHours * 60);
  return {
    ...windowSource(window),
    rules: [{ name, nextRun, reachDays, continuous: false, staleAfterHours }],
    optedIn: () => true,
  };
}

function protectionRule(rule: Plan['rules'][number], now: Date): ProtectionRule {
  const { name, continuous, startWindowMinutes = DEFAULT_WINDOWS.startWindowMinutes } = rule;
  const { nextRuns, deleteAfterDays, ...timetable } = ruleRuns(rule, now);
  return {
    name,
    nextRun: nextRuns[0] ?? null,
    reachDays: deleteAfterDays,
    continuous,
    staleAfterHours: hoursBetween(timetable, now, startWindowMinutes),
  };
}

/** The longest time between two runs, and the time in which a job starts. */
function hoursBetween(rule: Parameters<typeof largestGapHours>[0], now: Date, startMinutes: number): number | null {
  const hours = largestGapHours(rule, now);
  return hours === null ? null : hours + startMinutes / 60;
}
