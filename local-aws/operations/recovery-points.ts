import { Fault, isHere, page, type Input, type Located, type Operation, type Place } from '../operation';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

/** A recovery point with its restore metadata. Times are seconds since 1970. */
export interface StandInRecoveryPoint extends Located {
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
  /** First those of the resource at the time of the backup. */
  tags?: Readonly<Record<string, string>>;
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
    answer: (context) => {
      const { input, state } = context;
      const { BackupVaultName: vault, resourceArn, nextToken } = input;
      const points = state.recoveryPoints
        .filter((one) => isHere(one, context) && one.vault === vault)
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
    answer: (context) => {
      const { point, metadata } = recoveryPointOf(context.state, context, context.input);
      // AWS returns the ID of the request here.
      const RestoreMetadata = { ...metadata, 'aws:backup:request-id': crypto.randomUUID() };
      return { RecoveryPointArn: point.RecoveryPointArn, ResourceType: point.ResourceType, RestoreMetadata };
    },
  },
];

/** @throws {Fault} as AWS does when the recovery point does not exist */
export function recoveryPointOf(state: RecoveryPointsState, place: Place, input: Input): StandInRecoveryPoint {
  const { RecoveryPointArn: arn, BackupVaultName: vault } = input;
  const found = state.recoveryPoints.find(
    (one) => isHere(one, place) && one.point.RecoveryPointArn === arn && (vault === undefined || one.vault === vault),
  );
  if (!found) throw new Fault('ResourceNotFoundException', `Recovery point ${arn} does not exist`);
  return found;
}
