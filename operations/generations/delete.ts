import { DeleteSnapshotCommand, DeregisterImageCommand, type EC2Client } from '@aws-sdk/client-ec2';

import { withAwsErrors, isRefusal } from '../aws-error';
import { answered, required } from '../unreadable-response';

/** How the deletion of one image or snapshot ended. */
export interface Deletion {
  /**
   * `gone`: it was deleted before, possibly by a run whose response was lost. `refused`: EC2 keeps it because it is
   * protected, locked or in use. `failed`: another run may succeed.
   */
  readonly outcome: 'deleted' | 'gone' | 'refused' | 'failed';
  /** AWS's message for a refusal or failure. */
  readonly message: string;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const GONE = new Set(['InvalidAMIID.NotFound', 'InvalidAMIID.Unavailable', 'InvalidSnapshot.NotFound']);

/**
 * Its snapshots remain.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html
 */
export function deregisterImage(ec2: EC2Client, ImageId: string): Promise<Deletion> {
  return deletion('ec2:DeregisterImage', async () =>
    required(await ec2.send(new DeregisterImageCommand({ ImageId })), 'Return'),
  );
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSnapshot.html */
export function deleteSnapshot(ec2: EC2Client, SnapshotId: string): Promise<Deletion> {
  return deletion('ec2:DeleteSnapshot', async () =>
    answered(await ec2.send(new DeleteSnapshotCommand({ SnapshotId }))),
  );
}

async function deletion(action: string, ask: () => Promise<unknown>): Promise<Deletion> {
  try {
    await withAwsErrors(action, ask);
    return { outcome: 'deleted', message: '' };
  } catch (error) {
    if (!(error instanceof Error) || !(error.cause instanceof Error)) throw error;
    const { cause } = error;
    if (GONE.has(cause.name)) return { outcome: 'gone', message: '' };
    if (isRefusal(cause)) return { outcome: 'refused', message: `${cause.name}: ${cause.message}` };
    return { outcome: 'failed', message: error.message };
  }
}
