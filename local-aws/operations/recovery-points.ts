/** A recovery point, and the metadata with which it is restored. Times in seconds since 1970. */
export interface StandInRecoveryPoint {
  readonly region: string;
  readonly vault: string;
  readonly point: {
    readonly RecoveryPointArn: string;
    readonly BackupVaultName: string;
    readonly ResourceArn: string;
    readonly ResourceType: string;
    Status: string;
    readonly CreationDate: number;
    readonly CalculatedLifecycle?: { readonly DeleteAt?: number };
    readonly Lifecycle?: Readonly<Record<string, unknown>>;
    readonly IamRoleArn?: string;
    readonly BackupSizeInBytes?: number;
  };
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface RecoveryPointsState {
  recoveryPoints: StandInRecoveryPoint[];
}

export function emptyRecoveryPoints(): RecoveryPointsState {
  return { recoveryPoints: [] };
}
