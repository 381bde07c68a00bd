import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

import { backedUpInstance } from '../backed-up-instance';
import { isHere, type OperationContext, type MotoClient } from '../operation';
import { consume } from '../events/consume';
import { deliver, type BridgedEvent, type Undelivered } from '../events/deliver';
import { jobEvent } from '../events/job-event';
import type { BackupVaultsState } from './backup-vaults';
import type { EventSourceMappingsState } from './event-source-mappings';
import type { RecoveryPointsState } from './recovery-points';

/** The progress of a running job. Times are milliseconds since 1970. */
export interface JobCourse {
  readonly jobId: string;
  readonly region: string;
  readonly startedAt: number;
  stoppedAt?: number;
}

/** A job as `BackupJob` of the API; times in seconds since 1970. */
export interface StandInJob {
  readonly region: string;
  readonly job: Record<string, unknown> & { readonly CreationDate: number };
}

export interface BackupJobsState extends BackupVaultsState, RecoveryPointsState, EventSourceMappingsState {
  /** In the order of the response. */
  readonly jobs: StandInJob[];
  /** The progress of {@link jobs} that were started here. */
  readonly courses: JobCourse[];
  /** Whether vaults fail to publish how their jobs end, and AWS Backup sends no events about them. */
  noticesAreLost: boolean;
  /** Events that EventBridge could not deliver. */
  readonly undelivered: Undelivered[];
}

/** How long a job lasts in total, in milliseconds. */
export const BACKUP_LASTS = 600_000;
/** How long it is CREATED, and ABORTING, in milliseconds. */
const CREATED = 60_000;
const ABORTING = 60_000;

/**
 * Advances every job to the current time. When a job ends, its vault publishes a notice with AWS's text.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeBackupJob.html
 */
export async function advanceJobs({ state, clock, moto }: OperationContext<BackupJobsState>): Promise<void> {
  const now = clock.now().getTime();
  for (const course of state.courses.slice()) {
    const found = state.jobs.find(({ job }) => job['BackupJobId'] === course.jobId);
    if (!found) continue;
    const { job } = found;
    job['State'] = stateOf(course, now);
    if (['RUNNING', 'COMPLETED'].includes(String(job['State']))) job['RecoveryPointArn'] ??= recoveryPointArn(course);
    if (!['COMPLETED', 'ABORTED'].includes(String(job['State']))) continue;
    job['CompletionDate'] = Math.floor(now / 1000);
    state.courses.splice(state.courses.indexOf(course), 1);
    if (job['State'] === 'COMPLETED') await keepRecoveryPoint(state, found, moto);
    await publishNotice(state, found, moto);
    if (!state.noticesAreLost) await sendEvent(state, jobEvent(found, clock.now()), moto);
  }
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
async function sendEvent(state: BackupJobsState, event: BridgedEvent, moto: MotoClient): Promise<void> {
  const { delivered, undelivered } = await deliver(event, moto);
  state.undelivered.push(...undelivered);
  for (const queue of delivered) await consume(queue, state.mappings, moto);
}

function stateOf({ startedAt, stoppedAt }: JobCourse, now: number): string {
  if (stoppedAt !== undefined) return now - stoppedAt < ABORTING ? 'ABORTING' : 'ABORTED';
  if (now - startedAt < CREATED) return 'CREATED';
  return now - startedAt < BACKUP_LASTS ? 'RUNNING' : 'COMPLETED';
}

function recoveryPointArn({ region, jobId }: JobCourse): string {
  return `arn:aws:ec2:${region}::image/ami-${jobId.replaceAll('-', '').slice(0, 17)}`;
}

async function keepRecoveryPoint(
  { recoveryPoints }: BackupJobsState,
  { region, job }: StandInJob,
  moto: MotoClient,
): Promise<void> {
  const instance = String(job['ResourceArn']).split('/').at(-1) ?? '';
  const days = (job['Lifecycle'] as { readonly DeleteAfterDays?: number } | undefined)?.DeleteAfterDays;
  recoveryPoints.push({
    account: String(job['AccountId']),
    region,
    vault: String(job['BackupVaultName']),
    point: {
      RecoveryPointArn: String(job['RecoveryPointArn']),
      BackupVaultName: String(job['BackupVaultName']),
      ResourceArn: String(job['ResourceArn']),
      ResourceType: String(job['ResourceType']),
      Status: 'COMPLETED',
      CreationDate: job.CreationDate,
      IamRoleArn: String(job['IamRoleArn']),
      CalculatedLifecycle: days === undefined ? undefined : { DeleteAt: job.CreationDate + days * 86_400 },
    },
    ...(await backedUpInstance(instance, { ...moto, region })),
  });
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
async function publishNotice(state: BackupJobsState, { region, job }: StandInJob, moto: MotoClient): Promise<void> {
  const notifications = state.vaults.find(
    (one) =>
      isHere(one, { account: String(job['AccountId']), region }) &&
      one.vault.BackupVaultName === job['BackupVaultName'],
  )?.notifications;
  if (state.noticesAreLost || !notifications?.BackupVaultEvents.includes('BACKUP_JOB_COMPLETED')) return;
  const attributes = {
    EventType: 'BACKUP_JOB',
    State: job['State'],
    AccountId: job['AccountId'],
    Id: job['BackupJobId'],
    StartTime: new Date(job.CreationDate * 1000).toISOString(),
  };
  const command = new PublishCommand({
    TopicArn: notifications.SNSTopicArn,
    Subject: 'Notification from AWS Backup',
    Message: messageOf(job),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: String(value) }]),
    ),
  });
  const sns = new SNSClient({ ...moto, region });
  // AWS Backup ignores a missing topic.
  await sns.send(command).catch(() => undefined);
  sns.destroy();
}

function messageOf(job: StandInJob['job']): string {
  const which = `Resource ARN : ${String(job['ResourceArn'])}. BackupJob ID : ${String(job['BackupJobId'])}`;
  if (job['State'] === 'ABORTED') return `An AWS Backup job was stopped. ${which}`;
  return `An AWS Backup job was completed successfully. Recovery point ARN: ${String(job['RecoveryPointArn'])}. ${which}`;
}
