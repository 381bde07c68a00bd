import path from 'node:path';

import { shortRelease } from '../domain/record';
import { packBundle, sha256 } from '../operations/bundle-archive';
import { writeBundleFile } from '../operations/bundle-file';
import { s3Place, uploadBundle } from '../operations/bundle-store';
import { type PlannedStacks, planStacks } from '../operations/terraform/plan-stacks';
import type { Review } from '../../review/review';
import type { AwsOptions } from '../../cli/aws/options';
import { assertAccount } from '../../cli/aws/assert-account';
import { stateClient } from './state-client';
import { UsageError } from '../../cli/exit-code';
import { judgement } from '../../cli/review/judgement';
import { OUTPUT, synthesize } from '../../cli/synth/synthesize';
import { checkedOutRelease, type CheckedOut, withProviderLock } from './checked-out-release';
import { type MemberRole, memberRolesVariables, planRoles } from './member-roles';
import { reviewedPlans } from './review-saved-plans';
import { readSynthesized, type Synthesized } from './read-synthesized';
import { refuseSampleValues } from './refuse-sample-values';
import { bundleFolder, configuredTarget, type ConfiguredTarget, type ReleaseTarget } from './target';
import { withTerraform } from './with-terraform';

/** The options of a plan. */
export interface PlanOptions extends Pick<AwsOptions, 'profile'> {
  readonly environment: string;
  /** @default - every stack of the environment */
  readonly stack?: readonly string[];
  /** The output folder of synth. @default - synthesize now */
  readonly from?: string;
  /** A path, or `s3://bucket/key` @default - a file in cdktf.out/plans */
  readonly out?: string;
}

/** The plan of a release for one environment. */
export interface PlannedRelease extends PlannedStacks, CheckedOut {
  readonly target: ReleaseTarget;
  readonly terraform: string;
  readonly review: Review;
  /** The roles that Terraform assumed in member accounts. */
  readonly memberRoles: readonly MemberRole[];
  /** Stacks that --stack left out. */
  readonly unselected: readonly string[];
  /** Undefined when no stack could be planned, or the review failed. */
  readonly bundle: { readonly location: string; readonly sha256: string } | undefined;
}

/** A release, and its synthesized stacks for one environment. */
export interface SynthesizedRelease extends ConfiguredTarget, CheckedOut {
  readonly synthesized: Synthesized;
}

/**
 * The checked-out release for one environment.
 * @param from the output folder of synth; without it, this synthesizes
 */
export async function synthesizedRelease(found: ConfiguredTarget, from?: string): Promise<SynthesizedRelease> {
  if (from === undefined) await synthesize(found.configuration);
  const synthesized = readSynthesized(from ?? OUTPUT, found.target);
  return { ...found, ...checkedOutRelease(synthesized.app), synthesized };
}

/**
 * Plans a release for an environment, reviews the plans, and writes them to a bundle.
 *
 * @throws {UsageError} for wrong options, or credentials of another account
 * @throws {RefusedError} when configuration or accepted findings are refused
 * @throws {AwsError | TerraformError | TerraformMissingError | InterruptedError}
 */
export async function planRelease(options: PlanOptions): Promise<PlannedRelease> {
  const { profile, environment, from } = options;
  const found = await configuredTarget(environment);
  await refuseSampleValues(found.configuration, profile);
  assertPlannable(options, found.target);
  await assertAccount(found.target, { profile, region: found.target.region });
  return planSynthesized(await synthesizedRelease(found, from), options);
}

/**
 * Reports errors in the destination and in the accepted findings before anything is planned.
 *
 * @throws {UsageError} for a destination that is not allowed
 * @throws {RefusedError} when accepted findings are refused
 */
export function assertPlannable({ out }: Pick<PlanOptions, 'out'>, target: ReleaseTarget): void {
  assertDestination(out, target);
  judgement();
}

/**
 * Plans as {@link planRelease} does, without its checks.
 *
 * @throws {UsageError} for unknown stacks
 * @throws {AwsError | TerraformError | TerraformMissingError | InterruptedError}
 */
export async function planSynthesized(
  { configuration, target, synthesized, release, commit, providerLock }: SynthesizedRelease,
  options: Omit<PlanOptions, 'environment' | 'from'>,
): Promise<PlannedRelease> {
  const { profile, out } = options;
  const stacks = withProviderLock(synthesized.stacks);
  const names = stacks.map(({ name }) => name);
  const selected = selectedStacks(options.stack, names, target.name);

  const { folderOf } = synthesized;
  const memberRoles = await planRoles({ ...configuration, environment: target.name, profile });
  const work = { command: 'plan', stacks: names, folderOf, profile, variables: memberRolesVariables(memberRoles) };
  return withTerraform(work, async (place) => {
    const terraform = await place.terraform.version();
    const { planned, waiting, reads } = await planStacks(place, { stacks, selected });
    const review = await reviewedPlans(planned.map(({ name, json }) => ({ name, json: JSON.parse(json) as unknown })));
    const unselected = names.filter((name) => !selected.includes(name));
    const about = { release, commit, providerLock, terraform };
    const result = { ...about, target, planned, waiting, reads, unselected, review, memberRoles };
    if (planned.length === 0 || review.summary.failed) return { ...result, bundle: undefined };
    const { name, accountId } = target;
    const missing = [...waiting.map((stack) => stack.name), ...unselected];
    const summary = review.summary.bySeverity;
    const bytes = packBundle({ ...about, environment: name, accountId, reads, missing, review: summary }, planned);
    const location = out ?? path.join(OUTPUT, 'plans', `${name}-${shortRelease(release)}.zip`);
    await store(location, bytes, target, profile);
    return { ...result, bundle: { location, sha256: sha256(bytes) } };
  });
}

/** Bundles contain secrets: they may be uploaded only to the bundle folder of their environment, never over a state. */
function assertDestination(out: string | undefined, target: ReleaseTarget): void {
  if (out === undefined || !out.startsWith('s3:')) return;
  const folder = `${bundleFolder(target)}/`;
  if (out.startsWith(folder) && out !== folder) return;
  throw new UsageError(
    `${out} is not in the bundle folder of ${target.name}: plans contain secrets in plain text, and expire only there.\n→ write the bundle to ${folder}NAME.zip, or to a file`,
  );
}

async function store(
  location: string,
  bytes: Uint8Array,
  target: ReleaseTarget,
  profile: string | undefined,
): Promise<void> {
  const place = s3Place(location);
  if (place) await uploadBundle(await stateClient(target, profile), place, bytes, target.state.kmsKeyArn);
  else writeBundleFile(location, bytes);
}

function selectedStacks(
  requested: readonly string[] | undefined,
  names: readonly string[],
  environment: string,
): readonly string[] {
  const unknown = (requested ?? []).filter((name) => !names.includes(name));
  if (unknown.length === 0) return requested ?? names;
  throw new UsageError(
    `${environment} has no stack ${unknown.join(', ')}.\n→ specify one or more of ${names.join(', ')} with --stack`,
  );
}
