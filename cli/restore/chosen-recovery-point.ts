import type { BackupClient } from '@aws-sdk/client-backup';

import { newestFirst, recoveryPoints } from '../../operations/recovery-points';
import type { Progress } from '../../operations/progress';
import { RefusedInputError, UsageError } from '../exit-code';
import { instanceArn } from './instance-arn';

/** A recovery point, or an instance whose newest one is restored. */
export interface Choice {
  readonly recoveryPoint?: string;
  readonly instanceId?: string;
  readonly accountId: string;
  readonly region: string;
  /** The names of the vaults to search. */
  readonly vaults: readonly string[];
}

export interface ChosenRecoveryPoint {
  readonly recoveryPoint: string;
  readonly vault: string;
  /** Undefined when the recovery point was specified by its ARN. */
  readonly createdAt: string | undefined;
}

/**
 * The recovery point to restore.
 * @throws {RefusedInputError} when the instance has none
 * @throws {UsageError} when the vault is not clear
 */
export async function chosenRecoveryPoint(
  backup: BackupClient,
  { recoveryPoint, instanceId = '', accountId, region, vaults }: Choice,
  progress: Progress,
): Promise<ChosenRecoveryPoint> {
  if (recoveryPoint !== undefined) {
    const [vault = '', ...others] = vaults;
    if (others.length === 0) return { recoveryPoint, vault, createdAt: undefined };
    throw new UsageError(`There are several vaults in ${region}.\n→ specify one with --vault: ${vaults.join(', ')}`);
  }
  const resource = instanceArn(instanceId, { accountId, region });
  const found = await Promise.all(vaults.map((vault) => recoveryPoints(backup, { region, vault, resource }, progress)));
  const [newest] = newestFirst(found.flat().filter(({ isRestorable }) => isRestorable));
  if (newest) return { recoveryPoint: newest.arn, vault: newest.vault, createdAt: newest.createdAt };
  throw new RefusedInputError(
    `--instance-id: ${instanceId} has no restorable recovery point in ${vaults.join(', ')} (${region}).\n→ list those of other instances and regions with npx backupctl recovery-points`,
  );
}
