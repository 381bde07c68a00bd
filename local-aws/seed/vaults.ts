import {
  CreateBackupVaultCommand,
  PutBackupVaultAccessPolicyCommand,
  PutBackupVaultLockConfigurationCommand,
  PutBackupVaultNotificationsCommand,
  type BackupVaultEvent,
} from '@aws-sdk/client-backup';

import { vaultAccessStatements } from '../../domain/backup/vault-access-statements';
import { vaultTopicArn } from '../../domain/notifications/topic-arns';
import { serializeStatement } from '../../domain/iam/serialize-statement';
import type { Vault } from '../../environments/schema';
import { arnOf } from '../../modules/core/naming';
import type { SeededAccount } from './account';

/** The grace period of a lock that the configuration leaves as it is. */
const SET_BEFORE = 3;

/** Creates the vaults of the backup stack, which notify the topic of their region. */
export async function seedVaults(account: SeededAccount): Promise<void> {
  for (const vault of account.environment.backup.vaults) await seedVault(account, vault);
}

async function seedVault({ backup: of, environment }: SeededAccount, vault: Vault): Promise<void> {
  const { accountId } = environment;
  const { name: BackupVaultName, region, key, lock, accessPolicy, notify } = vault;
  const place = { accountId, region };
  const backup = of(region);
  const EncryptionKeyArn = key.startsWith('arn:') ? key : arnOf('kms', place, `key/${BackupVaultName}`);
  const { BackupVaultArn = '' } = await backup.send(
    new CreateBackupVaultCommand({ BackupVaultName, EncryptionKeyArn }),
  );
  if (lock) {
    const { minRetentionDays: MinRetentionDays, maxRetentionDays: MaxRetentionDays, changeableForDays } = lock;
    const days = {
      MinRetentionDays,
      MaxRetentionDays,
      ChangeableForDays: changeableForDays === 'set-before' ? SET_BEFORE : changeableForDays,
    };
    await backup.send(new PutBackupVaultLockConfigurationCommand({ BackupVaultName, ...days }));
  }
  if (notify !== 'unmanaged' && notify.length > 0) {
    const SNSTopicArn = vaultTopicArn(environment, vault);
    const BackupVaultEvents = notify as BackupVaultEvent[];
    await backup.send(new PutBackupVaultNotificationsCommand({ BackupVaultName, SNSTopicArn, BackupVaultEvents }));
  }
  if (accessPolicy !== undefined && accessPolicy !== 'unmanaged') {
    const Statement = vaultAccessStatements(accessPolicy, BackupVaultArn).map(serializeStatement);
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await backup.send(new PutBackupVaultAccessPolicyCommand({ BackupVaultName, Policy }));
  }
}
