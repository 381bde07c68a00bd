import { predecessorOf, promotionRefusals, type ReleaseRecord } from '../domain/record';
import type { Finding } from '../../domain/finding';
import { type FoundRecord, readLatest, readRecord, type RecordPlace } from '../operations/release-records';
import { stateClient } from './state-client';
import { type ConfiguredTarget, type ReleaseTarget, targetsOf } from './target';

/** What decides whether a release may go to an environment. */
export interface Gate {
  /** The environment that must have it before; undefined when none must. */
  readonly before: string | undefined;
  /** What that one has of it. */
  readonly record: ReleaseRecord | undefined;
  /** Everything that keeps the release out. */
  readonly findings: readonly Finding[];
}

/**
 * Looks whether the environment before has a release, applied and verified.
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
 * What was applied last to an environment.
 * @throws {AwsError}
 */
export async function lastRecord(target: ReleaseTarget, profile: string | undefined): Promise<FoundRecord | undefined> {
  return readLatest(await stateClient(target, profile), recordPlace(target));
}

/** Where the records of an environment lie. */
export function recordPlace({ service, name, state }: ReleaseTarget): RecordPlace {
  return { bucket: state.bucket, service, environment: name, kmsKeyArn: state.kmsKeyArn };
}
