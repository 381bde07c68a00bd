import { type BackupClient, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { createHash } from 'node:crypto';

import type { RestoreMetadata } from '../../domain/restore/metadata-text';
import { AwsError, isDenied, isRefusal, withAwsErrors } from '../aws-error';
import { isNamed } from '../sdk-error';
import { required } from '../unreadable-response';
import { restoreJob, type RestoreJob } from './restore-job';

export interface StartedRestore {
  readonly recoveryPoint: string;
  readonly metadata: RestoreMetadata;
  readonly roleArn: string;
  /** Whether the instance gets the tags that the original had at the time of the backup. */
  readonly copyTags: boolean;
  /** Whether to start another job although the same restore was started today. */
  readonly again?: boolean;
  readonly now: Date;
}

/** AWS Backup started a restore, and what followed failed. */
export class StartedRestoreError extends AwsError {
  constructor(
    readonly jobId: string,
    cause: unknown,
  ) {
    super(`restore job ${jobId} has started, but: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** The ID of the request that read the metadata: it differs from run to run. */
const REQUEST_ID = 'aws:backup:request-id';

const THROTTLED = ['ThrottlingException', 'TooManyRequestsException'];

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
    const jobId = await startRestoreJob(backup, started, attempt);
    const job = await restoreJob(backup, jobId).catch((error: unknown) => {
      throw new StartedRestoreError(jobId, error);
    });
    const hasFailed = job.status === 'FAILED' || job.status === 'ABORTED';
    const isOver = hasFailed && isBefore(job.completedAt ?? job.createdAt);
    if (!isOver) return { job, startedBefore: isBefore(job.createdAt) };
  }
  throw new AwsError(
    `The same restore has failed ${ATTEMPTS} times today.\n→ find out why in the restore jobs of AWS Backup before you retry`,
  );
}

async function startRestoreJob(
  backup: BackupClient,
  { recoveryPoint, metadata, roleArn, copyTags, again = false, now }: StartedRestore,
  attempt: number,
): Promise<string> {
  const { [REQUEST_ID]: _, ...requested } = metadata;
  const settings = Object.keys(requested)
    .toSorted()
    .map((key) => [key, requested[key]]);
  const day = now.toISOString().slice(0, again ? undefined : 10);
  const request = JSON.stringify([recoveryPoint, settings, roleArn, copyTags, day, attempt]);
  const command = new StartRestoreJobCommand({
    RecoveryPointArn: recoveryPoint,
    Metadata: { ...metadata },
    IamRoleArn: roleArn,
    ResourceType: 'EC2',
    CopySourceTagsToRestoredResource: copyTags,
    IdempotencyToken: createHash('sha256').update(request).digest('hex').slice(0, 32),
  });
  try {
    return await withAwsErrors('backup:StartRestoreJob', async () =>
      required(await backup.send(command), 'RestoreJobId'),
    );
  } catch (error) {
    throw error instanceof AwsError && !isRefusedByAws(error)
      ? new AwsError(
          `${error.message}\nThe restore may have been started.\n→ find out with aws backup list-restore-jobs, or run the same command again: AWS Backup then returns the job that it has started`,
          { cause: error.cause },
        )
      : error;
  }
}

/** Whether AWS has answered, so that nothing is started. */
function isRefusedByAws(error: AwsError): boolean {
  const { cause } = error;
  return isDenied(error) || (cause instanceof Error && isRefusal(cause)) || isNamed(error, THROTTLED);
}
