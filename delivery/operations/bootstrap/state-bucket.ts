import { GetObjectCommand, HeadBucketCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { knownResources } from '../../domain/bootstrap/known-resources';
import { AwsError, withAwsErrors } from '../../../operations/aws-error';
import { sdkErrorOf } from '../../../operations/sdk-error';
import { answered, required, UnreadableResponseError } from '../../../operations/unreadable-response';

/** The location of the bootstrap's state. */
export interface StateObject {
  readonly bucket: string;
  readonly key: string;
  /** The account that must own the bucket: bucket names are global. */
  readonly accountId: string;
}

/**
 * Whether the bucket exists, and whether the state is in it.
 * @throws {AwsError} when another account owns it
 */
export async function stateBucket(
  s3: S3Client,
  { bucket, key, accountId }: StateObject,
): Promise<{ readonly bucket: boolean; readonly moved: boolean }> {
  const owned = { Bucket: bucket, ExpectedBucketOwner: accountId };
  const there = await found('s3:ListBucket', () => s3.send(new HeadBucketCommand(owned)), {
    301: `The bucket ${bucket} exists, but not in the region of state.region.\n→ set state.region to the region of the bucket, or choose another name for state.bucket`,
    403: `The bucket ${bucket} exists, but the caller has no access to it: another account may own it.\n→ allow s3:ListBucket on arn:aws:s3:::${bucket}, or choose another name for state.bucket`,
  });
  if (!there) return { bucket: false, moved: false };
  const moved = await found('s3:GetObject', () => s3.send(new HeadObjectCommand({ ...owned, Key: key })), {
    403: `The caller is not authorized to perform s3:GetObject on arn:aws:s3:::${bucket}/${key}.\n→ allow it, and the use of the bucket's key`,
  });
  return { bucket: true, moved };
}

/**
 * The resources of the state in the bucket.
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

/** A response to HEAD has no body, so that the SDK has only the status. */
async function found(
  action: string,
  ask: () => Promise<Parameters<typeof answered>[0]>,
  messages: Readonly<Record<number, string>>,
): Promise<boolean> {
  try {
    await withAwsErrors(action, async () => answered(await ask()));
    return true;
  } catch (error) {
    const { $metadata } = sdkErrorOf(error) as { readonly $metadata?: { readonly httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode ?? 0;
    if (status === 404) return false;
    const text = messages[status];
    throw text === undefined ? error : new AwsError(text, { cause: error });
  }
}
