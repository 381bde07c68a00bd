import {
  type BackupClient,
  type ListRecoveryPointsByBackupVaultCommandOutput,
  paginateListRecoveryPointsByBackupVault,
} from '@aws-sdk/client-backup';

import type { SizedPoint } from '../domain/cost/measured';
import { withAwsErrors } from './aws-error';
import { everyPage } from './pages';
import type { Progress } from './progress';

/**
 * The sizes of the complete backups that a vault has, without copies from other vaults. It keeps nothing else of the pages.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRecoveryPointsByBackupVault.html
 */
export function recoveryPointSizes(
  backup: BackupClient,
  { region, vault }: { readonly region: string; readonly vault: string },
  progress: Progress,
): Promise<SizedPoint[]> {
  const pages = paginateListRecoveryPointsByBackupVault({ client: backup, pageSize: 1000 }, { BackupVaultName: vault });
  return withAwsErrors('backup:ListRecoveryPointsByBackupVault', () =>
    everyPage(sized(pages, { region, vault }), 'RecoveryPoints', (count) =>
      progress(`${region} ${vault}: ${count} recovery points`),
    ),
  );
}

async function* sized(
  pages: AsyncIterable<ListRecoveryPointsByBackupVaultCommandOutput>,
  place: { readonly region: string; readonly vault: string },
) {
  for await (const { RecoveryPoints, NextToken } of pages) {
    yield {
      NextToken,
      RecoveryPoints: RecoveryPoints?.filter(
        ({ Status, SourceBackupVaultArn }) => Status === 'COMPLETED' && SourceBackupVaultArn === undefined,
      ).map(({ ResourceArn = '', ResourceType = '', CreationDate, BackupSizeInBytes: bytes }): SizedPoint => ({
        ...place,
        resource: ResourceArn,
        type: ResourceType,
        createdAt: CreationDate?.toISOString() ?? '',
        ...(bytes === undefined ? {} : { bytes }),
      })),
    };
  }
}
