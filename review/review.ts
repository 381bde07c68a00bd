import { accept, type Acceptance } from './accepted/accepted';
import type { Change } from './diff/change';
import { compareModels } from './diff/compare';
import { isAtLeast, type ReviewFinding, SEVERITIES, type Severity } from './finding';
import type { RuleEffect } from './meaning/effect';
import { planEffects } from './meaning/plan-effects';
import { policyEffects } from './meaning/policy-effects';
import { readStack } from './model/read-stack';
import type { Model } from './model/stack';
import { findingOf, type StackFinding } from './report/findings';
import { grouped, groupedEffects } from './report/group';
import { newBrokenReads } from './rules/broken-reads';
import { judge } from './rules/judge';

/** Terraform JSON by the name of the stack, as the manifest has it. */
export type SynthesizedApp = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface ReviewOptions {
  /** The moment from which schedules and expiry dates are judged. */
  readonly now: Date;
  /** From which severity on the review fails. */
  readonly failOn: Severity;
  readonly acceptances: readonly Acceptance[];
  /** Where those stand, as the reader knows it. */
  readonly acceptanceFile: string;
}

export interface ReviewSummary {
  readonly findings: number;
  /** Those that nobody has accepted. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly accepted: number;
  readonly failOn: Severity;
  /** Whether something that nobody has accepted is as severe as that. */
  readonly failed: boolean;
  readonly effects: readonly RuleEffect[];
}

export interface Review {
  readonly summary: ReviewSummary;
  /** Worst first. */
  readonly findings: readonly ReviewFinding[];
}

/** Compares two synthesized apps: what changes, for whom, and what it does to recoverability and access. */
export function reviewApps(base: SynthesizedApp, head: SynthesizedApp, options: ReviewOptions): Review {
  const [before, after] = [modelOf(base), modelOf(head)];
  const changes = compareModels(before, after);
  const accounts = new Set([...accountsIn(before), ...accountsIn(after)]);
  const stacks = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const organizations = stacks.flatMap((name) => policyEffects(before.get(name), after.get(name), options.now));
  return reviewChanges(changes, { ...options, accounts, organizations, more: newBrokenReads(base, head, after) });
}

interface Further extends ReviewOptions {
  readonly accounts: ReadonlySet<string>;
  readonly organizations: readonly RuleEffect[];
  readonly more: readonly StackFinding[];
}

/** Judges changes, wherever they were read. */
export function reviewChanges(changes: readonly Change[], options: Further): Review {
  const { now, failOn, acceptances, acceptanceFile, accounts, organizations, more } = options;
  const context = { now, changes, accounts };
  const told = changes.flatMap((change) => judge(change, context).map((hit) => findingOf(change, hit)));
  const findings = grouped(accept([...told, ...more], acceptances, { now, file: acceptanceFile }));
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const count = (severity: Severity): number => open.filter((finding) => finding.severity === severity).length;
  return {
    summary: {
      findings: findings.length,
      bySeverity: Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)])) as Record<
        Severity,
        number
      >,
      accepted: findings.length - open.length,
      failOn,
      failed: open.some(({ severity }) => isAtLeast(severity, failOn)),
      effects: groupedEffects([...planEffects(changes, now), ...organizations]),
    },
    findings,
  };
}

function modelOf(app: SynthesizedApp): Model {
  return new Map(Object.entries(app).map(([name, json]) => [name, readStack(name, json)]));
}

function accountsIn(model: Model): string[] {
  return [...model.values()].flatMap(({ parts }) => [...parts.values()].flatMap(({ account }) => account ?? []));
}
