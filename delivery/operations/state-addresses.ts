import type { S3Client } from '@aws-sdk/client-s3';

import { isNamed } from '../../operations/sdk-error';
import { movedResources, type StateObject } from './bootstrap/state-bucket';
import { s3Refusal } from './s3-refusal';

/**
 * The addresses of the resources in a state; none before the first apply.
 * @throws {AwsError}
 */
export async function stateAddresses(s3: S3Client, state: StateObject): Promise<ReadonlySet<string>> {
  try {
    return new Set((await movedResources(s3, state)).keys());
  } catch (error) {
    if (isNamed(error, ['NoSuchKey'])) return new Set();
    throw s3Refusal(error, { action: 's3:GetObject', ...state, alsoAllow: ", and the use of the bucket's key" });
  }
}
