import { bundleRefusals, inputRefusals, type BundleManifest } from '../domain/bundle';
import type { Configuration } from '../../environments/parse';
import { RefusedError } from '../../environments/refusal';
import { sha256, unpackBundle } from '../operations/bundle-archive';
import { readBundleFile } from '../operations/bundle-file';
import { downloadBundle, s3Place } from '../operations/bundle-store';
import type { PlannedStack } from '../operations/terraform/apply-stacks';
import { PROVIDER_LOCK } from '../operations/terraform/initialize';
import type { StackFiles } from '../operations/terraform/work-folder';
import { stateClient } from './state-client';
import { RefusedInputError, UsageError } from '../../cli/exit-code';
import { withProviderLock } from './checked-out-release';
import type { SynthesizedRelease } from './plan-release';
import { targetsOf } from './target';

/** A bundle whose contents match its checksums. */
export interface TrustedBundle {
  readonly manifest: BundleManifest;
  readonly stacks: readonly PlannedStack[];
}

/** The location of a bundle. */
export interface BundleSource {
  /** A path, or `s3://bucket/key`. */
  readonly bundle: string;
  /** The digest that plan printed. */
  readonly sha256?: string;
  readonly profile?: string;
}

/**
 * Reads a bundle.
 * @throws {UsageError} when it does not exist, or its bucket belongs to no environment
 * @throws {AwsError}
 * @throws {RefusedError | RefusedInputError} when it differs from what plan wrote
 */
export async function readBundle(configuration: Configuration, source: BundleSource): Promise<TrustedBundle> {
  const { bundle } = source;
  const bytes = await bytesOf(configuration, source);
  if (bytes === undefined)
    throw new UsageError(`There is no ${bundle}.\n→ specify the bundle that npx backupctl plan printed`);
  const digest = sha256(bytes);
  if (source.sha256 !== undefined && source.sha256 !== digest) {
    throw new RefusedInputError(
      `${bundle} is not the approved bundle: its sha256 is ${digest}.\n→ plan again, and find out who wrote this one`,
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
    `${place.bucket} is not the state bucket of any environment.\n→ specify a bundle in one of ${buckets.join(', ')}`,
  );
}

/** @throws {RefusedError} with every difference between a bundle and the checked-out release */
export function assertSameRelease(
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
  // Another release has other inputs anyway.
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
    // Without a provider lock in the repository, the plan has the one that Terraform created.
    if (file === PROVIDER_LOCK && one === undefined) return true;
    return one !== undefined && other !== undefined && Buffer.from(one).equals(other);
  });
}
