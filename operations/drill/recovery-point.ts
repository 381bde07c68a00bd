import { DeleteRecoveryPointCommand, DescribeRecoveryPointCommand, type BackupClient } from '@aws-sdk/client-backup';

import { withAwsErrors } from '../aws-error';
import { isGone, isNamed } from '../sdk-error';
import type { Pace } from './pace';
import type { DrillRequest } from './request';
import { answered, required } from '../unreadable-response';

interface Deletion extends Pick<DrillRequest, 'vault' | 'resourceArn' | 'poll'> {
  readonly recoveryPointArn: string;
  /** In milliseconds since 1970. */
  readonly deadline: number;
}

/** AWS does not delete a recovery point that it is still creating or already deleting. */
const NOT_NOW = ['InvalidRequestException', 'InvalidResourceStateException'];

/**
 * Deletes a recovery point and waits until it is gone: the deletion is asynchronous.
 * @throws {Error} when it still exists at the deadline, or belongs to another resource
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DeleteRecoveryPoint.html
 */
export async function deleteRecoveryPoint(backup: BackupClient, deletion: Deletion, pace: Pace): Promise<void> {
  const { vault, resourceArn, recoveryPointArn, poll, deadline } = deletion;
  const point = { BackupVaultName: vault, RecoveryPointArn: recoveryPointArn };
  for (;;) {
    const found = await describe(backup, point);
    if (found === undefined) return;
    if (found.ResourceArn !== resourceArn) {
      throw new Error(`belongs to ${found.ResourceArn}, not to ${resourceArn}: not deleted`);
    }
    const refusal = found.Status === 'DELETING' ? undefined : await remove(backup, point);
    if (Date.now() > deadline) throw new Error(refusal ?? `is still ${found.Status}`);
    pace.progress(`waiting until recovery point ${recoveryPointArn} is gone`);
    await pace.wait(poll);
  }
}

type Point = ConstructorParameters<typeof DescribeRecoveryPointCommand>[0];

/** Undefined when it is gone. */
async function describe(backup: BackupClient, point: Point) {
  try {
    return await withAwsErrors('backup:DescribeRecoveryPoint', async () => {
      const described = await backup.send(new DescribeRecoveryPointCommand(point));
      return { ResourceArn: required(described, 'ResourceArn'), Status: required(described, 'Status') };
    });
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Returns AWS's message when it cannot be deleted now. */
async function remove(backup: BackupClient, point: Point): Promise<string | undefined> {
  try {
    await withAwsErrors('backup:DeleteRecoveryPoint', async () =>
      answered(await backup.send(new DeleteRecoveryPointCommand(point))),
    );
    return undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    if (error instanceof Error && isNamed(error, NOT_NOW)) return error.message;
    throw error;
  }
}
