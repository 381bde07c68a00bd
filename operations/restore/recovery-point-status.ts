import { type BackupClient, DescribeRecoveryPointCommand } from '@aws-sdk/client-backup';

import { withAwsErrors } from '../aws-error';
import { orGone } from '../sdk-error';
import { required } from '../unreadable-response';

/** The status of a recovery point, as AWS Backup names it. */
export interface RecoveryPointStatus {
  readonly status: string;
  /** AWS's message; empty when there is none. */
  readonly message: string;
}

/**
 * The status of a recovery point; undefined when the vault does not have the recovery point.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRecoveryPoint.html
 */
export function recoveryPointStatus(
  backup: BackupClient,
  { vault, recoveryPoint }: { readonly vault: string; readonly recoveryPoint: string },
): Promise<RecoveryPointStatus | undefined> {
  const command = new DescribeRecoveryPointCommand({ BackupVaultName: vault, RecoveryPointArn: recoveryPoint });
  return orGone(
    withAwsErrors('backup:DescribeRecoveryPoint', async () => {
      const described = await backup.send(command);
      return { status: required(described, 'Status'), message: described.StatusMessage ?? '' };
    }),
  );
}
