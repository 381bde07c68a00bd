import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

import type { ReleaseRecord } from '../domain/record';
import { readRecordText, recordText } from '../domain/serialize-record';
import { AwsError, withAwsErrors } from '../../operations/aws-error';
import { encryptedBy, s3Refusal } from './s3-refusal';
import { isNamed } from '../../operations/sdk-error';
import { required } from '../../operations/unreadable-response';

/** Where an environment keeps its records: beside its states. */
export interface RecordPlace {
  readonly bucket: string;
  readonly service: string;
  readonly environment: string;
  /** The customer-managed key that encrypts them; the bucket's own encryption otherwise. */
  readonly kmsKeyArn?: string | undefined;
}

/** A record, and the version of it that was read. */
export interface FoundRecord {
  readonly record: ReleaseRecord;
  /** As S3 tells it: a later write may ask that nobody else has written since. */
  readonly etag: string;
}

/** Whether the record was written; `lost`: another pipeline has written in the meantime, and this is what. */
export type Written = { readonly etag: string } | { readonly lost: FoundRecord | undefined };

/** The key of the record of a release that another one has followed. */
export function recordKey({ service, environment }: Omit<RecordPlace, 'bucket'>, release: string): string {
  return `${service}/${environment}/releases/${release}.json`;
}

/** The key of what was applied last, of whichever release. */
export function latestKey(place: Omit<RecordPlace, 'bucket'>): string {
  return recordKey(place, 'latest');
}

/** What was applied last to an environment; undefined before the first time. */
export function readLatest(s3: S3Client, place: RecordPlace): Promise<FoundRecord | undefined> {
  return readAt(s3, place.bucket, latestKey(place));
}

/** What an environment has of a release; undefined when it has never had it. */
export async function readRecord(
  s3: S3Client,
  place: RecordPlace,
  release: string,
): Promise<ReleaseRecord | undefined> {
  // What it no longer has has its own record by then.
  const latest = await readLatest(s3, place);
  if (latest?.record.release === release) return latest.record;
  return (await readAt(s3, place.bucket, recordKey(place, release)))?.record;
}

/**
 * Writes what was applied, if nobody else has applied anything since. Of two pipelines that have seen the same, one
 * wins: whatever the other one has applied is then no longer what it was planned for.
 *
 * @param seen what was applied last when this apply was planned; undefined: nothing yet
 * @throws {AwsError}
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function writeRecord(
  s3: S3Client,
  place: RecordPlace,
  record: ReleaseRecord,
  seen: FoundRecord | undefined,
): Promise<Written> {
  // What another release replaces stays under its own name. Done before, no crash in between loses it.
  if (seen && seen.record.release !== record.release) await keepCopy(s3, place, seen.record);
  return writeAt(s3, place, latestKey(place), record, seen);
}

async function keepCopy(s3: S3Client, place: RecordPlace, record: ReleaseRecord): Promise<void> {
  const key = recordKey(place, record.release);
  const before = await readAt(s3, place.bucket, key);
  if (before && before.record.appliedAt >= record.appliedAt) return;
  // Whoever has written in the meantime has kept the same, or knows more.
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
    Body: recordText(record),
    ContentType: 'application/json',
    ...(seen === undefined ? { IfNoneMatch: '*' } : { IfMatch: seen.etag }),
    ...encryptedBy(kmsKeyArn),
  };
  try {
    const put = (): Promise<PutObjectCommandOutput> => s3.send(new PutObjectCommand(request));
    const { ETag = '' } = await withAwsErrors('s3:PutObject', put).catch(askedAgain(put));
    return { etag: ETag };
  } catch (error) {
    if (!isNamed(error, WRITTEN_MEANWHILE))
      throw s3Refusal(error, { action: 's3:PutObject', bucket, key, besides: '' });
    const found = await readAt(s3, bucket, key);
    // S3 took an earlier attempt, and its answer was lost: what lies there is our own.
    return found && recordText(found.record) === recordText(record) ? { etag: found.etag } : { lost: found };
  }
}

/** Another write came first; `NoSuchKey`: what was to be replaced is gone. */
const WRITTEN_MEANWHILE = ['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'];

/** While two writes go on S3 answers both that they may try again. */
function askedAgain(put: () => Promise<PutObjectCommandOutput>) {
  return (error: unknown): Promise<PutObjectCommandOutput> => {
    if (!isNamed(error, ['ConditionalRequestConflict'])) throw error;
    return withAwsErrors('s3:PutObject', put);
  };
}

async function readAt(s3: S3Client, bucket: string, key: string): Promise<FoundRecord | undefined> {
  try {
    const asked = { Bucket: bucket, Key: key };
    const { Body, ETag = '' } = await withAwsErrors('s3:GetObject', () => s3.send(new GetObjectCommand(asked)));
    const record = readRecordText((await Body?.transformToString()) ?? '');
    if (typeof record !== 'string') return { record, etag: ETag };
    throw new AwsError(
      `s3://${bucket}/${key} ${record}: it is not a record of a release.\n→ its versions tell who wrote it`,
    );
  } catch (error) {
    if (isNamed(error, ['NoSuchKey'])) return undefined;
    if (isNamed(error, ['AccessDenied']) && !(await mayBeThere(s3, bucket, key))) return undefined;
    const besides = `, and s3:ListBucket on arn:aws:s3:::${bucket}, without which S3 denies what is not there`;
    throw s3Refusal(error, { action: 's3:GetObject', bucket, key, besides });
  }
}

/**
 * Whether there is such an object, or the caller may not know. S3 denies what is not there to whoever may list only what
 * begins with a prefix, because a read names none.
 */
async function mayBeThere(s3: S3Client, Bucket: string, Prefix: string): Promise<boolean> {
  try {
    const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
    required(listed, 'KeyCount');
    const { Contents = [] } = listed;
    return Contents.some(({ Key }) => Key === Prefix);
  } catch {
    return true;
  }
}
