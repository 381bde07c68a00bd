import { type BackupClient, GetRecoveryPointRestoreMetadataCommand } from '@aws-sdk/client-backup';

import type { RestoreMetadata } from '../../domain/restore/metadata-text';
import { withAwsErrors } from '../aws-error';
import { required } from '../unreadable-response';

/**
 * The restore metadata of a recovery point (R1); undefined when the vault does not have the recovery point.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetRecoveryPointRestoreMetadata.html
 */
export function recoveryPointMetadata(
  backup: BackupClient,
  { vault, recoveryPoint }: { readonly vault: string; readonly recoveryPoint: string },
): Promise<RestoreMetadata | undefined> {
  return withAwsErrors('backup:GetRecoveryPointRestoreMetadata', async () => {
    try {
      const command = new GetRecoveryPointRestoreMetadataCommand({
        BackupVaultName: vault,
        RecoveryPointArn: recoveryPoint,
      });
      return required(await backup.send(command), 'RestoreMetadata');
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  });
}
