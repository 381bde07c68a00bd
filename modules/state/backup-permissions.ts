import { topicKeyAlias } from '../core/naming';
import type { Permission } from './permission';

/**
 * Vaults, plans and their keys. Nothing here deletes a vault, a recovery point or a key: whoever means that does it by
 * hand. Vaults, plans and keys may have any name: a new one should not need a new role first.
 *
 * @param topicName the topic that may have a key of its own
 */
export function backupPermissions(accountId: string, topicName?: string): Permission[] {
  return [
    {
      sid: 'Vaults',
      types: [
        'aws_backup_vault',
        'aws_backup_vault_lock_configuration',
        'aws_backup_vault_notifications',
        'aws_backup_vault_policy',
      ],
      actions: [
        'backup:CreateBackupVault',
        'backup:DeleteBackupVaultAccessPolicy',
        'backup:DeleteBackupVaultLockConfiguration',
        'backup:DeleteBackupVaultNotifications',
        'backup:PutBackupVaultAccessPolicy',
        'backup:PutBackupVaultLockConfiguration',
        'backup:PutBackupVaultNotifications',
        'backup:TagResource',
        'backup:UntagResource',
      ],
      resources: [`arn:aws:backup:*:${accountId}:backup-vault:*`],
    },
    {
      // What CreateBackupVault asks for besides; the action knows no resource.
      sid: 'VaultStorage',
      types: ['aws_backup_vault'],
      actions: ['backup-storage:MountCapsule'],
      resources: ['*'],
    },
    {
      sid: 'Plans',
      types: ['aws_backup_plan', 'aws_backup_selection'],
      actions: [
        'backup:CreateBackupPlan',
        'backup:CreateBackupSelection',
        'backup:DeleteBackupPlan',
        'backup:DeleteBackupSelection',
        'backup:TagResource',
        'backup:UntagResource',
        'backup:UpdateBackupPlan',
      ],
      resources: [`arn:aws:backup:*:${accountId}:backup-plan:*`],
    },
    {
      // Settings of an account and a region have no ARN.
      sid: 'RegionSettings',
      types: ['aws_backup_region_settings'],
      actions: ['backup:UpdateRegionSettings'],
      resources: ['*'],
    },
    ...keyPermissions(accountId, topicName),
  ];
}

/** Keys that these stacks make carry their tag; those of others they only use where AWS Backup does, for a vault. */
function keyPermissions(accountId: string, topicName: string | undefined): Permission[] {
  const keys = [`arn:aws:kms:*:${accountId}:key/*`];
  const names = ['alias/backup-vault-*', ...(topicName === undefined ? [] : [topicKeyAlias(topicName)])];
  return [
    {
      // A key has its ARN only once it is made.
      sid: 'MakeKeys',
      types: ['aws_kms_key'],
      actions: ['kms:CreateKey'],
      resources: ['*'],
      condition: { test: 'StringEquals', variable: 'aws:RequestTag/ManagedBy', values: ['Terraform'] },
    },
    {
      sid: 'Keys',
      types: ['aws_kms_key', 'aws_kms_alias'],
      actions: [
        'kms:CreateAlias',
        'kms:DeleteAlias',
        'kms:EnableKeyRotation',
        'kms:PutKeyPolicy',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateAlias',
        'kms:UpdateKeyDescription',
      ],
      resources: keys,
      condition: { test: 'StringEquals', variable: 'aws:ResourceTag/ManagedBy', values: ['Terraform'] },
    },
    {
      sid: 'KeyAliases',
      types: ['aws_kms_alias'],
      actions: ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
      resources: names.map((name) => `arn:aws:kms:*:${accountId}:${name}`),
    },
    {
      // A vault's key may be anybody's in the account; only AWS Backup is given grants of it.
      sid: 'KeysOfVaults',
      types: ['aws_backup_vault'],
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:RetireGrant'],
      resources: keys,
      condition: { test: 'StringLike', variable: 'kms:ViaService', values: ['backup.*.amazonaws.com'] },
    },
  ];
}
