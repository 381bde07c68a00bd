import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { AwsError, asking } from './aws-error';
import { missingBucketText } from './missing-bucket';
import { isNamed, sdkErrorOf } from './sdk-error';

/** Where a bundle lies in S3. */
export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

/** The place that `s3://bucket/key` names; undefined for the path of a file. */
export function s3Place(location: string): S3Place | undefined {
  const { bucket, key } = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(location)?.groups ?? {};
  return bucket !== undefined && key !== undefined ? { bucket, key } : undefined;
}

/** Writes a file that only this user can read: all of it, or nothing. */
export function writeBundleFile(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, bytes, { mode: 0o600 });
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** What a file holds; undefined when there is none. */
export function readBundleFile(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/**
 * @param kmsKeyArn the key that encrypts it; the bucket's own encryption otherwise
 * @throws {AwsError}
 */
export async function uploadBundle(
  s3: S3Client,
  { bucket, key }: S3Place,
  bytes: Uint8Array,
  kmsKeyArn: string | undefined,
): Promise<void> {
  const encryption =
    kmsKeyArn === undefined ? {} : ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyArn } as const);
  const request = { Bucket: bucket, Key: key, Body: bytes, ContentType: 'application/zip', ...encryption };
  await told('s3:PutObject', { bucket, key }, () => s3.send(new PutObjectCommand(request)));
}

/**
 * What lies there; undefined when there is nothing.
 * @throws {AwsError}
 */
export async function downloadBundle(s3: S3Client, place: S3Place): Promise<Uint8Array | undefined> {
  try {
    const request = { Bucket: place.bucket, Key: place.key };
    const { Body } = await told('s3:GetObject', place, () => s3.send(new GetObjectCommand(request)));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (isNamed(error, ['NoSuchKey'])) return undefined;
    throw error;
  }
}

/** S3 names neither action nor object when it denies. */
async function told<T>(action: string, { bucket, key }: S3Place, ask: () => Promise<T>): Promise<T> {
  try {
    return await asking(action, ask);
  } catch (error) {
    const cause = { cause: sdkErrorOf(error) };
    if (isNamed(error, ['NoSuchBucket'])) {
      throw new AwsError(missingBucketText(bucket), cause);
    }
    if (!isNamed(error, ['AccessDenied'])) throw error;
    throw new AwsError(
      `The caller may not do ${action} on arn:aws:s3:::${bucket}/${key}.\n→ allow it, and the use of the bucket's key`,
      cause,
    );
  }
}
