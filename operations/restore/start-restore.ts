import { type BackupClient, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { createHash } from 'node:crypto';

import type { RestoreMetadata } from '../../domain/restore/metadata-text';
import { withAwsErrors, AwsError } from '../aws-error';
import { required } from '../unreadable-response';
import { restoreJob, type RestoreJob } from './restore-job';

export interface StartedRestore {
  readonly recoveryPoint: string;
  readonly metadata: RestoreMetadata;
  readonly roleArn: string;
  /** Whether the instance gets the tags that the original had at the time of the backup. */
  readonly copyTags: boolean;
  readonly now: Date;
}

/** The ID of the request that read the metadata: it differs from run to run. */
const REQUEST_ID = 'aws:backup:request-id';

/** How often the same restore may fail on the same day. */
const ATTEMPTS = 20;

/** The maximum difference between the clocks of this machine and of AWS, in milliseconds. */
const MAXIMUM_CLOCK_DIFFERENCE = 10_000;

/**
 * Starts a restore once. If the same restore is requested again on the same day (UTC), because a response was lost or
 * someone retried, AWS Backup returns the existing job while it remembers the token: one hour, according to an older
 * page. Another job is started only if that one has failed.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html
 */
export async function startRestore(
  backup: BackupClient,
  started: StartedRestore,
): Promise<{ readonly job: RestoreJob; readonly startedBefore: boolean }> {
  const isBefore = (moment: string) => Date.parse(moment) < started.now.getTime() - MAXIMUM_CLOCK_DIFFERENCE;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const job = await restoreJob(backup, await startRestoreJob(backup, started, attempt));
    const hasFailed = job.status === 'FAILED' || job.status === 'ABORTED';
    const isOver = hasFailed && isBefore(job.completedAt ?? job.createdAt);
    if (!isOver) return { job, startedBefore: isBefore(job.createdAt) };
  }
  throw new AwsError(
    `The same restore has failed ${ATTEMPTS} times today.\n→ find out why in the restore jobs of AWS Backup before you retry`,
  );
}

function startRestoreJob(
  backup: BackupClient,
  { recoveryPoint, metadata, roleArn, copyTags, now }: StartedRestore,
  attempt: number,
): Promise<string> {
  const { [REQUEST_ID]: _, ...requested } = metadata;
  const settings = Object.keys(requested)
    .toSorted()
    .map((key) => [key, requested[key]]);
  const day = now.toISOString().slice(0, 10);
  const request = JSON.stringify([recoveryPoint, settings, roleArn, copyTags, day, attempt]);
  const command = new StartRestoreJobCommand({
    RecoveryPointArn: recoveryPoint,
    Metadata: { ...metadata },
    IamRoleArn: roleArn,
    ResourceType: 'EC2',
    CopySourceTagsToRestoredResource: copyTags,
    IdempotencyToken: createHash('sha256').update(request).digest('hex').slice(0, 32),
  });
  return withAwsErrors('backup:StartRestoreJob', async () => required(await backup.send(command), 'RestoreJobId'));
}
