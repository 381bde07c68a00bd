import { GetObjectCommand, HeadBucketCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { knownResources } from '../../domain/bootstrap/known-resources';
import { AwsError, withAwsErrors } from '../../../operations/aws-error';
import { sdkErrorOf } from '../../../operations/sdk-error';
import { required, UnreadableResponseError } from '../../../operations/unreadable-response';

/** Where the state of the bootstrap is to lie. */
export interface StateObject {
  readonly bucket: string;
  readonly key: string;
  /** The account whose bucket it has to be: names of buckets are the world's. */
  readonly accountId: string;
}

/**
 * Whether the bucket is there, and whether the state lies in it.
 * @throws {AwsError} when it is another account's
 */
export async function stateBucket(
  s3: S3Client,
  { bucket, key, accountId }: StateObject,
): Promise<{ readonly bucket: boolean; readonly moved: boolean }> {
  const owned = { Bucket: bucket, ExpectedBucketOwner: accountId };
  const there = await found('s3:ListBucket', () => s3.send(new HeadBucketCommand(owned)), {
    301: `The bucket ${bucket} exists, but not in the region that state.region names.\n→ write the region of the bucket there, or choose another name for state.bucket`,
    403: `The bucket ${bucket} exists, but the caller may not look at it: it may be another account's.\n→ allow s3:ListBucket on arn:aws:s3:::${bucket}, or choose another name for state.bucket`,
  });
  if (!there) return { bucket: false, moved: false };
  const moved = await found('s3:GetObject', () => s3.send(new HeadObjectCommand({ ...owned, Key: key })), {
    403: `The caller may not do s3:GetObject on arn:aws:s3:::${bucket}/${key}.\n→ allow it, and the use of the bucket's key`,
  });
  return { bucket: true, moved };
}

/**
 * What the state in the bucket knows.
 * @throws {AwsError}
 */
export function movedResources(
  s3: S3Client,
  { bucket, key, accountId }: StateObject,
): Promise<ReadonlyMap<string, string>> {
  const request = new GetObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: accountId });
  return withAwsErrors('s3:GetObject', async () => {
    const text = await required(await s3.send(request), 'Body').transformToString();
    try {
      return knownResources(JSON.parse(text) as Readonly<Record<string, unknown>>);
    } catch {
      throw new UnreadableResponseError(`s3://${bucket}/${key} is not a Terraform state in JSON`);
    }
  });
}

/** An answer to HEAD has no body, so the SDK knows its error by the status alone. */
async function found(
  action: string,
  ask: () => Promise<unknown>,
  told: Readonly<Record<number, string>>,
): Promise<boolean> {
  try {
    await withAwsErrors(action, ask);
    return true;
  } catch (error) {
    const { $metadata } = sdkErrorOf(error) as { readonly $metadata?: { readonly httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode ?? 0;
    if (status === 404) return false;
    const text = told[status];
    throw text === undefined ? error : new AwsError(text, { cause: error });
  }
}
