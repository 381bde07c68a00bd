import type { CostDifference } from '../domain/cost/cost-report';
import { accept, type Acceptance } from './accepted/accepted';
import type { Change } from '../domain/terraform/changes/change';
import { compareModels } from './diff/compare';
import { isAtLeast, SEVERITIES, type Severity } from '../domain/terraform/changes/severity';
import type { ReviewFinding } from './finding';
import type { RuleEffect } from './meaning/effect';
import { type EffectiveChange, effectiveChanges } from './meaning/effective-changes';
import { onlyEffective, withoutRewritten } from './meaning/only-effective';
import { planEffects, type VaultNames } from './meaning/plan-effects';
import { policyEffects } from './meaning/policy-effects';
import { organizationChange, type OrganizationPlaces } from './model/organization';
import { readStack } from './model/read-stack';
import type { Model, Stack } from './model/stack';
import type { SavedPlan } from './plan/read-plan';
import { textAt } from '../domain/terraform/changes/value';
import { STACK_SET } from '../domain/terraform/types/stack-sets';
import { deployedBase } from './never-deployed';
import { findingOf } from './report/findings';
import { grouped, groupedEffects } from './report/group';
import { newBrokenReads } from './rules/broken-reads';
import { matchesOf } from './rules/matches';

/** Terraform JSON by stack name, as in the manifest. */
export type SynthesizedApp = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface ReviewOptions {
  /** The start time for schedules and expiry dates. */
  readonly now: Date;
  /** The lowest severity that fails the review. */
  readonly failOn: Severity;
  readonly acceptances: readonly Acceptance[];
  /** Their file, as findings name it. */
  readonly acceptanceFile: string;
  /** Environments in promotion order; others come last. */
  readonly environments: readonly string[];
  /**
   * The places of accounts and OUs, which the JSON does not contain.
   * @default - every target of a policy except the root counts as a child of the root
   */
  readonly organization?: OrganizationPlaces;
  /**
   * The active member accounts, which a StackSet reaches.
   * @default - unknown: findings name no number
   */
  readonly members?: readonly string[];
}

export interface ReviewSummary {
  readonly findings: number;
  /** Without accepted findings. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly accepted: number;
  readonly failOn: Severity;
  /** Whether a finding that is not accepted is at least that severe. */
  readonly failed: boolean;
  readonly effects: readonly RuleEffect[];
  /** What the change does to declared sizes; not a finding. Undefined if nothing changes, or if it is not known. */
  readonly cost?: CostDifference;
}

export interface Review {
  readonly summary: ReviewSummary;
  /** Worst first. */
  readonly findings: readonly ReviewFinding[];
}

/** Compares two synthesized apps: what changes, where, and what that means for recoverability and access. */
export function reviewApps(whole: SynthesizedApp, head: SynthesizedApp, options: ReviewOptions): Review {
  const { base, findings } = deployedBase(whole, head);
  const before = modelOf(base);
  const after = modelOf(head, (name) => (sameJson(base[name], head[name]) ? before.get(name) : undefined));
  const changes = compareModels(before, after);
  const accounts = new Set([...accountsIn(before), ...accountsIn(after)]);
  const inOrganization = { places: options.organization, now: options.now };
  const stacks = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const organizations = stacks.flatMap(
    (name) => organizationChange(before.get(name), after.get(name), inOrganization) ?? [],
  );
  const nameOf: VaultNames = (stackName, address) =>
    vaultName(after, stackName, address) ?? vaultName(before, stackName, address);
  return reviewChanges(changes, {
    ...options,
    accounts,
    organizations: organizations.flatMap((change) => policyEffects(change, options.now)),
    effective: organizations.flatMap((change) => effectiveChanges(change, options.organization)),
    nameOf,
    more: [...findings, ...newBrokenReads(base, head, after)],
  });
}

/** Reviews saved plans, which contain exactly what Terraform will do. */
export function reviewPlans(plans: readonly SavedPlan[], options: ReviewOptions): Review {
  const accounts = new Set(plans.flatMap(({ account }) => account ?? []));
  const changes = plans.flatMap((plan) => plan.changes);
  return reviewChanges(changes, {
    ...options,
    accounts,
    organizations: [],
    effective: [],
    more: [],
    nameOf: () => undefined,
  });
}

interface ReviewInput extends ReviewOptions {
  readonly accounts: ReadonlySet<string>;
  readonly organizations: readonly RuleEffect[];
  readonly effective: readonly EffectiveChange[];
  readonly more: readonly ReviewFinding[];
  readonly nameOf: VaultNames;
}

/** Reviews changes, whatever their source. */
function reviewChanges(changes: readonly Change[], options: ReviewInput): Review {
  const {
    now,
    failOn,
    acceptances,
    acceptanceFile,
    environments,
    accounts,
    organizations,
    organization,
    members,
    effective,
    more,
    nameOf,
  } = options;
  const context = { now, changes, accounts: new Set([...accounts, ...(members ?? [])]) };
  const found = changes.flatMap((change) =>
    matchesOf(change, context).map((match) => inMembers(findingOf(change, match), change, members)),
  );
  const below = effective.flatMap(({ change, accounts: affected }) =>
    matchesOf(change, context).map((match) => ({ ...findingOf(change, match), accounts: affected })),
  );
  const direct = organization !== undefined && effective.length === 0 ? withoutRewritten(found) : found;
  const inOrder = accept([...direct, ...onlyEffective(below, found), ...more], acceptances, {
    now,
    file: acceptanceFile,
  }).toSorted(byPromotion(environments));
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

/** A StackSet changes every member account. */
function inMembers(finding: ReviewFinding, { type }: Change, members: readonly string[] | undefined): ReviewFinding {
  if (type !== STACK_SET || members === undefined) return finding;
  const reached = members.length === 1 ? '1 account' : `${members.length} accounts`;
  return { ...finding, why: `${finding.why}. The StackSet reaches ${reached} today` };
}

/** Promotion order; within an environment, the order stays. */
function byPromotion(order: readonly string[]) {
  const rank = ({ environments: [environment = ''] }: { readonly environments: readonly string[] }): number =>
    order.includes(environment) ? order.indexOf(environment) : order.length;
  return (a: { readonly environments: readonly string[] }, b: { readonly environments: readonly string[] }): number =>
    rank(a) - rank(b);
}

/** @param known a stack that is the same in both apps and was already read */
function modelOf(app: SynthesizedApp, known: (name: string) => Stack | undefined = () => undefined): Model {
  return new Map(Object.entries(app).map(([name, json]) => [name, known(name) ?? readStack(name, json)]));
}

function sameJson(base: unknown, head: unknown): boolean {
  return JSON.stringify(base) === JSON.stringify(head);
}

/** The name of a vault, with its region if it has one. */
function vaultName(model: Model, stackName: string, address: string): string | undefined {
  const vault = model.get(stackName)?.parts.get(address)?.arguments;
  if (!vault) return undefined;
  const region = textAt(vault, ['region']);
  return `${textAt(vault, ['name']) ?? address}${region === undefined ? '' : ` in ${region}`}`;
}

function accountsIn(model: Model): string[] {
  return [...model.values()].flatMap(({ parts }) => [...parts.values()].flatMap(({ account }) => account ?? []));
}
