import { Fault, type Input, type Operation } from '../operation';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

/** A vault, and what is attached to it. */
export interface StandInVault {
  readonly region: string;
  /** As DescribeBackupVault returns it. */
  readonly vault: Readonly<Record<string, unknown>> & { readonly BackupVaultName: string };
  readonly notifications?: { readonly SNSTopicArn: string; readonly BackupVaultEvents: readonly string[] };
  /** JSON. */
  readonly accessPolicy?: string;
}

export interface BackupVaultsState {
  readonly vaults: StandInVault[];
}

export function emptyBackupVaults(): BackupVaultsState {
  return { vaults: [] };
}

/** For a vault that does not exist, AWS returns either "access denied" or "not found"; this returns "not found". */
export function vaultOf(state: BackupVaultsState, region: string, input: Input): StandInVault {
  const name = input['BackupVaultName'];
  const found = state.vaults.find((one) => one.region === region && one.vault.BackupVaultName === name);
  if (!found) throw new Fault('ResourceNotFoundException', `Backup vault ${name} does not exist`);
  return found;
}

export const BACKUP_VAULTS: readonly Operation<BackupVaultsState>[] = [
  {
    action: 'backup:DescribeBackupVault',
    page: `${API}DescribeBackupVault.html`,
    route: 'GET /backup-vaults/{BackupVaultName}',
    answer: ({ region, input, state }) => ({ Locked: false, ...vaultOf(state, region, input).vault }),
  },
  {
    action: 'backup:GetBackupVaultNotifications',
    page: `${API}GetBackupVaultNotifications.html`,
    route: 'GET /backup-vaults/{BackupVaultName}/notification-configuration',
    answer: ({ region, input, state }) => {
      const { notifications, vault } = vaultOf(state, region, input);
      const { BackupVaultName, BackupVaultArn } = vault;
      if (!notifications) {
        throw new Fault('ResourceNotFoundException', `Backup vault ${BackupVaultName} has no notifications`);
      }
      return { BackupVaultName, BackupVaultArn, ...notifications };
    },
  },
  {
    action: 'backup:GetBackupVaultAccessPolicy',
    page: `${API}GetBackupVaultAccessPolicy.html`,
    route: 'GET /backup-vaults/{BackupVaultName}/access-policy',
    answer: ({ region, input, state }) => {
      const { accessPolicy, vault } = vaultOf(state, region, input);
      const { BackupVaultName, BackupVaultArn } = vault;
      if (accessPolicy === undefined) {
        throw new Fault('ResourceNotFoundException', `Backup vault ${BackupVaultName} has no access policy`);
      }
      return { BackupVaultName, BackupVaultArn, Policy: accessPolicy };
    },
  },
];
