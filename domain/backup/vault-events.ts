import type { Finding } from '../finding';
import { nearest } from '../nearest';

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html */
export const VAULT_EVENTS = [
  'BACKUP_JOB_STARTED',
  'BACKUP_JOB_COMPLETED',
  'COPY_JOB_STARTED',
  'COPY_JOB_SUCCESSFUL',
  'COPY_JOB_FAILED',
  'RESTORE_JOB_STARTED',
  'RESTORE_JOB_COMPLETED',
  'RECOVERY_POINT_MODIFIED',
  'S3_BACKUP_OBJECT_FAILED',
  'S3_RESTORE_OBJECT_FAILED',
  'CONTINUOUS_BACKUP_INTERRUPTED',
  'RECOVERY_POINT_INDEX_COMPLETED',
  'RECOVERY_POINT_INDEX_DELETED',
  'RECOVERY_POINT_INDEXING_FAILED',
] as const;

/** Deprecated events, and the events that replace them. */
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

/** An event that vaults do not send, or no longer send (N3). */
export function eventNotSent(event: string, path: string): Finding[] {
  if ((VAULT_EVENTS as readonly string[]).includes(event)) return [];
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
