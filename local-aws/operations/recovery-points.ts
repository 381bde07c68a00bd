import { Fault, page, type Input, type Operation } from '../operation';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

/** A recovery point with its restore metadata. Times are seconds since 1970. */
export interface StandInRecoveryPoint {
  readonly region: string;
  readonly vault: string;
  readonly point: {
    readonly RecoveryPointArn: string;
    readonly BackupVaultName: string;
    readonly ResourceArn: string;
    readonly ResourceType: string;
    Status: string;
    readonly StatusMessage?: string;
    readonly CreationDate: number;
    readonly CalculatedLifecycle?: { readonly DeleteAt?: number };
    readonly Lifecycle?: Readonly<Record<string, unknown>>;
    readonly IamRoleArn?: string;
    readonly BackupSizeInBytes?: number;
  };
  readonly metadata?: Readonly<Record<string, string>>;
  /** The tags of the resource at the time of the backup. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface RecoveryPointsState {
  recoveryPoints: StandInRecoveryPoint[];
}

export function emptyRecoveryPoints(): RecoveryPointsState {
  return { recoveryPoints: [] };
}

export const RECOVERY_POINTS: readonly Operation<RecoveryPointsState>[] = [
  {
    action: 'backup:ListRecoveryPointsByBackupVault',
    page: `${API}ListRecoveryPointsByBackupVault.html`,
    route: 'GET /backup-vaults/{BackupVaultName}/recovery-points',
    answer: ({ region, input, state }) => {
      const { BackupVaultName: vault, resourceArn, nextToken } = input;
      const points = state.recoveryPoints
        .filter((one) => one.region === region && one.vault === vault)
        .map(({ point }) => point)
        .filter(({ ResourceArn }) => resourceArn === undefined || ResourceArn === resourceArn);
      const { part, ...next } = page(points, nextToken, state);
      return { RecoveryPoints: part, ...next };
    },
  },
  {
    action: 'backup:GetRecoveryPointRestoreMetadata',
    page: `${API}GetRecoveryPointRestoreMetadata.html`,
    route: 'GET /backup-vaults/{BackupVaultName}/recovery-points/{RecoveryPointArn}/restore-metadata',
    answer: ({ region, input, state }) => {
      const { point, metadata } = recoveryPointOf(state, region, input);
      // AWS returns the ID of the request here.
      const RestoreMetadata = { ...metadata, 'aws:backup:request-id': crypto.randomUUID() };
      return { RecoveryPointArn: point.RecoveryPointArn, ResourceType: point.ResourceType, RestoreMetadata };
    },
  },
];

/** @throws {Fault} as AWS does when the recovery point does not exist */
export function recoveryPointOf(state: RecoveryPointsState, region: string, input: Input): StandInRecoveryPoint {
  const { RecoveryPointArn: arn, BackupVaultName: vault } = input;
  const found = state.recoveryPoints.find(
    (one) =>
      one.region === region && one.point.RecoveryPointArn === arn && (vault === undefined || one.vault === vault),
  );
  if (!found) throw new Fault('ResourceNotFoundException', `Recovery point ${arn} does not exist`);
  return found;
}
