import { mergeRecord, isComplete } from '../domain/merge-record';
import type { Dependent } from '../domain/order';
import type { ReleaseRecord, StackResult, Verification } from '../domain/record';
import { callerArn } from '../../operations/caller';
import { type FoundRecord, writeRecord } from '../operations/release-records';
import { clientOptions } from '../../cli/aws/clients';
import { listenForCancellation, rejectOnAbort } from '../../cli/cancellation';
import { keepReleaseReport } from './keep-release-report';
import { stateClient } from './state-client';
import { recordPlace } from './promotion-gate';
import type { ConfiguredTarget } from './target';
import { verification } from './verify-release';

/** The result of an apply. */
export interface Applied {
  readonly release: string;
  readonly results: readonly StackResult[];
  /** Every stack of the environment. */
  readonly stacks: readonly Dependent[];
  /** The record before this apply. */
  readonly seen: FoundRecord | undefined;
}

/** The record of an apply, and whether another apply wrote its record first. */
export interface Recorded {
  readonly record: ReleaseRecord;
  readonly lost: boolean;
  /** Why the record has no verification. */
  readonly unverified?: unknown;
}

/**
 * Verifies an environment with a complete release, and writes the record to its state bucket, even when the verification
 * failed or was interrupted.
 *
 * @returns undefined when nothing was applied
 * @throws {AwsError}
 */
export async function recorded(
  found: ConfiguredTarget,
  { release, results, stacks, seen }: Applied,
  profile: string | undefined,
): Promise<Recorded | undefined> {
  if (results.every(({ result }) => result === 'not applied')) return undefined;
  const { STSClient } = await import('@aws-sdk/client-sts');
  const { target } = found;
  const cancellation = listenForCancellation(() =>
    console.error('\nStopping: the apply is recorded, but not verified.'),
  );
  try {
    const now: ReleaseRecord = {
      schema: 1,
      release,
      environment: target.name,
      accountId: target.accountId,
      appliedAt: new Date().toISOString(),
      stacks: [...results, ...untouched(stacks, results)],
      by: await callerArn(new STSClient(clientOptions({ profile, region: target.region }))),
    };
    const applied = mergeRecord(seen?.record, now, stacks);
    const { unverified, ...verified } = isComplete(applied) ? await compared(found, profile, cancellation.first) : {};
    const record = { ...applied, ...verified };
    const [s3, place] = [await stateClient(target, profile), recordPlace(target)];
    const written = await writeRecord(s3, place, record, seen);
    const lost = 'lost' in written;
    if (isComplete(applied) && !lost) await keepReleaseReport(s3, place, record, found.configuration);
    return { record, lost, unverified };
  } finally {
    cancellation.dispose();
  }
}

/** The stacks that are not in the bundle. */
function untouched(stacks: readonly Dependent[], results: readonly StackResult[]): StackResult[] {
  return stacks
    .filter(({ name }) => !results.some(({ stack }) => stack === name))
    .map(({ name }) => ({ stack: name, result: 'not applied' }));
}

type Compared = { readonly verification: Verification; readonly unverified?: never } | { readonly unverified: unknown };

async function compared(found: ConfiguredTarget, profile: string | undefined, stop: AbortSignal): Promise<Compared> {
  try {
    return { verification: await Promise.race([verification(found, profile), rejectOnAbort(stop)]) };
  } catch (unverified) {
    return { unverified };
  }
}
