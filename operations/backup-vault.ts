import {
  DescribeBackupVaultCommand,
  GetBackupVaultAccessPolicyCommand,
  GetBackupVaultNotificationsCommand,
  type BackupClient,
  type DescribeBackupVaultCommandOutput,
} from '@aws-sdk/client-backup';

import type { FoundVault, LockDays } from '../domain/verify/vault';
import { asking } from './aws-error';
import { orGone } from './sdk-error';

/**
 * A vault and what is attached to it; undefined when AWS Backup knows no such vault.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeBackupVault.html
 */
export async function foundVault(backup: BackupClient, BackupVaultName: string): Promise<FoundVault | undefined> {
  const named = { BackupVaultName };
  const vault = await orGone(
    asking('backup:DescribeBackupVault', () => backup.send(new DescribeBackupVaultCommand(named))),
  );
  if (!vault) return undefined;
  const told = await orGone(
    asking('backup:GetBackupVaultNotifications', () => backup.send(new GetBackupVaultNotificationsCommand(named))),
  );
  const access = await orGone(
    asking('backup:GetBackupVaultAccessPolicy', () => backup.send(new GetBackupVaultAccessPolicyCommand(named))),
  );
  return {
    keyArn: vault.EncryptionKeyArn,
    lock: lockOf(vault),
    notifications: told && { topicArn: told.SNSTopicArn ?? '', events: told.BackupVaultEvents ?? [] },
    accessPolicy: access?.Policy,
  };
}

function lockOf({
  Locked,
  LockDate,
  MinRetentionDays,
  MaxRetentionDays,
}: DescribeBackupVaultCommandOutput): LockDays | undefined {
  if (Locked !== true) return undefined;
  // Only a lock that nobody can lift has a date from which that is so.
  const mode = LockDate === undefined ? 'governance' : 'compliance';
  return { mode, minRetentionDays: MinRetentionDays, maxRetentionDays: MaxRetentionDays };
}
