import { vaultAccessStatements } from '../../domain/backup/vault-access-statements';
import { serializeStatement } from '../../domain/iam/serialize-statement';
import type { Environment, Vault } from '../../environments/schema';
import { arnOf } from '../../modules/core/naming';
import type { StandInVault } from '../operations/backup-vaults';
import type { SeededAccount } from './account';

/** Creates the vaults of the backup stack, which notify the topic of their region. */
export function seedVaults({ state, environment }: SeededAccount): void {
  state.vaults.push(...environment.backup.vaults.map((vault) => standInVault(vault, environment)));
}

function standInVault(vault: Vault, { accountId, notifications }: Environment): StandInVault {
  const { name, region, key, lock, accessPolicy, notify } = vault;
  const place = { accountId, region };
  const BackupVaultArn = arnOf('backup', place, `backup-vault:${name}`);
  return {
    region,
    vault: {
      BackupVaultName: name,
      BackupVaultArn,
      EncryptionKeyArn: key.startsWith('arn:') ? key : arnOf('kms', place, `key/${name}`),
      ...(lock ? lockOf(lock) : {}),
    },
    ...(notify.length === 0
      ? {}
      : {
          notifications: { SNSTopicArn: arnOf('sns', place, notifications.topicName), BackupVaultEvents: notify },
        }),
    ...(accessPolicy
      ? {
          accessPolicy: JSON.stringify({
            Version: '2012-10-17',
            Statement: vaultAccessStatements(accessPolicy, BackupVaultArn).map(serializeStatement),
          }),
        }
      : {}),
  };
}

/** Only a compliance lock has a date. */
function lockOf({ mode, minRetentionDays, maxRetentionDays }: NonNullable<Vault['lock']>) {
  return {
    Locked: true,
    MinRetentionDays: minRetentionDays,
    MaxRetentionDays: maxRetentionDays,
    ...(mode === 'compliance' ? { LockDate: 1_700_000_000 } : {}),
  };
}
