import type { SSMClient } from '@aws-sdk/client-ssm';

import { untilCancelled } from '../cancellation';
import { executionText, type FollowAs, followText, refuseFailure } from './print';

/**
 * Follows a backup to its end, and prints it. On cancellation or a lost connection, it prints how to follow it again.
 * @throws {AwsError} when the backup, or following it, failed
 */
export async function followToItsEnd(
  ssm: SSMClient,
  executionId: string,
  { poll, json, ...as }: FollowAs & { readonly poll: number; readonly json?: true },
): Promise<void> {
  const [{ followBackup }, { progressOnStderr }] = await Promise.all([
    import('../../operations/automation/follow-backup'),
    import('../progress'),
  ]);
  const { progress, done } = progressOnStderr();
  const execution = await untilCancelled(
    () => followBackup(ssm, executionId, { pollSeconds: poll }, progress).finally(done),
    `The backup continues: execution ${executionId}\n→ to follow it: ${followText(executionId, as)}`,
    { endBySignal: true },
  );
  console.log(json ? JSON.stringify(execution, null, 2) : executionText(execution));
  refuseFailure(execution);
}
