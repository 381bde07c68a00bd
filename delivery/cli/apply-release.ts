import { loadConfiguration } from '../../cli/configuration';
import { staleRefusals, versionRefusals } from '../domain/bundle';
import type { StackResult } from '../domain/record';
import type { Finding } from '../../domain/finding';
import { RefusedError } from '../../environments/refusal';
import {
  type AppliedStacks,
  type ApplyArguments,
  applyStacks,
  prepareStacks,
} from '../operations/terraform/apply-stacks';
import type { SynthesizedStack } from '../operations/terraform/plan-stacks';
import type { StackFiles } from '../operations/terraform/work-folder';
import type { Workplace } from '../operations/terraform/initialize';
import { reviewText } from '../../review/report/text';
import { assertAccount } from '../../cli/aws/assert-account';
import { RefusedInputError } from '../../cli/exit-code';
import { recorded, type Recorded } from './record-apply';
import { type BundleSource, readBundle, assertSameRelease, type TrustedBundle } from './read-bundle';
import { memberRoleArguments } from './member-role-arguments';
import { gate, lastRecord } from './promotion-gate';
import { requireMembers } from './require-members';
import { synthesizedRelease } from './plan-release';
import { reviewedPlans } from './review-saved-plans';
import { refuseSampleValues } from './refuse-sample-values';
import { targetIn } from './target';
import { withTerraform } from './with-terraform';

export interface ApplyOptions extends BundleSource {
  /** The output folder of synth. @default - synthesize now */
  readonly from?: string;
}

/** The result of applying a bundle. */
export interface AppliedRelease {
  readonly environment: string;
  readonly release: string;
  readonly results: readonly StackResult[];
  /** Stacks that are not in the bundle. */
  readonly missing: readonly string[];
  /** Undefined when nothing was applied. */
  readonly recorded: Recorded | undefined;
  /** Why the apply stopped. */
  readonly failure: unknown;
}

/**
 * Applies exactly the plans of a bundle, after checking that nothing changed since they were approved.
 *
 * @throws {UsageError} when there is no bundle, or the credentials belong to another account
 * @throws {RefusedError | RefusedInputError} when something changed since the plan, or promotion forbids it: nothing is applied
 * @throws {AwsError | TerraformError | TerraformMissingError | InterruptedError}
 */
export async function applyRelease(options: ApplyOptions): Promise<AppliedRelease> {
  const { bundle: location, profile, from } = options;
  const configuration = await loadConfiguration();
  await refuseSampleValues(configuration, profile);
  const bundle = await readBundle(configuration, options);
  const { manifest } = bundle;
  const { environment, release } = manifest;
  const found = targetIn(configuration, environment);
  const here = await synthesizedRelease(found, from);
  assertSameRelease(bundle, location, here);
  await assertAccount(found.target, { profile, region: found.target.region });
  const { findings } = await gate(found, release, profile);
  refuse(`Release of ${location}`, findings);
  const seen = await lastRecord(found.target, profile);

  const { folderOf } = here.synthesized;
  const stacks = bundle.stacks.map(({ name }) => name);
  const missing = here.synthesized.stacks.map(({ name }) => name).filter((name) => !stacks.includes(name));
  const { results, failure } = await withTerraform({ command: 'apply', stacks, folderOf, profile }, (place) =>
    appliedBundle(place, bundle, location, {
      synthesized: here.synthesized.stacks,
      prepare: async ({ name, json }) => {
        await requireMembers(configuration, name, profile);
        return memberRoleArguments({ ...configuration, environment, profile }, json);
      },
    }),
  );
  const applied = { release, results, stacks: here.synthesized.stacks, seen };
  const written = await recorded(found, applied, profile).catch((error: unknown) => {
    throw withoutRecord(error, { results, failure }, environment);
  });
  return { environment, release, missing, results, failure, recorded: written };
}

/** The same error with the results of the apply, or why it stopped. */
function withoutRecord(error: unknown, { results, failure }: AppliedStacks, environment: string): unknown {
  if (!(error instanceof Error)) return error;
  if (failure instanceof Error) error.message += `\n\nBefore that, the apply stopped:\n${failure.message}`;
  const stacks = results.map(({ stack, result }) => `${stack} (${result})`).join(', ');
  error.message += `\n\nThis happened after the apply, which has no record: ${stacks}\n→ plan and apply again to write one: npx backupctl plan --environment ${environment}`;
  return error;
}

interface Applying {
  readonly synthesized: readonly SynthesizedStack[];
  /** Checks each stack that changes, and returns the arguments of its apply. */
  readonly prepare: ApplyArguments;
}

async function appliedBundle(
  place: Workplace,
  { manifest, stacks }: TrustedBundle,
  location: string,
  { synthesized, prepare }: Applying,
): Promise<AppliedStacks> {
  refuse(location, versionRefusals(manifest, await place.terraform.version()));
  const reads = manifest.reads.map((read) => ({ ...read, files: filesOf(synthesized, read.name) }));
  const prepared = await prepareStacks(place, stacks, reads);
  refuse(location, staleRefusals(manifest, prepared.stale));
  const review = await reviewedPlans(prepared.stacks.map(({ name, json }) => ({ name, json })));
  if (review.summary.failed) {
    throw new RefusedInputError(
      `${reviewText(review)}\n\n${location} is refused: its review has critical findings that are not accepted.\n→ accept them in review-accepted.json and plan again, or change the configuration`,
    );
  }
  return applyStacks(place, prepared.stacks, prepare);
}

/** Their release was compared with the bundle before. */
function filesOf(synthesized: readonly SynthesizedStack[], name: string): StackFiles {
  return synthesized.find((stack) => stack.name === name)?.files ?? {};
}

function refuse(file: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new RefusedError([{ file, findings, unchecked: false }]);
}
