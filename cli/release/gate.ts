import { predecessorOf, promotionRefusals } from '../../domain/release/record';
import type { Finding } from '../../domain/finding';
import { type FoundRecord, readLatest, readRecord, type RecordPlace } from '../../operations/release-records';
import { stateClient } from '../aws/state-client';
import { type ConfiguredTarget, type ReleaseTarget, targetsOf } from './target';

/** Everything that keeps a release out of an environment, because the one before does not have it. */
export async function gateFindings(
  { configuration, target }: ConfiguredTarget,
  release: string,
  profile: string | undefined,
): Promise<Finding[]> {
  const order = configuration.environments.map(({ name }) => name);
  const before = predecessorOf(order, target.name);
  const owner = targetsOf(configuration).find(({ name }) => name === before);
  const record = owner && (await readRecord(await stateClient(owner, profile), recordPlace(owner), release));
  return promotionRefusals(order, target.name, release, record);
}

/** What was applied last to an environment. */
export async function lastRecord(target: ReleaseTarget, profile: string | undefined): Promise<FoundRecord | undefined> {
  return readLatest(await stateClient(target, profile), recordPlace(target));
}

/** Where the records of an environment lie. */
export function recordPlace({ service, name, state }: ReleaseTarget): RecordPlace {
  return { bucket: state.bucket, service, environment: name, kmsKeyArn: state.kmsKeyArn };
}
