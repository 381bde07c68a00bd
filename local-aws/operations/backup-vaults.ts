import { nameNotAllowed } from '../../domain/backup/names';
import { arnOf } from '../../modules/core/naming';
import { secondsOf } from '../clock';
import { Fault, isHere, page, type Located, type Operation, type OperationContext } from '../operation';
import type { Tags } from '../tags';
import { refuseAbove, refuseInvalid, requireMembers, withTags } from './backup-input';
import type { RecoveryPointsState } from './recovery-points';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

/** A vault, and what is attached to it. */
export interface StandInVault extends Located {
  /** As DescribeBackupVault returns it. */
  readonly vault: Record<string, unknown> & { readonly BackupVaultName: string };
  notifications?: { readonly SNSTopicArn: string; readonly BackupVaultEvents: readonly string[] };
  /** JSON. */
  accessPolicy?: string;
  tags?: Tags;
}

export interface BackupVaultsState {
  readonly vaults: StandInVault[];
}

export function emptyBackupVaults(): BackupVaultsState {
  return { vaults: [] };
}

type VaultRequest = Pick<OperationContext<BackupVaultsState>, 'account' | 'region' | 'input' | 'state'>;

/** For a vault that does not exist, AWS returns either "access denied" or "not found"; this returns "not found". */
export function vaultOf(request: VaultRequest): StandInVault {
  const name = request.input['BackupVaultName'];
  const found = request.state.vaults.find((one) => isHere(one, request) && one.vault.BackupVaultName === name);
  if (!found) throw new Fault('ResourceNotFoundException', `Backup vault ${name} does not exist`);
  return found;
}

type VaultsState = BackupVaultsState & RecoveryPointsState;

export const BACKUP_VAULTS: readonly Operation<VaultsState>[] = [
  {
    action: 'backup:CreateBackupVault',
    page: `${API}CreateBackupVault.html`,
    route: 'PUT /backup-vaults/{BackupVaultName}',
    answer: createBackupVault,
  },
  {
    action: 'backup:CreateLogicallyAirGappedBackupVault',
    page: `${API}CreateLogicallyAirGappedBackupVault.html`,
    route: 'PUT /logically-air-gapped-backup-vaults/{BackupVaultName}',
    answer: createAirGappedVault,
  },
  {
    action: 'backup:DescribeBackupVault',
    page: `${API}DescribeBackupVault.html`,
    route: 'GET /backup-vaults/{BackupVaultName}',
    answer: (context) => describe(vaultOf(context), context),
  },
  {
    action: 'backup:ListBackupVaults',
    page: `${API}ListBackupVaults.html`,
    route: 'GET /backup-vaults',
    answer: (context) => {
      const { input, state } = context;
      const { vaultType: type } = input;
      const here = state.vaults.filter((one) => isHere(one, context));
      const vaults = here.filter(({ vault }) => type === undefined || (vault['VaultType'] ?? 'BACKUP_VAULT') === type);
      const { part, ...next } = page(vaults, input['nextToken'], state);
      return { BackupVaultList: part.map((one) => describe(one, context)), ...next };
    },
  },
  {
    action: 'backup:DeleteBackupVault',
    page: `${API}DeleteBackupVault.html`,
    route: 'DELETE /backup-vaults/{BackupVaultName}',
    answer: (context) => {
      const vault = vaultOf(context);
      const points = pointsIn(vault, context).length;
      if (points > 0) {
        throw new Fault(
          'InvalidRequestException',
          `Backup vault cannot be deleted (contains ${points} recovery points)`,
        );
      }
      const { vaults } = context.state;
      vaults.splice(vaults.indexOf(vault), 1);
      return undefined;
    },
  },
];

/** It is locked in compliance mode from the beginning. */
function createAirGappedVault(context: OperationContext<VaultsState>) {
  const { input, state, clock } = context;
  requireMembers(input, ['MinRetentionDays', 'MaxRetentionDays']);
  const { MinRetentionDays, MaxRetentionDays } = input;
  const created = createBackupVault(context);
  Object.assign(state.vaults.at(-1)?.vault ?? {}, {
    VaultType: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT',
    Locked: true,
    MinRetentionDays,
    MaxRetentionDays,
    LockDate: secondsOf(clock),
  });
  return { ...created, VaultState: 'AVAILABLE' };
}

function createBackupVault({ account, region, input, state, clock }: OperationContext<VaultsState>) {
  const { BackupVaultName, BackupVaultTags = {}, EncryptionKeyArn, CreatorRequestId } = input;
  refuseInvalid(nameNotAllowed('vault', BackupVaultName, 'BackupVaultName'));
  const here = state.vaults.filter((one) => isHere(one, { account, region }));
  if (here.some(({ vault }) => vault.BackupVaultName === BackupVaultName)) {
    throw new Fault('AlreadyExistsException', `Backup vault with the same name already exists: ${BackupVaultName}`);
  }
  refuseAbove('vaults in a region', here.length + 1);
  const accountId = account;
  const created = {
    BackupVaultName,
    BackupVaultArn: arnOf('backup', { accountId, region }, `backup-vault:${BackupVaultName}`),
    CreationDate: secondsOf(clock),
  };
  state.vaults.push({
    account,
    region,
    tags: withTags({}, BackupVaultTags),
    vault: {
      ...created,
      VaultType: 'BACKUP_VAULT',
      VaultState: 'AVAILABLE',
      // Without a key, AWS Backup uses the key that AWS manages for it.
      EncryptionKeyArn: EncryptionKeyArn ?? arnOf('kms', { accountId, region }, `key/${crypto.randomUUID()}`),
      CreatorRequestId,
    },
  });
  return created;
}

function describe(vault: StandInVault, context: OperationContext<VaultsState>) {
  return { Locked: false, NumberOfRecoveryPoints: pointsIn(vault, context).length, ...vault.vault };
}

function pointsIn({ vault }: StandInVault, context: OperationContext<VaultsState>) {
  return context.state.recoveryPoints.filter((one) => isHere(one, context) && one.vault === vault.BackupVaultName);
}
