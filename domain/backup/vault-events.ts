import { AWS_LIMITS } from '../aws-limits/generated';
import type { Finding } from '../finding';
import { nearest } from '../nearest';
import type { Vault } from './model';

/**
 * Deprecated events, and the events that replace them.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html
 */
const SUCCESSORS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    BACKUP_JOB_SUCCESSFUL: 'BACKUP_JOB_COMPLETED',
    BACKUP_JOB_FAILED: 'BACKUP_JOB_COMPLETED',
    BACKUP_JOB_EXPIRED: 'BACKUP_JOB_COMPLETED',
    RESTORE_JOB_SUCCESSFUL: 'RESTORE_JOB_COMPLETED',
    RESTORE_JOB_FAILED: 'RESTORE_JOB_COMPLETED',
  }),
);

const WITHOUT_SUCCESSOR = ['BACKUP_PLAN_CREATED', 'BACKUP_PLAN_MODIFIED'];

/**
 * The events that vaults send.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
export const VAULT_EVENTS: readonly string[] = AWS_LIMITS.backup.BackupVaultEvent.enum.filter(
  (event) => !SUCCESSORS.has(event) && !WITHOUT_SUCCESSOR.includes(event),
);

/** An event that vaults do not send, or no longer send (N3). */
export function eventNotSent(event: string, path: string): Finding[] {
  if (VAULT_EVENTS.includes(event)) return [];
  const successor = SUCCESSORS.get(event);
  const refusal = { severity: 'error', path, found: event } as const;
  if (successor !== undefined) {
    return [
      {
        ...refusal,
        rule: 'event-deprecated',
        source: 'backupctl',
        message: `${event} is deprecated: ${successor} reports the end of a job, and its message has the State`,
        remedy: `notify ${successor}`,
      },
    ];
  }
  if (WITHOUT_SUCCESSOR.includes(event)) {
    return [
      {
        ...refusal,
        rule: 'event-deprecated',
        source: 'backupctl',
        message: `${event} is deprecated, and no other event of a vault replaces it`,
        remedy: 'leave it out: EventBridge reports changes of plans as "Backup Plan State Change"',
      },
    ];
  }
  const meant = nearest(event, VAULT_EVENTS);
  return [
    {
      ...refusal,
      rule: 'event-unknown',
      source: 'aws',
      message: `"${event}" is not a vault event`,
      remedy: meant === undefined ? `notify some of ${VAULT_EVENTS.join(', ')}` : `did you mean ${meant}?`,
    },
  ];
}

/** The events that Terraform lets a vault publish. */
export const notifiedEvents = ({ notify }: Pick<Vault, 'notify'>): readonly string[] =>
  notify === 'unmanaged' ? [] : notify;
