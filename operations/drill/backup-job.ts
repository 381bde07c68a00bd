import {
  DescribeBackupJobCommand,
  StartBackupJobCommand,
  StopBackupJobCommand,
  type BackupClient,
} from '@aws-sdk/client-backup';

import type { DrilledJob } from '../../domain/drill/outcome';
import { withAwsErrors } from '../aws-error';
import { isNamed } from '../sdk-error';
import { createdNothing, type CleanupStep } from './cleanup';
import type { Pace } from './pace';
import { deleteRecoveryPoint } from './recovery-point';
import type { DrillRequest } from './request';
import { answered, required } from '../unreadable-response';

/** If cleanup fails, the drill's recovery points expire after a day. */
const KEPT_DAYS = 1;
/** The minimum that AWS Backup accepts, in minutes. */
const START_WINDOW = 60;

const ENDED = new Set(['ABORTED', 'COMPLETED', 'EXPIRED', 'FAILED', 'PARTIAL']);

/** The last known state of an on-demand backup of the drill. */
export interface RunningJob {
  /** AWS Backup starts only one job for the same token. */
  readonly token: string;
  jobId: string | undefined;
  state: string;
  message: string;
  recoveryPointArn: string | undefined;
  readonly startedAt: number;
  endedAt: number | undefined;
}

/**
 * Starts an on-demand backup of the instance. Its cleanup step is registered before the call.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
 */
export async function startJob(
  backup: BackupClient,
  request: DrillRequest,
  purpose: 'stop' | 'complete',
  cleanup: CleanupStep[],
): Promise<RunningJob> {
  const job: RunningJob = {
    token: `backupctl-drill-${request.id}-${purpose}`,
    jobId: undefined,
    state: 'CREATED',
    message: '',
    recoveryPointArn: undefined,
    startedAt: Date.now(),
    endedAt: undefined,
  };
  const one: CleanupStep = {
    remove: (pace) => removeJob(backup, request, job, pace),
    left: () => leftOf(request, job),
  };
  cleanup.push(one);
  try {
    await start(backup, request, job);
  } catch (error) {
    if (createdNothing(error)) cleanup.splice(cleanup.indexOf(one), 1);
    throw error;
  }
  return job;
}

async function start(
  backup: BackupClient,
  { vault, resourceArn, roleArn }: DrillRequest,
  job: RunningJob,
): Promise<void> {
  const command = new StartBackupJobCommand({
    BackupVaultName: vault,
    ResourceArn: resourceArn,
    IamRoleArn: roleArn,
    IdempotencyToken: job.token,
    StartWindowMinutes: START_WINDOW,
    Lifecycle: { DeleteAfterDays: KEPT_DAYS },
  });
  job.jobId = await withAwsErrors('backup:StartBackupJob', async () =>
    required(await backup.send(command), 'BackupJobId'),
  );
}

/** Reads the state of the job. */
export async function refresh(backup: BackupClient, job: RunningJob): Promise<void> {
  const command = new DescribeBackupJobCommand({ BackupJobId: job.jobId });
  const found = await withAwsErrors('backup:DescribeBackupJob', async () => {
    const described = await backup.send(command);
    return { ...described, State: required(described, 'State') };
  });
  job.state = found.State;
  job.message = found.StatusMessage ?? '';
  job.recoveryPointArn = found.RecoveryPointArn ?? job.recoveryPointArn;
  if (hasEnded(job)) job.endedAt ??= Date.now();
}

export function hasEnded({ state }: RunningJob): boolean {
  return ENDED.has(state);
}

/** Stops the job. AWS refuses this for a job that is ending or was stopped: the next read shows its state. */
export async function stop(backup: BackupClient, { jobId }: RunningJob): Promise<void> {
  try {
    await withAwsErrors('backup:StopBackupJob', async () =>
      answered(await backup.send(new StopBackupJobCommand({ BackupJobId: jobId }))),
    );
  } catch (error) {
    if (!isNamed(error, ['InvalidRequestException'])) throw error;
  }
}

export function drilledJob({ jobId = '', state, message, startedAt, endedAt }: RunningJob): DrilledJob {
  return { jobId, state, message, seconds: endedAt === undefined ? undefined : (endedAt - startedAt) / 1000 };
}

async function removeJob(backup: BackupClient, request: DrillRequest, job: RunningJob, pace: Pace): Promise<void> {
  // AWS may have received the start: with the same token it returns that job, or starts it now so that it can be stopped.
  if (job.jobId === undefined) await start(backup, request, job);
  const deadline = Date.now() + request.timeout;
  for (;;) {
    await refresh(backup, job);
    if (hasEnded(job)) break;
    if (job.state !== 'ABORTING') await stop(backup, job);
    if (Date.now() > deadline) throw new Error(`is still ${job.state}`);
    pace.progress(`waiting for job ${job.jobId} to end: ${job.state}`);
    await pace.wait(request.poll);
  }
  if (job.recoveryPointArn === undefined) return;
  await deleteRecoveryPoint(backup, { ...request, recoveryPointArn: job.recoveryPointArn, deadline }, pace);
}

function leftOf({ vault, region, resourceArn }: DrillRequest, job: RunningJob) {
  const { jobId, recoveryPointArn } = job;
  if (jobId === undefined) {
    const since = new Date(job.startedAt).toISOString();
    return [
      {
        what: `possibly a backup job of ${resourceArn}`,
        command: `aws backup list-backup-jobs --by-resource-arn ${resourceArn} --by-created-after ${since} --region ${region}`,
      },
    ];
  }
  const running = hasEnded(job)
    ? []
    : [
        {
          what: `backup job ${jobId}`,
          command: `aws backup stop-backup-job --backup-job-id ${jobId} --region ${region}`,
        },
      ];
  if (recoveryPointArn === undefined) return running;
  const point = {
    what: `recovery point ${recoveryPointArn} of job ${jobId}`,
    command: `aws backup delete-recovery-point --backup-vault-name ${vault} --recovery-point-arn ${recoveryPointArn} --region ${region}`,
  };
  return [...running, point];
}
