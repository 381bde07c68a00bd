import {
  DescribeBackupVaultCommand,
  GetBackupVaultAccessPolicyCommand,
  GetBackupVaultNotificationsCommand,
  type BackupClient,
  type DescribeBackupVaultCommandOutput,
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
  const named = { BackupVaultName };
  const vault = await orGone(
    withAwsErrors('backup:DescribeBackupVault', async () => {
      const described = await backup.send(new DescribeBackupVaultCommand(named));
      // A response without a name must not pass as a vault without a lock.
      required(described, 'BackupVaultName');
      return described;
    }),
  );
  if (!vault) return undefined;
  const notifications = readsNotifications
    ? await orGone(
        withAwsErrors('backup:GetBackupVaultNotifications', async () => {
          const answer = await backup.send(new GetBackupVaultNotificationsCommand(named));
          return { topicArn: required(answer, 'SNSTopicArn'), events: required(answer, 'BackupVaultEvents') };
        }),
      )
    : undefined;
  const accessPolicy = await orGone(
    withAwsErrors('backup:GetBackupVaultAccessPolicy', async () =>
      required(await backup.send(new GetBackupVaultAccessPolicyCommand(named)), 'Policy'),
    ),
  );
  return {
    keyArn: vault.EncryptionKeyArn,
    lock: lockOf(vault),
    notifications,
    accessPolicy,
  };
}

function lockOf({
  Locked,
  LockDate,
  MinRetentionDays,
  MaxRetentionDays,
}: DescribeBackupVaultCommandOutput): Lock | undefined {
  if (Locked !== true) return undefined;
  // Only a compliance lock has a date from which it cannot be removed.
  const mode = LockDate === undefined ? 'governance' : 'compliance';
  return { mode, minRetentionDays: MinRetentionDays, maxRetentionDays: MaxRetentionDays };
}
