import { bundleRefusals, inputRefusals, type BundleManifest } from '../domain/bundle';
import type { Configuration } from '../../environments/parse';
import { RefusedError } from '../../environments/refusal';
import { sha256, unpackBundle } from '../operations/bundle-archive';
import { downloadBundle, readBundleFile, s3Place } from '../operations/bundle-store';
import type { PlannedStack } from '../operations/terraform/apply-stacks';
import { PROVIDER_LOCK } from '../operations/terraform/initialize';
import type { StackFiles } from '../operations/terraform/work-folder';
import { stateClient } from './state-client';
import { RefusedInputError, UsageError } from '../../cli/exit-code';
import { withProviderLock } from './checked-out-release';
import type { SynthesizedRelease } from './plan-release';
import { targetsOf } from './target';

/** A bundle in which everything is what was put into it. */
export interface TrustedBundle {
  readonly manifest: BundleManifest;
  readonly stacks: readonly PlannedStack[];
}

/** Where a bundle is. */
export interface BundleSource {
  /** A path, or `s3://bucket/key`. */
  readonly bundle: string;
  /** What plan told of it. */
  readonly sha256?: string | undefined;
  readonly profile?: string | undefined;
}

/**
 * Reads a bundle.
 * @throws {UsageError} when there is none, or its bucket is no environment's
 * @throws {AwsError}
 * @throws {RefusedError | RefusedInputError} when it is not what was planned
 */
export async function readBundle(configuration: Configuration, source: BundleSource): Promise<TrustedBundle> {
  const { bundle } = source;
  const bytes = await bytesOf(configuration, source);
  if (bytes === undefined)
    throw new UsageError(`There is no ${bundle}.\n→ give the bundle that npx backupctl plan has named`);
  const digest = sha256(bytes);
  if (source.sha256 !== undefined && source.sha256 !== digest) {
    throw new RefusedInputError(
      `${bundle} is not what was approved: its sha256 is ${digest}.\n→ plan again, and find out who wrote this one`,
    );
  }
  const read = unpackBundle(bytes);
  if ('manifest' in read) return read;
  throw new RefusedError([{ file: bundle, findings: read.findings, unchecked: false }]);
}

async function bytesOf(
  configuration: Configuration,
  { bundle, profile }: BundleSource,
): Promise<Uint8Array | undefined> {
  const place = s3Place(bundle);
  if (place === undefined) return readBundleFile(bundle);
  const owner = targetsOf(configuration).find(({ state }) => state.bucket === place.bucket);
  if (owner) return downloadBundle(await stateClient(owner, profile), place);
  const buckets = targetsOf(configuration).map(({ state }) => state.bucket);
  throw new UsageError(
    `${place.bucket} is not the state bucket of any environment.\n→ name a bundle in one of ${buckets.join(', ')}`,
  );
}

/** @throws {RefusedError} with everything that tells a bundle from what is checked out here */
export function refuseOtherRelease(
  { manifest, stacks }: TrustedBundle,
  bundle: string,
  { target, release, commit, synthesized }: SynthesizedRelease,
): void {
  const { accountId } = target;
  const here = withProviderLock(synthesized.stacks);
  const refusals = bundleRefusals(manifest, { accountId, release, commit });
  const others = stacks.filter(({ name, files }) => {
    const own = here.find((stack) => stack.name === name);
    return own === undefined || !sameFiles(own.files, files);
  });
  // What is of another release was made from something else.
  const inputs =
    refusals.length > 0
      ? []
      : inputRefusals(
          manifest,
          others.map(({ name }) => name),
        );
  const findings = [...refusals, ...inputs];
  if (findings.length > 0) throw new RefusedError([{ file: bundle, findings, unchecked: false }]);
}

function sameFiles(own: StackFiles, bundled: StackFiles): boolean {
  return [...new Set([...Object.keys(own), ...Object.keys(bundled)])].every((file) => {
    const [one, other] = [own[file], bundled[file]];
    // Where the repository has no lock of providers, the plan has learnt one.
    if (file === PROVIDER_LOCK && one === undefined) return true;
    return one !== undefined && other !== undefined && Buffer.from(one).equals(other);
  });
}
