import type { MessageAttributes } from '../notifications/filter-policy';

/** A message of a topic, as it came to a queue. */
export interface Notice {
  /** SNS may deliver a message twice, under the same id. */
  readonly messageId: string;
  readonly text: string;
  readonly attributes: MessageAttributes;
}

/**
 * Reads what SNS writes into a queue; undefined when it is nothing that SNS wrote.
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

/** Whether a notice is about a job: AWS Backup names it in the attribute Id and in the text. */
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
