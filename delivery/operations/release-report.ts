import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { withAwsErrors } from '../../operations/aws-error';
import { answered } from '../../operations/unreadable-response';
import type { RecordPlace } from './release-records';
import { encryptedBy, s3Refusal } from './s3-refusal';

/** The key of the report of a release: next to its record. */
function reportKey({ service, environment }: Omit<RecordPlace, 'bucket'>, release: string): string {
  return `${service}/${environment}/releases/${release}.html`;
}

/**
 * Keeps the report of a release. A later apply of the same release replaces it.
 * @throws {AwsError}
 */
export async function keepReport(s3: S3Client, place: RecordPlace, release: string, page: string): Promise<void> {
  const { bucket, kmsKeyArn } = place;
  const key = reportKey(place, release);
  const request = { Bucket: bucket, Key: key, Body: page, ContentType: 'text/html', ...encryptedBy(kmsKeyArn) };
  await withAwsErrors('s3:PutObject', async () => answered(await s3.send(new PutObjectCommand(request)))).catch(
    (error: unknown) => {
      throw s3Refusal(error, { action: 's3:PutObject', bucket, key, alsoAllow: '' });
    },
  );
}
