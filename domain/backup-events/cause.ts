import { groupedBy } from '../grouped-by';
import type { BackupEvent, JobEvent, SettingEvent } from './backup-event';

/** The states of a job that completed with a message; the console calls it so. */
export const WITH_ISSUES = 'COMPLETED_WITH_ISSUES';

/** What made several jobs fail, with each of them. */
export interface Cause<E extends BackupEvent = BackupEvent> {
  readonly kind: BackupEvent['kind'];
  /** How the jobs ended; empty for settings. */
  readonly state: string;
  /** The message without what differs from job to job; empty for settings. */
  readonly message: string;
  readonly events: readonly E[];
}

/** What differs between messages about one cause, each with its replacement. Later ones read what earlier ones left. */
const VARIABLE: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?/g, '<time>'],
  [/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi, '<ID>'],
  [/arn:(aws[\w-]*):([\w-]+):[\w-]*:\d*:/g, 'arn:$1:$2:<region>:<account>:'],
  // i-0123456789abcdef0, vol-…, job-…
  [/\b([a-z]{1,12})-(?=[\da-f]*\d)[\da-f]{8,}\b/g, '$1-<ID>'],
  [/\b\d{12}\b/g, '<account>'],
  [/\b(?=[\da-f]*\d)[\da-f]{16,}\b/gi, '<ID>'],
];

/** A message without times, accounts, regions of ARNs and IDs: the same for every job that fails for one cause. */
export function normalizedMessage(message: string): string {
  return VARIABLE.reduce((text, [variable, name]) => text.replaceAll(variable, name), message);
}

/** Groups events by cause, in a stable order: the order of the events does not matter. */
export function causesOf(events: readonly BackupEvent[]): Cause[] {
  const causes = [...groupedBy(events, keyOf)].map(([key, group]): Cause => {
    const [kind, state, message] = JSON.parse(key) as [BackupEvent['kind'], string, string];
    return { kind, state, message, events: group.toSorted(byPlace) };
  });
  return causes.toSorted((one, other) => compare(textOf(one), textOf(other)));
}

/** Whether it is about jobs. */
export function isOfJobs(cause: Cause): cause is Cause<JobEvent> {
  return cause.state !== '';
}

/** How a job ended, in a word that no filter of completed jobs holds back. */
function stateOf({ state }: JobEvent): string {
  return state === 'COMPLETED' ? WITH_ISSUES : state;
}

function keyOf(event: BackupEvent): string {
  const [state, message] = isSetting(event) ? ['', ''] : [stateOf(event), normalizedMessage(event.message)];
  return JSON.stringify([event.kind, state, message]);
}

function isSetting(event: BackupEvent): event is SettingEvent {
  return event.kind === 'vault lock' || event.kind === 'region settings';
}

function textOf({ kind, state, message }: Cause): string {
  return `${kind}\n${state}\n${message}`;
}

function byPlace(one: BackupEvent, other: BackupEvent): number {
  const text = (event: BackupEvent) => `${event.account} ${event.region} ${event.time} ${JSON.stringify(event)}`;
  return compare(text(one), text(other));
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
