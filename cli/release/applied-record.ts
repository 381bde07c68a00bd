import { continuedRecord, isWhole } from '../../domain/release/continued-record';
import type { BundleManifest } from '../../domain/release/bundle';
import type { ReleaseRecord, StackResult } from '../../domain/release/record';
import { callerArn } from '../../operations/caller';
import { type FoundRecord, writeRecord } from '../../operations/release-records';
import { clientOptions } from '../aws/clients';
import { stateClient } from '../aws/state-client';
import { recordPlace } from './gate';
import type { ConfiguredTarget } from './target';
import { verification } from './verification';

/** What came of an apply. */
export interface Applied {
  readonly manifest: Pick<BundleManifest, 'release' | 'environment' | 'accountId' | 'missing'>;
  readonly results: readonly StackResult[];
  /** What was applied before. */
  readonly seen: FoundRecord | undefined;
}

/** The record of an apply, and whether somebody else's stands in its place. */
export interface Recorded {
  readonly record: ReleaseRecord;
  readonly lost: boolean;
}

/**
 * Verifies an environment that has the whole release, and leaves a record of it in its state bucket.
 * @returns undefined when nothing was applied, so that there is nothing to record
 * @throws {AwsError}
 */
export async function recorded(
  found: ConfiguredTarget,
  { manifest, results, seen }: Applied,
  profile: string | undefined,
): Promise<Recorded | undefined> {
  if (results.every(({ result }) => result === 'not applied')) return undefined;
  const { STSClient } = await import('@aws-sdk/client-sts');
  const { target } = found;
  const { release, environment, accountId, missing } = manifest;
  const applied = continuedRecord(seen?.record, {
    schema: 1,
    release,
    environment,
    accountId,
    appliedAt: new Date().toISOString(),
    stacks: [...results, ...missing.map((stack) => ({ stack, result: 'not applied' as const }))],
    by: await callerArn(new STSClient(clientOptions({ profile, region: target.region }))),
  });
  const record = isWhole(applied) ? { ...applied, verification: await verification(found, profile) } : applied;
  const written = await writeRecord(await stateClient(target, profile), recordPlace(target), record, seen);
  return { record, lost: 'lost' in written };
}
