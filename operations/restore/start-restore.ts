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
  /** Whether the instance gets the tags that the original had when it was backed up. */
  readonly copyTags: boolean;
  readonly now: Date;
}

/** AWS tells the request that asked for the metadata, which differs from one run to the next. */
const REQUEST_ID = 'aws:backup:request-id';

/** As often as the same restore may have failed before on the same day. */
const ATTEMPTS = 20;

/** By how much the clocks of this machine and of AWS may differ, in milliseconds. */
const CLOCKS_DIFFER = 10_000;

/**
 * Starts a restore, once: asked again for the same one on the same day (UTC), because an answer was lost or people are
 * impatient, AWS Backup tells the job that it has, for as long as it remembers the token: an hour, by an older page.
 * Only where that job has failed another one is started.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html
 */
export async function startRestore(
  backup: BackupClient,
  started: StartedRestore,
): Promise<{ readonly job: RestoreJob; readonly isOfBefore: boolean }> {
  const isBefore = (moment: string) => Date.parse(moment) < started.now.getTime() - CLOCKS_DIFFER;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const job = await restoreJob(backup, await startRestoreJob(backup, started, attempt));
    const hasFailed = job.status === 'FAILED' || job.status === 'ABORTED';
    const isOver = hasFailed && isBefore(job.completedAt ?? job.createdAt);
    if (!isOver) return { job, isOfBefore: isBefore(job.createdAt) };
  }
  throw new AwsError(
    `The same restore has failed ${ATTEMPTS} times today.\n→ see why in the restore jobs of AWS Backup before you try again`,
  );
}

function startRestoreJob(
  backup: BackupClient,
  { recoveryPoint, metadata, roleArn, copyTags, now }: StartedRestore,
  attempt: number,
): Promise<string> {
  const { [REQUEST_ID]: _, ...asked } = metadata;
  const settings = Object.keys(asked)
    .toSorted()
    .map((key) => [key, asked[key]]);
  const day = now.toISOString().slice(0, 10);
  const what = JSON.stringify([recoveryPoint, settings, roleArn, copyTags, day, attempt]);
  const command = new StartRestoreJobCommand({
    RecoveryPointArn: recoveryPoint,
    Metadata: { ...metadata },
    IamRoleArn: roleArn,
    ResourceType: 'EC2',
    CopySourceTagsToRestoredResource: copyTags,
    IdempotencyToken: createHash('sha256').update(what).digest('hex').slice(0, 32),
  });
  return withAwsErrors('backup:StartRestoreJob', async () => required(await backup.send(command), 'RestoreJobId'));
}
