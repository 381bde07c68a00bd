import { type BackupClient, GetRecoveryPointRestoreMetadataCommand } from '@aws-sdk/client-backup';

import type { RestoreMetadata } from '../../domain/restore/metadata-text';
import { asking } from '../aws-error';

/**
 * With what a recovery point is restored, as it was backed up (R1); undefined when the vault has no such recovery point.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetRecoveryPointRestoreMetadata.html
 */
export function recoveryPointMetadata(
  backup: BackupClient,
  { vault, recoveryPoint }: { readonly vault: string; readonly recoveryPoint: string },
): Promise<RestoreMetadata | undefined> {
  return asking('backup:GetRecoveryPointRestoreMetadata', async () => {
    try {
      const command = new GetRecoveryPointRestoreMetadataCommand({
        BackupVaultName: vault,
        RecoveryPointArn: recoveryPoint,
      });
      const { RestoreMetadata: metadata } = await backup.send(command);
      return metadata ?? {};
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  });
}
