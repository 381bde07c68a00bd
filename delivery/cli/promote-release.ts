import { OUTSIDE_PROMOTION } from '../domain/record';
import { assertAccount } from '../../cli/aws/assert-account';
import { UsageError } from '../../cli/exit-code';
import { OUTPUT } from '../../cli/synth/synthesize';
import { gate, type Gate } from './promotion-gate';
import { type PlannedRelease, type PlanOptions, planRelease, synthesizedRelease } from './plan-release';
import { refuseSampleValues } from './refuse-sample-values';
import { configuredTarget } from './target';

export interface PromotionOptions extends Omit<PlanOptions, 'environment' | 'stack'> {
  readonly to: string;
  /** Says whether it may go there, and no more. */
  readonly dryRun?: true;
}

/** Whether what is checked out may go to an environment, and the plan of it. */
export interface Promotion extends Gate {
  readonly to: string;
  readonly release: string;
  readonly commit: string;
  /** Undefined when it may not go there, or was only asked for. */
  readonly planned: PlannedRelease | undefined;
}

/**
 * Says whether the release that is checked out may go to an environment. When it may, plans it.
 *
 * @throws {UsageError} on an environment that takes no releases of others, or credentials of another account
 * @throws {RefusedError} when configuration or accepted findings are refused
 * @throws {AwsError | TerraformError | TerraformMissingError | InterruptedError}
 */
export async function promotion({ to, dryRun, from, ...options }: PromotionOptions): Promise<Promotion> {
  if (to === OUTSIDE_PROMOTION) {
    throw new UsageError(
      `${to} stands outside the order of promotion: it needs no release of another environment.\n→ npx backupctl plan --environment ${to}`,
    );
  }
  const found = await configuredTarget(to);
  refuseSampleValues(found.configuration);
  const { profile } = options;
  await assertAccount(found.target, { profile, region: found.target.region });
  const { release, commit } = await synthesizedRelease(found, from);
  const judged = { ...(await gate(found, release, profile)), to, release, commit };
  if (dryRun || judged.findings.length > 0) return { ...judged, planned: undefined };
  // What was synthesized above, unless it lies somewhere else.
  return { ...judged, planned: await planRelease({ ...options, environment: to, from: from ?? OUTPUT }) };
}
