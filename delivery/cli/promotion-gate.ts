import { predecessorOf, promotionRefusals, type ReleaseRecord } from '../domain/record';
import type { Finding } from '../../domain/finding';
import { type FoundRecord, readLatest, readRecord, type RecordPlace } from '../operations/release-records';
import { stateClient } from './state-client';
import { type ConfiguredTarget, type ReleaseTarget, targetsOf } from './target';

/** Whether a release may be promoted to an environment. */
export interface Gate {
  /** The preceding environment; undefined for the first one. */
  readonly before: string | undefined;
  /** The record of the release there. */
  readonly record: ReleaseRecord | undefined;
  /** Every reason against the promotion. */
  readonly findings: readonly Finding[];
}

/**
 * Checks whether the preceding environment has applied and verified a release.
 * @throws {AwsError}
 */
export async function gate(
  { configuration, target }: ConfiguredTarget,
  release: string,
  profile: string | undefined,
): Promise<Gate> {
  const order = configuration.environments.map(({ name }) => name);
  const before = predecessorOf(order, target.name);
  const owner = targetsOf(configuration).find(({ name }) => name === before);
  const record = owner && (await readRecord(await stateClient(owner, profile), recordPlace(owner), release));
  return { before, record, findings: promotionRefusals(order, target.name, release, record) };
}

/**
 * The last record of an environment.
 * @throws {AwsError}
 */
export async function lastRecord(target: ReleaseTarget, profile: string | undefined): Promise<FoundRecord | undefined> {
  return readLatest(await stateClient(target, profile), recordPlace(target));
}

/** The location of an environment's records. */
export function recordPlace({ service, name, state }: ReleaseTarget): RecordPlace {
  return { bucket: state.bucket, service, environment: name, kmsKeyArn: state.kmsKeyArn };
}
