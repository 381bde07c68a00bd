import type { EC2Client } from '@aws-sdk/client-ec2';

import type { RestoreJob } from '../../operations/restore/restore-job';
import { instanceState } from '../../operations/restore/restored-instance';
import { RefusedInputError } from '../exit-code';

/**
 * For a restore that was started before and does not start again.
 * @throws {RefusedInputError} when its instance no longer runs
 */
export async function refuseLostInstance(ec2: EC2Client, { jobId, createdResource }: RestoreJob): Promise<void> {
  const instanceId = createdResource?.split('/').at(-1);
  if (instanceId === undefined) return;
  const state = await instanceState(ec2, instanceId);
  if (state === 'running' || state === 'pending') return;
  const start = state === 'stopped' ? `start ${instanceId}, or ` : '';
  throw new RefusedInputError(
    `Restore job ${jobId} has restored ${instanceId}, which ${state === undefined ? 'no longer exists' : `is ${state}`}.\n→ ${start}restore it once more with --again`,
  );
}
