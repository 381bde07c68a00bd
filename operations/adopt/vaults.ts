import {
  type BackupClient,
  type BackupVaultListMember,
  paginateListBackupVaults,
  paginateListTags,
  VaultType,
} from '@aws-sdk/client-backup';

import type { AdoptableVault } from '../../domain/adopt/found';
import { withAwsErrors } from '../aws-error';
import { foundAccessPolicy, foundVaultNotifications, lockOf } from '../backup-vault';
import { required } from '../unreadable-response';
import { everyPage } from '../pages';
import type { OrDenied, Reading } from './reading';

const TYPES: Readonly<Record<VaultType, AdoptableVault['type']>> = {
  [VaultType.BACKUP_VAULT]: 'vault',
  [VaultType.LOGICALLY_AIR_GAPPED_BACKUP_VAULT]: 'air-gapped',
  [VaultType.RESTORE_ACCESS_BACKUP_VAULT]: 'restore-access',
};

/** The vaults of a region, of every type, except those that other accounts share. */
export async function readVaults(backup: BackupClient, reading: Reading): Promise<AdoptableVault[]> {
  const listed = (await reading.orDenied('vaults', () => listedVaults(backup))) ?? [];
  const own = listed.filter(({ BackupVaultArn = '' }) => BackupVaultArn.split(':')[4] === reading.accountId);
  return reading.parts('vaults', own, nameOf, (vault, orDenied) => readVault(backup, vault, orDenied));
}

/**
 * Without a type, AWS may list vaults of the usual type only.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupVaults.html
 */
async function listedVaults(backup: BackupClient): Promise<BackupVaultListMember[]> {
  const vaults = new Map<string, BackupVaultListMember>();
  for (const ByVaultType of Object.values(VaultType)) {
    const listed = await withAwsErrors('backup:ListBackupVaults', () =>
      everyPage(paginateListBackupVaults({ client: backup, pageSize: 1000 }, { ByVaultType }), 'BackupVaultList'),
    );
    for (const vault of listed) vaults.set(nameOf(vault), vault);
  }
  return [...vaults.values()].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ BackupVaultName = '' }: BackupVaultListMember): string {
  return BackupVaultName;
}

/** A vault that gives access to the recovery points of another account has no settings. */
async function readVault(
  backup: BackupClient,
  vault: BackupVaultListMember,
  orDenied: OrDenied,
): Promise<AdoptableVault> {
  const name = nameOf(vault);
  const type = TYPES[vault.VaultType ?? VaultType.BACKUP_VAULT];
  const unread: AdoptableVault['unread'][number][] = [];
  const setting = <T>(member: (typeof unread)[number], read: () => Promise<T>, of: string): Promise<T | undefined> =>
    orDenied(`${of} of vault ${name}`, read, () => void unread.push(member));
  const hasSettings = type !== 'restore-access';
  return {
    name,
    type,
    keyArn: vault.EncryptionKeyArn,
    lock: lockOf(vault),
    notifications: hasSettings
      ? await setting('notifications', () => foundVaultNotifications(backup, name), 'notifications')
      : undefined,
    accessPolicy: hasSettings
      ? await setting('accessPolicy', () => foundAccessPolicy(backup, name), 'access policy')
      : undefined,
    tags: (await setting('tags', () => tagsOfBackup(backup, vault.BackupVaultArn), 'tags')) ?? {},
    recoveryPoints: vault.NumberOfRecoveryPoints ?? 0,
    unread,
  };
}

/**
 * Tags of a vault or a plan.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListTags.html
 */
export function tagsOfBackup(backup: BackupClient, ResourceArn: string | undefined): Promise<Record<string, string>> {
  return withAwsErrors('backup:ListTags', async () => {
    let tags: Record<string, string> = {};
    for await (const page of paginateListTags({ client: backup }, { ResourceArn })) {
      tags = { ...tags, ...required(page, 'Tags') };
    }
    return tags;
  });
}
