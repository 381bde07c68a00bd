import type { MessageAttributes } from '../notifications/filter-policy';

/** A message of a topic, as a queue received it. */
export interface Notice {
  /** SNS may deliver a message twice with the same ID. */
  readonly messageId: string;
  readonly text: string;
  readonly attributes: MessageAttributes;
}

/**
 * Parses a message that SNS sent to a queue; undefined when it is not from SNS.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function readNotice(body: string): Notice | undefined {
  const { MessageId, Message, MessageAttributes = {} } = readObject(body);
  if (typeof MessageId !== 'string' || typeof Message !== 'string') return undefined;
  const attributes: Record<string, string> = {};
  for (const [name, { Value }] of Object.entries(MessageAttributes as Record<string, { readonly Value?: string }>)) {
    if (Value !== undefined) attributes[name] = Value;
  }
  return { messageId: MessageId, text: Message, attributes };
}

/** Whether a notice is about a job: AWS Backup sends the job ID in the attribute Id and in the text. */
export function isAbout({ text, attributes }: Notice, jobId: string): boolean {
  return attributes['Id'] === jobId || text.includes(jobId);
}

function readObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
}
