import {
  type BackupClient,
  type RecoveryPointByBackupVault,
  paginateListRecoveryPointsByBackupVault,
} from '@aws-sdk/client-backup';

import { isRestorable } from '../domain/restore/recovery-point-status';
import { withAwsErrors } from './aws-error';
import { everyPage } from './pages';
import type { Progress } from './progress';

/** A recovery point in a vault. */
export interface RecoveryPoint {
  readonly arn: string;
  readonly region: string;
  readonly vault: string;
  readonly resource: string;
  readonly resourceType: string;
  /** As AWS Backup names it, such as `COMPLETED`. */
  readonly status: string;
  readonly isRestorable: boolean;
  /** AWS's status message; empty when there is none. */
  readonly message: string;
  readonly createdAt: string;
  /** When its lifecycle deletes it; undefined when it never expires. */
  readonly expiresAt: string | undefined;
}

/** The vault whose recovery points are listed. */
export interface SearchedVault {
  readonly region: string;
  readonly vault: string;
  /** List only recovery points of the resource with this ARN.
   * @default - all resources */
  readonly resource?: string;
}

/**
 * Every recovery point of a vault, or those of one resource.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRecoveryPointsByBackupVault.html
 */
export async function recoveryPoints(
  backup: BackupClient,
  { region, vault, resource }: SearchedVault,
  progress: Progress,
): Promise<RecoveryPoint[]> {
  const pages = paginateListRecoveryPointsByBackupVault(
    { client: backup, pageSize: 1000 },
    { BackupVaultName: vault, ByResourceArn: resource },
  );
  const points = await withAwsErrors('backup:ListRecoveryPointsByBackupVault', () =>
    everyPage(pages, 'RecoveryPoints', (count) => progress(`${region} ${vault}: ${count} recovery points`)),
  );
  return points.map((point) => recoveryPointOf(point, { region, vault }));
}

/** Sorted, newest first. */
export function newestFirst(points: readonly RecoveryPoint[]): RecoveryPoint[] {
  return points.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

function recoveryPointOf(point: RecoveryPointByBackupVault, { region, vault }: SearchedVault): RecoveryPoint {
  const status = point.Status ?? 'UNKNOWN';
  return {
    arn: point.RecoveryPointArn ?? '',
    region,
    vault,
    resource: point.ResourceArn ?? '',
    resourceType: point.ResourceType ?? '',
    status,
    isRestorable: isRestorable(status),
    message: point.StatusMessage ?? '',
    createdAt: point.CreationDate?.toISOString() ?? '',
    expiresAt: point.CalculatedLifecycle?.DeleteAt?.toISOString(),
  };
}
