import { type BackupClient, paginateListRecoveryPointsByBackupVault } from '@aws-sdk/client-backup';

import type { SizedPoint } from '../domain/cost/measured';
import { withAwsErrors } from './aws-error';
import { everyPage } from './pages';
import type { Progress } from './progress';

/**
 * The sizes of the complete backups that a vault has, without copies from other vaults.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRecoveryPointsByBackupVault.html
 */
export async function recoveryPointSizes(
  backup: BackupClient,
  { region, vault }: { readonly region: string; readonly vault: string },
  progress: Progress,
): Promise<SizedPoint[]> {
  const pages = paginateListRecoveryPointsByBackupVault({ client: backup, pageSize: 1000 }, { BackupVaultName: vault });
  const points = await withAwsErrors('backup:ListRecoveryPointsByBackupVault', () =>
    everyPage(pages, 'RecoveryPoints', (count) => progress(`${region} ${vault}: ${count} recovery points`)),
  );
  return points
    .filter(({ Status, SourceBackupVaultArn }) => Status === 'COMPLETED' && SourceBackupVaultArn === undefined)
    .map(({ ResourceArn = '', ResourceType = '', CreationDate, BackupSizeInBytes: bytes }) => ({
      region,
      vault,
      resource: ResourceArn,
      type: ResourceType,
      createdAt: CreationDate?.toISOString() ?? '',
      ...(bytes === undefined ? {} : { bytes }),
    }));
}
