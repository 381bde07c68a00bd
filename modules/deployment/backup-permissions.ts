import { iamArn, topicKeyAlias } from '../core/naming';
import type { Permission, PermissionCondition } from './permission';

export interface BackupNames {
  readonly accountId: string;
  /** The topic that may have a key of its own.
   * @default - there is none */
  readonly topicName?: string | undefined;
  /** The tags by which the keys of these stacks are told from those of others: every one of them, each with its values. */
  readonly keyTags: Readonly<Record<string, readonly string[]>>;
}

/**
 * Vaults, plans and their keys. Nothing here deletes a vault, a recovery point or a key: whoever means that does it by
 * hand. Vaults, plans and keys may have any name: a new one should not need a new role first.
 */
export function backupPermissions({ accountId, topicName, keyTags }: BackupNames): Permission[] {
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
    {
      // AWS Backup makes its own role where the account has none, as whoever makes the plan.
      sid: 'ServiceLinkedRole',
      types: ['aws_backup_plan'],
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [iamArn(accountId, 'role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup')],
      conditions: [{ test: 'StringEquals', variable: 'iam:AWSServiceName', values: ['backup.amazonaws.com'] }],
    },
    ...keyPermissions(accountId, keyTags),
    ...aliasPermissions(accountId, topicName),
  ];
}

/**
 * Keys that these stacks make carry their tags. A tag that only says Terraform would let in the keys of other
 * repositories, whose policies are theirs to write.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
function keyPermissions(accountId: string, keyTags: BackupNames['keyTags']): Permission[] {
  const keys = [`arn:aws:kms:*:${accountId}:key/*`];
  const tagged = (where: 'RequestTag' | 'ResourceTag'): PermissionCondition[] =>
    Object.entries(keyTags).map(([key, values]) => ({
      test: 'StringEquals',
      variable: `aws:${where}/${key}`,
      values: [...values],
    }));
  const untagged = Object.keys(keyTags).map((key) => ({
    test: 'Null',
    variable: `aws:ResourceTag/${key}`,
    values: ['true'],
  }));
  return [
    {
      // A key has its ARN only once it is made.
      sid: 'MakeKeys',
      types: ['aws_kms_key'],
      actions: ['kms:CreateKey'],
      resources: ['*'],
      conditions: tagged('RequestTag'),
    },
    {
      // A key that is being made has no tags yet, and is tagged with all of them; what others have tagged stays theirs.
      sid: 'TagNewKeys',
      types: ['aws_kms_key'],
      actions: ['kms:TagResource'],
      resources: keys,
      conditions: [...tagged('RequestTag'), ...untagged],
    },
    {
      // Tags may take five minutes until KMS decides by them, and what follows the making comes in the same second.
      sid: 'FinishNewKeys',
      types: ['aws_kms_key', 'aws_kms_alias'],
      actions: ['kms:CreateAlias', 'kms:EnableKeyRotation'],
      resources: keys,
      conditions: untagged,
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
      conditions: tagged('ResourceTag'),
    },
    {
      // A vault's key may be anybody's in the account; only AWS Backup is given grants of it.
      sid: 'KeysOfVaults',
      types: ['aws_backup_vault'],
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:RetireGrant'],
      resources: keys,
      conditions: [{ test: 'StringLike', variable: 'kms:ViaService', values: ['backup.*.amazonaws.com'] }],
    },
  ];
}

function aliasPermissions(accountId: string, topicName: string | undefined): Permission[] {
  const names = ['alias/backup-vault-*', ...(topicName === undefined ? [] : [topicKeyAlias(topicName)])];
  return [
    {
      sid: 'KeyAliases',
      types: ['aws_kms_alias'],
      actions: ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
      resources: names.map((name) => `arn:aws:kms:*:${accountId}:${name}`),
    },
  ];
}
