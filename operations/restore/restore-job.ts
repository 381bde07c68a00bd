import { type BackupClient, DescribeRestoreJobCommand } from '@aws-sdk/client-backup';
import { setTimeout as sleep } from 'node:timers/promises';

import { withAwsErrors, AwsError } from '../aws-error';
import type { Progress } from '../progress';
import { required } from '../unreadable-response';

/** A restore job, as AWS Backup reports it. */
export interface RestoreJob {
  readonly jobId: string;
  /** As AWS Backup names it, such as `RUNNING`. */
  readonly status: string;
  readonly isEnded: boolean;
  /** AWS's message: the reason for a failure. */
  readonly message: string;
  readonly percentDone: string;
  readonly recoveryPoint: string;
  readonly roleArn: string;
  readonly createdAt: string;
  readonly completedAt: string | undefined;
  /** The ARN of the restored resource; undefined until it exists. */
  readonly createdResource: string | undefined;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRestoreJob.html */
export async function restoreJob(backup: BackupClient, jobId: string, abortSignal?: AbortSignal): Promise<RestoreJob> {
  const job = await withAwsErrors('backup:DescribeRestoreJob', async () => {
    try {
      const described = await backup.send(new DescribeRestoreJobCommand({ RestoreJobId: jobId }), { abortSignal });
      return { ...described, Status: required(described, 'Status') };
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  });
  if (job === undefined) {
    throw new AwsError(
      `AWS Backup has no restore job ${jobId} in this region.\n→ use --region with the region in which it was started`,
    );
  }
  const status = job.Status;
  return {
    jobId,
    status,
    isEnded: ['ABORTED', 'COMPLETED', 'FAILED'].includes(status),
    message: job.StatusMessage ?? '',
    percentDone: job.PercentDone ?? '',
    recoveryPoint: job.RecoveryPointArn ?? '',
    roleArn: job.IamRoleArn ?? '',
    createdAt: job.CreationDate?.toISOString() ?? '',
    completedAt: job.CompletionDate?.toISOString(),
    createdResource: job.CreatedResourceArn,
  };
}

/** Polls a restore job until it ends, whatever its result. */
export async function endedRestoreJob(
  backup: BackupClient,
  {
    jobId,
    pollSeconds,
    signal,
  }: { readonly jobId: string; readonly pollSeconds: number; readonly signal: AbortSignal },
  progress: Progress,
): Promise<RestoreJob> {
  for (;;) {
    // Polling is sequential.
    const job = await restoreJob(backup, jobId, signal);
    progress(`restore job ${jobId}: ${[job.status, job.percentDone].filter(Boolean).join(', ')}`);
    if (job.isEnded) return job;
    await sleep(pollSeconds * 1000, undefined, { signal });
  }
}
