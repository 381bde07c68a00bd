import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import { BackupVaultNotifications } from '@cdktf/provider-aws/lib/backup-vault-notifications';
import { BackupVaultPolicy } from '@cdktf/provider-aws/lib/backup-vault-policy';
import { Construct } from 'constructs';

import type { VaultAccess } from '../../domain/backup/vault-access-statements';
import { vaultAccessPolicy } from './vault-access-policy';
import { VaultKey } from './vault-key';

export interface VaultProps {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** `aws-managed`, `customer-managed` (a key of the vault's own is made) or the ARN of a key. */
  readonly key: string;
  /**
   * Other accounts into whose vaults its recovery points are copied.
   * @default [] - none
   */
  readonly copyTargets?: readonly string[];
  readonly lock?: VaultLock | undefined;
  readonly accessPolicy?: VaultAccess | undefined;
  /** @default - nobody is told */
  readonly notifications?: VaultNotifications;
}

/** The events of a vault that a topic is told about. */
export interface VaultNotifications {
  readonly topicArn: string;
  readonly events: readonly string[];
}

/** How long recovery points must and may stay, in days; with days of grace the lock becomes immutable after them. */
export interface VaultLock {
  readonly minRetentionDays?: number | undefined;
  readonly maxRetentionDays?: number | undefined;
  readonly changeableForDays?: number | undefined;
}

/** A vault that Terraform cannot destroy, and that tells a topic what happens in it (E2, N3, N10). */
export class Vault extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: VaultProps) {
    super(scope, id);
    const { region } = props;
    const kmsKeyArn = this.keyArn(props);
    const vault = new BackupVault(this, 'vault', {
      name: props.name,
      region,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
      forceDestroy: false,
      tags: { Name: props.name },
      lifecycle: { preventDestroy: true },
    });
    this.name = vault.name;
    this.arn = vault.arn;

    const backupVaultName = vault.name;
    if (props.lock)
      new BackupVaultLockConfiguration(this, 'lock', { backupVaultName, region, ...settings(props.lock) });
    if (props.accessPolicy) {
      const policy = vaultAccessPolicy(this, 'access', props.accessPolicy, vault.arn);
      new BackupVaultPolicy(this, 'access-policy', { backupVaultName, region, policy });
    }
    if (props.notifications) {
      const { topicArn: snsTopicArn, events } = props.notifications;
      new BackupVaultNotifications(this, 'notifications', {
        backupVaultName,
        region,
        snsTopicArn,
        backupVaultEvents: events.toSorted(),
      });
    }
  }

  private keyArn({ key, name, accountId, region, copyTargets = [] }: VaultProps): string | undefined {
    if (key === 'aws-managed') return undefined;
    if (key === 'customer-managed')
      return new VaultKey(this, 'key', { vaultName: name, accountId, region, copyTargets }).arn;
    return key;
  }
}

function settings({ minRetentionDays, maxRetentionDays, changeableForDays }: VaultLock) {
  return {
    ...(minRetentionDays === undefined ? {} : { minRetentionDays }),
    ...(maxRetentionDays === undefined ? {} : { maxRetentionDays }),
    ...(changeableForDays === undefined ? {} : { changeableForDays }),
  };
}
