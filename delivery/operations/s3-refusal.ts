import { AwsError } from '../../operations/aws-error';
import { missingBucketText } from './missing-bucket';
import { isNamed, sdkErrorOf } from '../../operations/sdk-error';

/** What was asked of S3, of which object. */
export interface AskedOfS3 {
  readonly action: string;
  readonly bucket: string;
  readonly key: string;
  /** What else the caller may lack where S3 denies it. */
  readonly besides: string;
}

/**
 * What S3 refused, told for people: it names neither the bucket that is missing nor the object that it denies.
 * @returns any other error as it is
 */
export function s3Refusal(error: unknown, { action, bucket, key, besides }: AskedOfS3): unknown {
  const refused = sdkErrorOf(error);
  if (isNamed(error, ['NoSuchBucket'])) {
    return new AwsError(missingBucketText(bucket), { cause: refused });
  }
  if (!isNamed(error, ['AccessDenied'])) return error;
  const said = refused instanceof Error ? ` (${refused.message})` : '';
  return new AwsError(
    `The caller may not do ${action} on arn:aws:s3:::${bucket}/${key}${said}.\n→ allow it${besides}`,
    { cause: refused },
  );
}

/** How an object is encrypted: by this key, or as its bucket does it. */
export function encryptedBy(kmsKeyArn: string | undefined) {
  return kmsKeyArn === undefined ? {} : ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyArn } as const);
}
