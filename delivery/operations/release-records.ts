import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

import type { ReleaseRecord } from '../domain/record';
import { parseRecord, serializeRecord } from '../domain/serialize-record';
import { AwsError, withAwsErrors } from '../../operations/aws-error';
import { encryptedBy, s3Refusal } from './s3-refusal';
import { isNamed } from '../../operations/sdk-error';
import { answered, required } from '../../operations/unreadable-response';

/** The location of an environment's records: next to its states. */
export interface RecordPlace {
  readonly bucket: string;
  readonly service: string;
  readonly environment: string;
  /** The customer managed key that encrypts them; undefined for the default encryption of the bucket. */
  readonly kmsKeyArn: string | undefined;
}

/** A record, and its version. */
export interface FoundRecord {
  readonly record: ReleaseRecord;
  /** From S3: a later write can require that no one wrote since. */
  readonly etag: string;
}

/** The result of writing a record. `lost`: the record that another pipeline wrote first. */
export type Written = { readonly etag: string } | { readonly lost: FoundRecord | undefined };

/** The key of the record of a previous release. */
export function recordKey({ service, environment }: Omit<RecordPlace, 'bucket'>, release: string): string {
  return `${service}/${environment}/releases/${release}.json`;
}

/** The key of the last record, whatever its release. */
export function latestKey(place: Omit<RecordPlace, 'bucket'>): string {
  return recordKey(place, 'latest');
}

/** The last record of an environment; undefined before the first apply. */
export function readLatest(s3: S3Client, place: RecordPlace): Promise<FoundRecord | undefined> {
  return readAt(s3, place.bucket, latestKey(place));
}

/** The record of a release in an environment; undefined if it was never applied there. */
export async function readRecord(
  s3: S3Client,
  place: RecordPlace,
  release: string,
): Promise<ReleaseRecord | undefined> {
  // A previous release has its own record.
  const latest = await readLatest(s3, place);
  if (latest?.record.release === release) return latest.record;
  return (await readAt(s3, place.bucket, recordKey(place, release)))?.record;
}

/**
 * Writes a record, unless another apply wrote one since. If two pipelines start from the same record, only one can write:
 * the state that the other one planned for no longer exists.
 *
 * @param seen the last record before this apply; undefined without one
 * @throws {AwsError}
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function writeRecord(
  s3: S3Client,
  place: RecordPlace,
  record: ReleaseRecord,
  seen: FoundRecord | undefined,
): Promise<Written> {
  // Keeps the record of the previous release. Written first, it cannot be lost in a crash.
  if (seen && seen.record.release !== record.release) await keepCopy(s3, place, seen.record);
  return writeAt(s3, place, latestKey(place), record, seen);
}

async function keepCopy(s3: S3Client, place: RecordPlace, record: ReleaseRecord): Promise<void> {
  const key = recordKey(place, record.release);
  const before = await readAt(s3, place.bucket, key);
  if (before && before.record.appliedAt >= record.appliedAt) return;
  // If another pipeline wrote it first, its record is the same or newer.
  await writeAt(s3, place, key, record, before);
}

async function writeAt(
  s3: S3Client,
  place: RecordPlace,
  key: string,
  record: ReleaseRecord,
  seen: Pick<FoundRecord, 'etag'> | undefined,
): Promise<Written> {
  const { bucket, kmsKeyArn } = place;
  const request: PutObjectCommandInput = {
    Bucket: bucket,
    Key: key,
    Body: serializeRecord(record),
    ContentType: 'application/json',
    ...(seen === undefined ? { IfNoneMatch: '*' } : { IfMatch: seen.etag }),
    ...encryptedBy(kmsKeyArn),
  };
  try {
    const put = async (): Promise<PutObjectCommandOutput> => answered(await s3.send(new PutObjectCommand(request)));
    const { ETag = '' } = await withAwsErrors('s3:PutObject', put).catch(retried(put));
    return { etag: ETag };
  } catch (error) {
    if (!isNamed(error, CONFLICTS)) throw s3Refusal(error, { action: 's3:PutObject', bucket, key, alsoAllow: '' });
    const found = await readAt(s3, bucket, key);
    // S3 accepted an earlier attempt, and its response was lost: the record there is this one.
    return found && serializeRecord(found.record) === serializeRecord(record) ? { etag: found.etag } : { lost: found };
  }
}

/** Another write came first. `NoSuchKey`: the record to replace was deleted. */
const CONFLICTS = ['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'];

/** During two parallel writes, S3 asks both to retry. */
function retried(put: () => Promise<PutObjectCommandOutput>) {
  return (error: unknown): Promise<PutObjectCommandOutput> => {
    if (!isNamed(error, ['ConditionalRequestConflict'])) throw error;
    return withAwsErrors('s3:PutObject', put);
  };
}

async function readAt(s3: S3Client, bucket: string, key: string): Promise<FoundRecord | undefined> {
  try {
    const request = { Bucket: bucket, Key: key };
    const { Body, ETag = '' } = await withAwsErrors('s3:GetObject', () => s3.send(new GetObjectCommand(request)));
    const record = parseRecord((await Body?.transformToString()) ?? '');
    if (typeof record !== 'string') return { record, etag: ETag };
    throw new AwsError(
      `s3://${bucket}/${key} ${record}: it is not a record of a release.\n→ see the versions of the object for who wrote it`,
    );
  } catch (error) {
    if (isNamed(error, ['NoSuchKey'])) return undefined;
    if (isNamed(error, ['AccessDenied']) && !(await mayExist(s3, bucket, key))) return undefined;
    const alsoAllow = `, and s3:ListBucket on arn:aws:s3:::${bucket}, without which S3 denies access to missing objects`;
    throw s3Refusal(error, { action: 's3:GetObject', bucket, key, alsoAllow });
  }
}

/**
 * Whether the object exists, or the caller may not know. For a missing object, S3 denies the read if the caller may only list
 * a prefix, because a read has no prefix.
 */
async function mayExist(s3: S3Client, Bucket: string, Prefix: string): Promise<boolean> {
  try {
    const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
    required(listed, 'KeyCount');
    const { Contents = [] } = listed;
    return Contents.some(({ Key }) => Key === Prefix);
  } catch {
    return true;
  }
}
