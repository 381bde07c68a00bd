import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { withAwsErrors } from '../../operations/aws-error';
import { answered } from '../../operations/unreadable-response';
import { encryptedBy, s3Refusal } from './s3-refusal';
import { isNamed } from '../../operations/sdk-error';

/** A bundle in S3. */
export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

/** Parses `s3://bucket/key`; undefined for the path of a file. */
export function s3Place(location: string): S3Place | undefined {
  const { bucket, key } = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(location)?.groups ?? {};
  return bucket !== undefined && key !== undefined ? { bucket, key } : undefined;
}

/**
 * Uploads a bundle.
 *
 * @param kmsKeyArn the key that encrypts it; undefined for the default encryption of the bucket
 * @throws {AwsError}
 */
export async function uploadBundle(
  s3: S3Client,
  { bucket, key }: S3Place,
  bytes: Uint8Array,
  kmsKeyArn: string | undefined,
): Promise<void> {
  const request = { Bucket: bucket, Key: key, Body: bytes, ContentType: 'application/zip', ...encryptedBy(kmsKeyArn) };
  await withS3Errors('s3:PutObject', { bucket, key }, async () =>
    answered(await s3.send(new PutObjectCommand(request))),
  );
}

/**
 * Downloads a bundle; undefined when it does not exist.
 * @throws {AwsError}
 */
export async function downloadBundle(s3: S3Client, place: S3Place): Promise<Uint8Array | undefined> {
  try {
    const request = { Bucket: place.bucket, Key: place.key };
    const { Body } = await withS3Errors('s3:GetObject', place, () => s3.send(new GetObjectCommand(request)));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (isNamed(error, ['NoSuchKey'])) return undefined;
    throw error;
  }
}

function withS3Errors<T>(action: string, place: S3Place, ask: () => Promise<T>): Promise<T> {
  return withAwsErrors(action, ask).catch((error: unknown) => {
    throw s3Refusal(error, { action, ...place, alsoAllow: ", and the use of the bucket's key" });
  });
}
