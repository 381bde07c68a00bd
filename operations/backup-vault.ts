import {
  DescribeBackupVaultCommand,
  GetBackupVaultAccessPolicyCommand,
  GetBackupVaultNotificationsCommand,
  type BackupClient,
  type BackupVaultListMember,
} from '@aws-sdk/client-backup';

import type { Lock } from '../domain/backup/model';
import type { FoundVault } from '../domain/verify/vault';
import { withAwsErrors } from './aws-error';
import { orGone } from './sdk-error';
import { required } from './unreadable-response';

/**
 * A vault with its notifications and access policy; undefined when it does not exist.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeBackupVault.html
 */
export async function foundVault(
  backup: BackupClient,
  BackupVaultName: string,
  { readsNotifications = true }: { readonly readsNotifications?: boolean } = {},
): Promise<FoundVault | undefined> {
  const vault = await orGone(
    withAwsErrors('backup:DescribeBackupVault', async () => {
      const described = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName }));
      // A response without a name must not pass as a vault without a lock.
      required(described, 'BackupVaultName');
      return described;
    }),
  );
  if (!vault) return undefined;
  return {
    keyArn: vault.EncryptionKeyArn,
    lock: lockOf(vault),
    notifications: readsNotifications ? await foundVaultNotifications(backup, BackupVaultName) : undefined,
    accessPolicy: await foundAccessPolicy(backup, BackupVaultName),
  };
}

/**
 * The events that a vault publishes; undefined if none.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupVaultNotifications.html
 */
export function foundVaultNotifications(
  backup: BackupClient,
  BackupVaultName: string,
): Promise<FoundVault['notifications']> {
  return orGone(
    withAwsErrors('backup:GetBackupVaultNotifications', async () => {
      const answer = await backup.send(new GetBackupVaultNotificationsCommand({ BackupVaultName }));
      return { topicArn: required(answer, 'SNSTopicArn'), events: required(answer, 'BackupVaultEvents') };
    }),
  );
}

/**
 * The access policy of a vault; undefined if none.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupVaultAccessPolicy.html
 */
export function foundAccessPolicy(backup: BackupClient, BackupVaultName: string): Promise<string | undefined> {
  return orGone(
    withAwsErrors('backup:GetBackupVaultAccessPolicy', async () =>
      required(await backup.send(new GetBackupVaultAccessPolicyCommand({ BackupVaultName })), 'Policy'),
    ),
  );
}

type LockMembers = 'Locked' | 'LockDate' | 'MinRetentionDays' | 'MaxRetentionDays';

/** The lock of a vault, as AWS Backup describes or lists it. */
export function lockOf({
  Locked,
  LockDate,
  MinRetentionDays,
  MaxRetentionDays,
}: Pick<BackupVaultListMember, LockMembers>): Lock | undefined {
  if (Locked !== true) return undefined;
  // Only a compliance lock has a date from which it cannot be removed.
  const mode = LockDate === undefined ? 'governance' : 'compliance';
  return { mode, minRetentionDays: MinRetentionDays, maxRetentionDays: MaxRetentionDays };
}
