import { AwsError } from '../../operations/aws-error';
import { missingBucketText } from './missing-bucket';
import { isNamed, sdkErrorOf } from '../../operations/sdk-error';

/** A request to S3. */
export interface S3Request {
  readonly action: string;
  readonly bucket: string;
  readonly key: string;
  /** Further permissions that the request may need. */
  readonly alsoAllow: string;
}

/**
 * An error of S3 with the bucket and the object, which S3 does not name.
 * @returns any other error unchanged
 */
export function s3Refusal(error: unknown, { action, bucket, key, alsoAllow }: S3Request): unknown {
  const refused = sdkErrorOf(error);
  if (isNamed(error, ['NoSuchBucket'])) {
    return new AwsError(missingBucketText(bucket), { cause: refused });
  }
  if (!isNamed(error, ['AccessDenied'])) return error;
  const reason = refused instanceof Error ? ` (${refused.message})` : '';
  return new AwsError(
    `The caller is not authorized to perform ${action} on arn:aws:s3:::${bucket}/${key}${reason}.\n→ allow it${alsoAllow}`,
    { cause: refused },
  );
}

/** Encrypts an object with this key, or else with the default encryption of its bucket. */
export function encryptedBy(kmsKeyArn: string | undefined) {
  return kmsKeyArn === undefined ? {} : ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyArn } as const);
}
