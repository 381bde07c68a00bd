import { lockNotPossible } from '../../domain/backup/lock';
import { secondsOf } from '../clock';
import { Fault, type Operation, type OperationContext } from '../operation';
import { refuseInvalid } from './backup-input';
import { type BackupVaultsState, vaultOf } from './backup-vaults';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';
const DAY = 86_400;

/** The members of the API, by the settings of the domain. */
const MEMBERS = {
  minRetentionDays: 'MinRetentionDays',
  maxRetentionDays: 'MaxRetentionDays',
  changeableForDays: 'ChangeableForDays',
} as const;

export const BACKUP_VAULT_LOCK: readonly Operation<BackupVaultsState>[] = [
  {
    action: 'backup:PutBackupVaultLockConfiguration',
    page: `${API}PutBackupVaultLockConfiguration.html`,
    route: 'PUT /backup-vaults/{BackupVaultName}/vault-lock',
    answer: (context) => {
      const { vault } = changeable(context);
      const { MinRetentionDays, MaxRetentionDays, ChangeableForDays } = context.input;
      refuseInvalid(
        lockNotPossible(
          {
            // Only a grace period makes a compliance lock.
            mode: ChangeableForDays === undefined ? 'governance' : 'compliance',
            minRetentionDays: MinRetentionDays,
            maxRetentionDays: MaxRetentionDays,
            changeableForDays: ChangeableForDays,
          },
          (setting) => MEMBERS[setting],
        ),
      );
      const LockDate = ChangeableForDays === undefined ? undefined : secondsOf(context.clock) + ChangeableForDays * DAY;
      Object.assign(vault, { Locked: true, MinRetentionDays, MaxRetentionDays, LockDate });
      return undefined;
    },
  },
  {
    action: 'backup:DeleteBackupVaultLockConfiguration',
    page: `${API}DeleteBackupVaultLockConfiguration.html`,
    route: 'DELETE /backup-vaults/{BackupVaultName}/vault-lock',
    answer: (context) => {
      const { vault } = changeable(context);
      for (const member of ['Locked', 'MinRetentionDays', 'MaxRetentionDays', 'LockDate']) delete vault[member];
      return undefined;
    },
  },
];

/** After its lock date, no one can change or delete a lock. */
function changeable(context: OperationContext<BackupVaultsState>) {
  const found = vaultOf(context);
  const { BackupVaultName, LockDate } = found.vault;
  if (LockDate !== undefined && Number(LockDate) * 1000 <= context.clock.now().getTime()) {
    throw new Fault(
      'InvalidRequestException',
      `The lock configuration of backup vault ${BackupVaultName} is immutable.`,
    );
  }
  return found;
}
