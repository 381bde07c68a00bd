import { accept, type Acceptance } from './accepted/accepted';
import type { Change } from './diff/change';
import { compareModels } from './diff/compare';
import { isAtLeast, type ReviewFinding, SEVERITIES, type Severity } from './finding';
import type { RuleEffect } from './meaning/effect';
import { planEffects, type VaultNames } from './meaning/plan-effects';
import { policyEffects } from './meaning/policy-effects';
import { readStack } from './model/read-stack';
import type { Model, Stack } from './model/stack';
import type { SavedPlan } from './plan/read-plan';
import { textAt } from './model/value';
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
  /** Environments in the order of promotion; others come after them. */
  readonly environments: readonly string[];
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
  const before = modelOf(base);
  const after = modelOf(head, (name) => (sameJson(base[name], head[name]) ? before.get(name) : undefined));
  const changes = compareModels(before, after);
  const accounts = new Set([...accountsIn(before), ...accountsIn(after)]);
  const stacks = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const organizations = stacks.flatMap((name) => policyEffects(before.get(name), after.get(name), options.now));
  const nameOf: VaultNames = (stackName, address) =>
    vaultName(after, stackName, address) ?? vaultName(before, stackName, address);
  return reviewChanges(changes, {
    ...options,
    accounts,
    organizations,
    nameOf,
    more: newBrokenReads(base, head, after),
  });
}

/** The same of saved plans, which tell what Terraform will really do. */
export function reviewPlans(plans: readonly SavedPlan[], options: ReviewOptions): Review {
  const accounts = new Set(plans.flatMap(({ account }) => account ?? []));
  const changes = plans.flatMap((plan) => plan.changes);
  return reviewChanges(changes, { ...options, accounts, organizations: [], more: [], nameOf: () => undefined });
}

interface Further extends ReviewOptions {
  readonly accounts: ReadonlySet<string>;
  readonly organizations: readonly RuleEffect[];
  readonly more: readonly StackFinding[];
  readonly nameOf: VaultNames;
}

/** Judges changes, wherever they were read. */
function reviewChanges(changes: readonly Change[], options: Further): Review {
  const { now, failOn, acceptances, acceptanceFile, environments, accounts, organizations, more, nameOf } = options;
  const context = { now, changes, accounts };
  const told = changes.flatMap((change) => judge(change, context).map((hit) => findingOf(change, hit)));
  const inOrder = accept([...told, ...more], acceptances, { now, file: acceptanceFile }).toSorted(
    byPromotion(environments),
  );
  const findings = grouped(inOrder);
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
      effects: groupedEffects(
        [...planEffects(changes, now, nameOf), ...organizations].toSorted(byPromotion(environments)),
      ),
    },
    findings,
  };
}

/** Who is reached first comes first; in each environment as it was. */
function byPromotion(order: readonly string[]) {
  const rank = ({ environments: [environment = ''] }: { readonly environments: readonly string[] }): number =>
    order.includes(environment) ? order.indexOf(environment) : order.length;
  return (a: { readonly environments: readonly string[] }, b: { readonly environments: readonly string[] }): number =>
    rank(a) - rank(b);
}

/** @param known what has been read already, because it is the same */
function modelOf(app: SynthesizedApp, known: (name: string) => Stack | undefined = () => undefined): Model {
  return new Map(Object.entries(app).map(([name, json]) => [name, known(name) ?? readStack(name, json)]));
}

function sameJson(base: unknown, head: unknown): boolean {
  return JSON.stringify(base) === JSON.stringify(head);
}

/** A vault by its name, and its region where that says which of several it is. */
function vaultName(model: Model, stackName: string, address: string): string | undefined {
  const said = model.get(stackName)?.parts.get(address)?.arguments;
  if (!said) return undefined;
  const region = textAt(said, ['region']);
  return `${textAt(said, ['name']) ?? address}${region === undefined ? '' : ` in ${region}`}`;
}

function accountsIn(model: Model): string[] {
  return [...model.values()].flatMap(({ parts }) => [...parts.values()].flatMap(({ account }) => account ?? []));
}
