import { SEVERITIES, type Severity } from '../../domain/terraform/changes/severity';
import { forcesReplacement } from '../../domain/terraform/terraform-types';
import type { ReviewFinding } from '../../review/finding';
import { readPlan } from '../../review/plan/read-plan';
import { reviewApps, reviewPlans, type ReviewOptions } from '../../review/review';
import type { Block } from '../synthesized';
import { type ArgumentChange, withChanges } from './argument-changes';
import { type Outcome, withoutPreventDestroy } from './planned-changes';

/** What the provider and the review say about one change. */
export interface Verdict {
  readonly change: ArgumentChange;
  /** The resource that the plan changes: for a data source, one that refers to it. */
  readonly address: string;
  readonly action: 'updated' | 'replaced' | 'unchanged' | 'refused';
  /** The top-level argument that changes. */
  readonly argument: string;
  /** The arguments that force the replacement, according to the provider. */
  readonly replacedFor: readonly string[];
  /** Whether the argument forces a replacement, according to the record of the type. */
  readonly isReplacement: boolean;
  /** The worst finding of a review of the plan. */
  readonly planned: Severity | 'none';
  /** The worst finding of a review of the synthesized JSON. */
  readonly synthesized: Severity | 'none';
  /** The message of the provider, if it refuses the change. */
  readonly refusal?: string;
}

const OPTIONS: ReviewOptions = {
  now: new Date('2026-11-21T00:00:00Z'),
  failOn: 'low',
  acceptances: [],
  acceptanceFile: '',
  environments: [],
};

/** @param stack as synthesized, before the changes */
export function verdictsOf(outcomes: readonly Outcome[], stack: Block): Verdict[] {
  const base = withoutPreventDestroy(stack);
  const reviews = new Map<unknown, readonly ReviewFinding[]>();
  return outcomes.flatMap(({ change, observed, plan, refusal }) => {
    const apps = [base, withChanges(base, [change])].map((json) => ({ [change.stack]: json }));
    const [before = {}, after = {}] = apps;
    const synthesized = reviewApps(before, after, OPTIONS).findings;
    if (plan !== undefined && !reviews.has(plan)) {
      reviews.set(plan, reviewPlans([readPlan(change.stack, plan)], OPTIONS).findings);
    }
    return observed.map(({ address, type, argument }) => {
      const planned: Block = plan?.['resource_changes'].find((one: Block) => one['address'] === address)?.change ?? {};
      const paths: string[][] = planned['replace_paths'] ?? [];
      return {
        change,
        address: `${change.stack} ${address}`,
        action: plan === undefined ? ('refused' as const) : actionOf(planned['actions'] ?? []),
        argument,
        replacedFor: [...new Set(paths.map(([first = '']) => first))],
        isReplacement: forcesReplacement(type, [argument]),
        planned: worst(reviews.get(plan) ?? [], address),
        synthesized: worst(synthesized, address, change.address),
        ...(refusal === undefined ? {} : { refusal }),
      };
    });
  });
}

function actionOf(actions: readonly string[]): Verdict['action'] {
  if (actions.includes('create')) return 'replaced';
  return actions.includes('update') ? 'updated' : 'unchanged';
}

function worst(findings: readonly ReviewFinding[], ...addresses: string[]): Severity | 'none' {
  const own = findings.filter(({ address }) => addresses.includes(address));
  return SEVERITIES.find((severity) => own.some((finding) => finding.severity === severity)) ?? 'none';
}
