import {
  type BackupClient,
  type RecoveryPointByBackupVault,
  paginateListRecoveryPointsByBackupVault,
} from '@aws-sdk/client-backup';

import { withAwsErrors } from './aws-error';
import { everyPage } from './pages';
import type { Progress } from './progress';

/** What a vault keeps of a resource. */
export interface RecoveryPoint {
  readonly arn: string;
  readonly region: string;
  readonly vault: string;
  readonly resource: string;
  readonly resourceType: string;
  /** As AWS Backup names it, such as `COMPLETED`. */
  readonly status: string;
  readonly isRestorable: boolean;
  /** AWS's own words on the status; empty when it has none. */
  readonly message: string;
  readonly createdAt: string;
  /** When its lifecycle deletes it; undefined when it is kept for ever. */
  readonly expiresAt: string | undefined;
}

/** Where recovery points are looked for. */
export interface SearchedVault {
  readonly region: string;
  readonly vault: string;
  /** The ARN of the only resource that is asked for.
   * @default - all */
  readonly resource?: string | undefined;
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

/** The newest first. */
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
    // A continuous one never completes.
    isRestorable: status === 'COMPLETED' || status === 'AVAILABLE',
    message: point.StatusMessage ?? '',
    createdAt: point.CreationDate?.toISOString() ?? '',
    expiresAt: point.CalculatedLifecycle?.DeleteAt?.toISOString(),
  };
}
