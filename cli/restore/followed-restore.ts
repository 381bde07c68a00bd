import { BackupClient } from '@aws-sdk/client-backup';
import { EC2Client } from '@aws-sdk/client-ec2';

import { restoreFailureRemedy } from '../../domain/restore/job-failure';
import type { Environment } from '../../environments/schema';
import { AwsError } from '../../operations/aws-error';
import { endedRestoreJob, type RestoreJob } from '../../operations/restore/restore-job';
import { restoredInstance, type RestoredInstance } from '../../operations/restore/restored-instance';
import { clientOptions } from '../aws/clients';
import { untilCancelled } from '../cancellation';
import { progressOnStderr } from '../progress';

/** A restore job, and the credentials to follow it with. */
export interface Followed {
  readonly jobId: string;
  readonly environment: Pick<Environment, 'name' | 'region'>;
  readonly region: string;
  readonly profile: string | undefined;
}

/** The result of a restore, and the restored instance. */
export interface FollowedRestore {
  readonly job: RestoreJob;
  readonly instance?: RestoredInstance;
}

/**
 * Waits until a restore ends. On cancellation or a lost connection, it prints how to follow the restore again.
 * @throws {InterruptedError}
 */
export async function followedRestore(followed: Followed & { readonly pollSeconds: number }): Promise<FollowedRestore> {
  const { jobId, region, profile, pollSeconds } = followed;
  const backup = new BackupClient(clientOptions({ profile, region }));
  const hint = `The restore continues: job ${jobId}.\n→ to follow it: ${followCommand(followed)}`;
  const { progress, done } = progressOnStderr();
  const job = await untilCancelled(
    (signal) => endedRestoreJob(backup, { jobId, pollSeconds, signal }, progress).finally(done),
    hint,
  );
  const instanceId = job.createdResource?.split('/').at(-1);
  if (job.status !== 'COMPLETED' || instanceId === undefined) return { job };
  const ec2 = new EC2Client(clientOptions({ profile, region }));
  return { job, instance: await restoredInstance(ec2, instanceId) };
}

/** The command that follows a restore. */
export function followCommand({ jobId, environment, region, profile }: Followed): string {
  const elsewhere = region === environment.region ? '' : ` --region ${region}`;
  const as = profile === undefined ? '' : ` --profile ${profile}`;
  return `npx backupctl restore follow ${jobId} --environment ${environment.name}${elsewhere}${as}`;
}

/** @throws {AwsError} when a restore failed */
export function refuseFailure({ jobId, status, message }: RestoreJob): void {
  if (status === 'COMPLETED') return;
  const remedy = restoreFailureRemedy(message) ?? 'see docs/runbooks/instance-is-gone.md';
  throw new AwsError(`Restore job ${jobId} is ${status}: ${message || 'AWS gives no reason'}\n→ ${remedy}`);
}
