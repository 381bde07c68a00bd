import type { Finding } from '../finding';
import type { RuleDescription } from '../policy/lint/rule';
import { typesOf } from './cold-storage';
import type { VaultContext } from './known-vaults';
import type { Lifecycle, Placed, PlacedPlan, PlacedRule, Rule } from './model';
import type { ResourceType } from './resource-types';

/** What a rule can read in addition to the plan. */
export interface PlanContext {
  /** The time from which schedules are evaluated. */
  readonly now: Date;
  /**
   * The days between two runs of a rule, as the service that refuses the rule compares them; undefined when it runs less
   * than twice.
   */
  readonly daysBetweenRuns: (rule: Rule) => number | undefined;
  /** Whether the plan has all its settings: other policies can add some to a policy by itself. */
  readonly isComplete: boolean;
  /** The resource types that a region has opted in; undefined when unknown. */
  readonly optedIn?: (region: string) => ReadonlySet<string> | undefined;
  /** What is known about vaults and accounts. @default - what a policy by itself shows */
  readonly vaults?: VaultContext;
}

/** A finding, and the paths of the settings that it results from. */
export interface Judged {
  readonly finding: Finding;
  readonly from: readonly string[];
}

/** A rule that applies to every plan: of an environment, of a policy by itself, and of an effective policy. */
export interface PlanCheck {
  readonly judge: (plan: PlacedPlan, context: PlanContext) => Judged[];
  /** Its findings as they are in policies, which other services check. */
  readonly inPolicies: readonly RuleDescription[];
}

/** The lifecycle of a rule or of a copy. */
type PlacedLifecycle = Placed<Lifecycle & Partial<Pick<Rule, 'continuous'>>, keyof Lifecycle>;

/** A rule for each lifecycle: that of a rule, and those of its copies. */
export function ofLifecycles(
  check: (lifecycle: PlacedLifecycle['value'], at: PlacedLifecycle['at'], context: PlanContext) => Finding[],
  from?: (part: PlacedLifecycle) => readonly string[],
): PlanCheck['judge'] {
  return ({ rules }, context) =>
    rules
      .flatMap(({ value, at, copies }): PlacedLifecycle[] => [{ value, at }, ...copies])
      .flatMap((part) => judged(check(part.value, part.at, context), () => from?.(part)));
}

/** A rule for each rule of a plan. */
export function ofRules(
  check: (rule: PlacedRule, context: PlanContext) => Finding[],
  from?: (rule: PlacedRule, finding: Finding) => readonly string[],
): PlanCheck['judge'] {
  return ({ rules }, context) =>
    rules.flatMap((rule) => judged(check(rule, context), (finding) => from?.(rule, finding)));
}

/** A rule for a whole plan. */
export function ofPlan(check: (plan: PlacedPlan, context: PlanContext) => Finding[]): PlanCheck['judge'] {
  return (plan, context) => judged(check(plan, context), () => undefined);
}

/** A rule for a whole plan and the types of resources that its selections can reach. */
export function ofTypes(check: (plan: PlacedPlan, types: readonly ResourceType[]) => Finding[]): PlanCheck['judge'] {
  return ofPlan((plan, { optedIn }) =>
    check(plan, typesOf(plan.value.selections, optedIn?.(plan.value.regions[0] ?? ''))),
  );
}

function judged(findings: readonly Finding[], from: (finding: Finding) => readonly string[] | undefined): Judged[] {
  return findings.map((finding) => ({ finding, from: from(finding) ?? [finding.path] }));
}
