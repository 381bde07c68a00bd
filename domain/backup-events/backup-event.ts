import { isObject, jsonText, type JsonObject } from '../json-object';

interface FromAccount {
  readonly account: string;
  readonly region: string;
  /** When AWS Backup sent the event, ISO 8601. */
  readonly time: string;
}

export type JobKind = 'backup' | 'copy' | 'restore';

/** How a job ended. */
export interface JobEvent extends FromAccount {
  readonly kind: JobKind;
  /** As AWS Backup names it, such as `FAILED`. */
  readonly state: string;
  /** Empty if AWS Backup gives none. */
  readonly message: string;
  readonly jobId: string;
  /** The backed-up resource, or else what the event names: a failed restore names only the recovery point. */
  readonly resource: string;
  /** The vault of a backup, or the destination of a copy; empty if the event names none. */
  readonly vault: string;
}

/** A changed lock of a vault, or changed settings of a region. */
export interface SettingEvent extends FromAccount {
  readonly kind: 'vault lock' | 'region settings';
  /** What changed, as JSON or ARN. */
  readonly resource: string;
}

export type BackupEvent = JobEvent | SettingEvent;

const JOBS: ReadonlyMap<string, { readonly kind: JobKind; readonly id: string; readonly state: string }> = new Map([
  ['Backup Job State Change', { kind: 'backup', id: 'backupJobId', state: 'state' }],
  ['Copy Job State Change', { kind: 'copy', id: 'copyJobId', state: 'state' }],
  ['Restore Job State Change', { kind: 'restore', id: 'restoreJobId', state: 'status' }],
]);

/**
 * Reads an event of AWS Backup as EventBridge delivers it. The account in its envelope is set by EventBridge: no sender can
 * choose it.
 * @returns undefined if the event is not one that `BACKUP_FAILURES` matches, or lacks what a message needs
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function readBackupEvent(text: string): BackupEvent | undefined {
  const event = parsed(text);
  if (!isObject(event) || event['source'] !== 'aws.backup' || !isObject(event['detail'])) return undefined;
  const from = { account: textOf(event, 'account'), region: textOf(event, 'region'), time: textOf(event, 'time') };
  if (from.account === '' || from.region === '') return undefined;
  const { detail } = event;
  const { resources } = event;
  const named: unknown = Array.isArray(resources) ? resources[0] : undefined;
  const type = textOf(event, 'detail-type');
  if (type === 'Backup Vault State Change') {
    const resource = `${jsonText(named ?? textOf(detail, 'backupVaultName'))}, isLocked ${textOf(detail, 'isLocked')}`;
    return { ...from, kind: 'vault lock', resource };
  }
  if (type === 'Region Setting State Change') return { ...from, kind: 'region settings', resource: jsonText(detail) };
  const job = JOBS.get(type);
  // AWS's example of a created restore job has `state`.
  const state = job && (textOf(detail, job.state) || textOf(detail, 'state'));
  if (!job || state === undefined || state === '') return undefined;
  return {
    ...from,
    kind: job.kind,
    state,
    message: unquoted(textOf(detail, 'statusMessage')),
    jobId: textOf(detail, job.id),
    resource: textOf(detail, 'resourceArn') || textOf(detail, 'sourceResourceArn') || jsonText(named ?? ''),
    vault: textOf(detail, 'destinationBackupVaultArn') || textOf(detail, 'backupVaultName'),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A field as text; empty if it is missing. */
function textOf(object: JsonObject, field: string): string {
  const value = object[field];
  return value === undefined || value === null ? '' : jsonText(value);
}

/** AWS Backup sends some messages in quotes. */
function unquoted(message: string): string {
  return /^"(?<inner>.*)"$/s.exec(message.trim())?.groups?.['inner'] ?? message.trim();
}
