import { OUTSIDE_PROMOTION } from '../domain/record';
import { assertAccount } from '../../cli/aws/assert-account';
import { UsageError } from '../../cli/exit-code';
import { gate, type Gate } from './promotion-gate';
import {
  type PlannedRelease,
  type PlanOptions,
  assertPlannable,
  planSynthesized,
  synthesizedRelease,
} from './plan-release';
import { refuseSampleValues } from './refuse-sample-values';
import { configuredTarget } from './target';

export interface PromotionOptions extends Omit<PlanOptions, 'environment' | 'stack'> {
  readonly to: string;
  /** Only check, plan nothing. */
  readonly dryRun?: true;
}

/** Whether the checked-out release may be promoted to an environment, and its plan. */
export interface Promotion extends Gate {
  readonly to: string;
  readonly release: string;
  readonly commit: string;
  /** Undefined when the promotion is not allowed, or only checked. */
  readonly planned: PlannedRelease | undefined;
}

/**
 * Checks whether the checked-out release may be promoted to an environment. If so, plans it.
 *
 * @throws {UsageError} for an environment outside the promotion order, or credentials of another account
 * @throws {RefusedError} when configuration or accepted findings are refused
 * @throws {AwsError | TerraformError | TerraformMissingError | InterruptedError}
 */
export async function promotion({ to, dryRun, from, ...options }: PromotionOptions): Promise<Promotion> {
  if (to === OUTSIDE_PROMOTION) {
    throw new UsageError(
      `${to} is outside the promotion order: it needs no release of another environment.\n→ npx backupctl plan --environment ${to}`,
    );
  }
  const found = await configuredTarget(to);
  await refuseSampleValues(found.configuration, options.profile);
  const { profile } = options;
  await assertAccount(found.target, { profile, region: found.target.region });
  const synthesized = await synthesizedRelease(found, from);
  const { release, commit } = synthesized;
  const judged = { ...(await gate(found, release, profile)), to, release, commit };
  if (dryRun || judged.findings.length > 0) return { ...judged, planned: undefined };
  assertPlannable(options, found.target);
  return { ...judged, planned: await planSynthesized(synthesized, options) };
}
