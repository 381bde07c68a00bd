import type { Construct } from 'constructs';

import { undeliveredQueue } from '../../domain/notifications/derived-names';
import { DeadLetterQueue } from './dead-letter-queue';
import { FailureTopic } from './failure-topic';
import type { Recipient } from './recipients';
import { TopicKey } from './topic-key';
import { TopicSubscription } from './topic-subscription';

export interface NotifiedTopicProps {
  readonly topicName: string;
  readonly displayName: string;
  readonly accountId: string;
  readonly region: string;
  /** `none`, `customer-managed` (creates a key) or the ARNs of keys by region. */
  readonly key: string | Readonly<Record<string, string | undefined>>;
  readonly recipients: readonly Recipient[];
  /** Names of the roles that publish to the topic; they need not exist yet. */
  readonly publisherRoles: readonly string[];
  /** The construct ID of a part in this region. */
  readonly idOf: (part: string) => string;
}

/**
 * Creates a topic with its key, its recipients, and the queue of what cannot be delivered (N1, N2, N4). A function and not a
 * construct: the parts keep their addresses in the stack.
 * @returns the ARN of the topic
 */
export function notifiedTopic(scope: Construct, props: NotifiedTopicProps): string {
  const { topicName, displayName, accountId, region, recipients, idOf } = props;
  const topic = { name: topicName, displayName, accountId, region, kmsKeyArn: keyOf(scope, props) };
  const topicArn = new FailureTopic(scope, idOf('topic'), topic).arn;
  const queueArn = recipients.some(({ deadLetterQueue }) => deadLetterQueue)
    ? new DeadLetterQueue(scope, idOf('dead-letter-queue'), { name: undeliveredQueue(topicName), region, topicArn }).arn
    : undefined;
  for (const { key, deadLetterQueue, ...recipient } of recipients) {
    const deadLetterQueueArn = deadLetterQueue ? queueArn : undefined;
    new TopicSubscription(scope, idOf(`subscription-${key}`), { topicArn, region, ...recipient, deadLetterQueueArn });
  }
  return topicArn;
}

function keyOf(scope: Construct, props: NotifiedTopicProps): string | undefined {
  const { key, topicName, accountId, region, publisherRoles, idOf } = props;
  if (typeof key !== 'string') return key[region];
  if (key === 'none') return undefined;
  return new TopicKey(scope, idOf('topic-key'), { topicName, accountId, region, publisherRoles }).arn;
}
