import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import { BackupVaultNotifications } from '@cdktf/provider-aws/lib/backup-vault-notifications';
import { BackupVaultPolicy } from '@cdktf/provider-aws/lib/backup-vault-policy';
import { Construct } from 'constructs';

import type { Lock, Vault as ConfiguredVault } from '../../domain/backup/model';
import { vaultAccessPolicy } from './vault-access-policy';
import { VaultKey } from './vault-key';

export interface VaultProps extends Omit<ConfiguredVault, 'lock' | 'notify' | 'topicArn'> {
  readonly accountId: string;
  readonly lock?: VaultLock;
  /**
   * Other accounts that its recovery points are copied to.
   * @default [] - none
   */
  readonly copyTargets?: readonly string[];
  /** The organization whose accounts copy into it, if its key must allow them.
   * @default - none */
  readonly keyForOrganization?: string;
  /** @default - no notifications */
  readonly notifications?: VaultNotifications;
}

/** The events of a vault that are published to a topic. */
export interface VaultNotifications {
  readonly topicArn: string;
  readonly events: readonly string[];
}

/** A lock without its mode: after a grace period the lock becomes immutable. */
export type VaultLock = Omit<Lock, 'mode'>;

/** A vault that Terraform cannot destroy, and that publishes its events to a topic (E2, N3, N10). */
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
      kmsKeyArn,
      forceDestroy: false,
      tags: { ...props.tags, Name: props.name },
      lifecycle: { preventDestroy: true },
    });
    this.name = vault.name;
    this.arn = vault.arn;

    const backupVaultName = vault.name;
    if (props.lock)
      new BackupVaultLockConfiguration(this, 'lock', { backupVaultName, region, ...settings(props.lock) });
    if (props.accessPolicy !== undefined && props.accessPolicy !== 'unmanaged') {
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

  private keyArn({ key, name: vaultName, copyTargets = [], ...props }: VaultProps): string | undefined {
    const { accountId, region, keyForOrganization: copiesFromOrganization } = props;
    if (key === 'aws-managed') return undefined;
    if (key === 'customer-managed')
      return new VaultKey(this, 'key', { vaultName, accountId, region, copyTargets, copiesFromOrganization }).arn;
    return key;
  }
}

function settings({ minRetentionDays, maxRetentionDays, changeableForDays }: VaultLock) {
  const days = { minRetentionDays, maxRetentionDays };
  if (changeableForDays !== 'set-before') return { ...days, changeableForDays };
  // The state of an imported lock has none; the state of a lock that Terraform created keeps its own.
  return { ...days, lifecycle: { ignoreChanges: ['changeable_for_days'] } };
}
