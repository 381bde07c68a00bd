import { AWS_LIMITS } from '../../domain/aws-limits/generated';
import { isObject } from '../../domain/json-object';
import { Fault, type Operation, type OperationContext } from '../operation';
import { requireMembers } from './backup-input';
import { type BackupVaultsState, vaultOf } from './backup-vaults';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

type Context = OperationContext<BackupVaultsState>;

const EVENTS: readonly string[] = AWS_LIMITS.backup.BackupVaultEvent.enum;

/** The notifications and the access policy of a vault. */
export const BACKUP_VAULT_SETTINGS: readonly Operation<BackupVaultsState>[] = [
  {
    action: 'backup:PutBackupVaultNotifications',
    page: `${API}PutBackupVaultNotifications.html`,
    route: 'PUT /backup-vaults/{BackupVaultName}/notification-configuration',
    answer: putNotifications,
  },
  {
    action: 'backup:GetBackupVaultNotifications',
    page: `${API}GetBackupVaultNotifications.html`,
    route: 'GET /backup-vaults/{BackupVaultName}/notification-configuration',
    answer: (context) => {
      const { notifications, vault } = vaultOf(context);
      const { BackupVaultName, BackupVaultArn } = vault;
      if (!notifications) {
        throw new Fault('ResourceNotFoundException', `Backup vault ${BackupVaultName} has no notifications`);
      }
      return { BackupVaultName, BackupVaultArn, ...notifications };
    },
  },
  {
    action: 'backup:DeleteBackupVaultNotifications',
    page: `${API}DeleteBackupVaultNotifications.html`,
    route: 'DELETE /backup-vaults/{BackupVaultName}/notification-configuration',
    answer: (context) => void delete vaultOf(context).notifications,
  },
  {
    action: 'backup:PutBackupVaultAccessPolicy',
    page: `${API}PutBackupVaultAccessPolicy.html`,
    route: 'PUT /backup-vaults/{BackupVaultName}/access-policy',
    answer: putAccessPolicy,
  },
  {
    action: 'backup:GetBackupVaultAccessPolicy',
    page: `${API}GetBackupVaultAccessPolicy.html`,
    route: 'GET /backup-vaults/{BackupVaultName}/access-policy',
    answer: (context) => {
      const { accessPolicy, vault } = vaultOf(context);
      const { BackupVaultName, BackupVaultArn } = vault;
      if (accessPolicy === undefined) {
        throw new Fault('ResourceNotFoundException', `Backup vault ${BackupVaultName} has no access policy`);
      }
      return { BackupVaultName, BackupVaultArn, Policy: accessPolicy };
    },
  },
  {
    action: 'backup:DeleteBackupVaultAccessPolicy',
    page: `${API}DeleteBackupVaultAccessPolicy.html`,
    route: 'DELETE /backup-vaults/{BackupVaultName}/access-policy',
    answer: (context) => void delete vaultOf(context).accessPolicy,
  },
];

function putNotifications(context: Context) {
  const vault = vaultOf(context);
  requireMembers(context.input, ['SNSTopicArn', 'BackupVaultEvents']);
  const { SNSTopicArn, BackupVaultEvents } = context.input;
  const unknown = BackupVaultEvents.find((event: string) => !EVENTS.includes(event));
  if (unknown !== undefined) {
    throw new Fault(
      'InvalidParameterValueException',
      `BackupVaultEvents: ${unknown} is not one of ${EVENTS.join(', ')}`,
    );
  }
  vault.notifications = { SNSTopicArn, BackupVaultEvents };
  return undefined;
}

function putAccessPolicy(context: Context) {
  const vault = vaultOf(context);
  requireMembers(context.input, ['Policy']);
  const { Policy } = context.input;
  if (!isJsonObject(Policy)) throw new Fault('InvalidParameterValueException', 'The policy is not a JSON object.');
  vault.accessPolicy = Policy;
  return undefined;
}

function isJsonObject(json: string): boolean {
  try {
    return isObject(JSON.parse(json));
  } catch {
    return false;
  }
}
