import type { MessageAttributes } from '../notifications/filter-policy';
import type { BackupEvent, JobEvent } from './backup-event';
import { type Cause, isOfJobs } from './cause';

/** A message for SNS. */
export interface FailureNotice<Source> {
  /** At most 100 printable ASCII characters. */
  readonly subject: string;
  readonly body: string;
  /** Subscriptions filter on them, as on those of AWS Backup's own notices. */
  readonly attributes: MessageAttributes;
  /** What the notice reports. */
  readonly sources: readonly Source[];
}

/** SNS accepts 256 KB for message, subject and attributes together. */
const LARGEST_BODY = 250_000;

/** In bytes. The limits of AWS Backup are unknown; no cause needs more. */
const LONGEST_MESSAGE = 4000;
const LONGEST_LINE = 4000;
const SUBJECT_CHARACTERS = 100;

/** The name of an account by its ID; undefined if it is unknown. */
export type NameOf = (account: string) => string | undefined;

/**
 * One notice for a cause, which lists every job; several if they do not fit into one.
 * @param sourceOf what an event was read from
 */
export function noticesOf<Source>(
  cause: Cause,
  nameOf: NameOf,
  sourceOf: (event: BackupEvent) => readonly Source[],
  largest = LARGEST_BODY,
): FailureNotice<Source>[] {
  const head = headOf(cause);
  const lines = cause.events.map((event) => ({ event, text: lineOf(event, nameOf) }));
  // The line that numbers the parts is added later.
  const parts = inParts(lines, largest - bytes(head) - 100);
  return parts.map((part, index) => ({
    subject: subjectOf(cause),
    body: [
      head,
      ...(parts.length === 1 ? [] : [`Part ${index + 1} of ${parts.length}.`]),
      '',
      ...part.map(({ text }) => text),
    ].join('\n'),
    attributes: attributesOf(cause),
    sources: part.flatMap(({ event }) => sourceOf(event)),
  }));
}

/** A notice for text that is no event of AWS Backup: it is passed on as it is, as far as SNS accepts it. */
export function unreadableNotice<Source>(
  text: string,
  sources: readonly Source[],
  largest = LARGEST_BODY,
): FailureNotice<Source> {
  const head =
    'This reached the queue of failed backups, and is not an event that can be read. It is passed on as it is:\n\n';
  return {
    subject: 'Unreadable event about backups',
    body: `${head}${cut(text, largest - bytes(head))}`,
    attributes: {},
    sources,
  };
}

function subjectOf({ events, ...cause }: Cause): string {
  const accounts = [...new Set(events.map(({ account }) => account))];
  const where = accounts.length === 1 ? `account ${accounts[0]}` : `${accounts.length} accounts`;
  const what = cause.state === '' ? `Changed ${cause.kind}` : `${cause.state} ${cause.kind} jobs`;
  return `${what}: ${events.length} in ${where}`.replaceAll(/[^ -~]/gu, '?').slice(0, SUBJECT_CHARACTERS);
}

function headOf(cause: Cause): string {
  const accounts = new Set(cause.events.map(({ account }) => account)).size;
  const where = `in ${accounts} ${accounts === 1 ? 'account' : 'accounts'}`;
  const count = cause.events.length;
  if (!isOfJobs(cause)) return `The ${cause.kind} changed ${count === 1 ? 'once' : `${count} times`} ${where}:`;
  const message =
    cause.message === '' ? 'AWS Backup gives no message.' : `Message: ${oneLine(cut(cause.message, LONGEST_MESSAGE))}`;
  return `${count} ${cause.kind} ${count === 1 ? 'job' : 'jobs'} ${where} ended as ${cause.state}.\n${message}`;
}

function lineOf(event: BackupEvent, nameOf: NameOf): string {
  const name = nameOf(event.account);
  const account = name === undefined ? event.account : `${name} (${event.account})`;
  const place = [account, event.region, event.time].join(', ');
  const what = isJob(event) ? jobText(event) : event.resource;
  return `- ${oneLine(cut(place, LONGEST_LINE))}\n  ${oneLine(cut(what, LONGEST_LINE))}`;
}

function jobText({ kind, jobId, resource, vault }: JobEvent): string {
  const named = [resource, vault === '' ? '' : `vault ${vault}`].filter((text) => text !== '');
  return [`${kind} job ${jobId === '' ? 'without ID' : jobId}`, ...named].join(', ');
}

/** As for AWS Backup's own notices, so that one filter fits both. Settings have no state, like alarms. */
function attributesOf(cause: Cause): MessageAttributes {
  return isOfJobs(cause) ? { State: cause.state, EventType: `${cause.kind.toUpperCase()}_JOB` } : {};
}

function isJob(event: BackupEvent): event is JobEvent {
  return 'jobId' in event;
}

/** Fills one part after the other. A line that is too long alone cannot occur: its texts are cut. */
function inParts<T extends { readonly text: string }>(lines: readonly T[], room: number): T[][] {
  const parts: T[][] = [];
  let left = 0;
  for (const line of lines) {
    const size = bytes(line.text) + 1;
    const last = parts.at(-1);
    if (last && size <= left) last.push(line);
    else {
      parts.push([line]);
      left = room;
    }
    left -= size;
  }
  return parts;
}

/** The beginning of a text, in bytes that SNS counts. A character is not split. */
function cut(text: string, largest: number): string {
  if (bytes(text) <= largest) return text;
  const whole = new TextDecoder().decode(new TextEncoder().encode(text).slice(0, largest - 30));
  return `${whole.replace(/\uFFFD$/u, '')} … (${bytes(text)} bytes)`;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** A message can contain line breaks. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ');
}
