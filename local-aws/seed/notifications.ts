import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';

import { serializeStatement } from '../../domain/iam/serialize-statement';
import { DEFAULT_FILTER } from '../../domain/notifications/default-filter';
import { undeliveredQueue } from '../../domain/notifications/derived-names';
import { topicStatements } from '../../domain/notifications/topic-statements';
import { labelOf } from '../../environments/rules/notifications';
import type { Region } from '../../environments/schema';
import { arnOf } from '../../modules/core/naming';
import type { SeededAccount } from './account';

/**
 * Creates the topics and subscriptions of the notifications stack. moto confirms subscriptions immediately and sends no
 * mail.
 * @returns the subscriptions it omits: moto would really call an https endpoint
 */
export async function seedNotifications(account: SeededAccount): Promise<string[]> {
  const { subscriptions, regions } = account.environment.notifications;
  for (const region of regions) await seedTopic(account, region);
  return subscriptions
    .filter(({ protocol }) => protocol === 'https')
    .map((one) => `the https subscription ${labelOf(one)}, because the local SNS would really call it`);
}

async function seedTopic({ environment, sns, sqs }: SeededAccount, region: Region): Promise<void> {
  const { accountId, notifications } = environment;
  const { topicName, displayName, subscriptions, key } = notifications;
  const client = sns(region);
  const { TopicArn = '' } = await client.send(
    new CreateTopicCommand({ Name: topicName, Attributes: { DisplayName: displayName } }),
  );
  const set = (AttributeName: string, AttributeValue: string) =>
    client.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
  const Statement = topicStatements(accountId, TopicArn).map(serializeStatement);
  await set('Policy', JSON.stringify({ Version: '2012-10-17', Statement }));
  if (key !== 'none') {
    await set(
      'KmsMasterKeyId',
      typeof key === 'string' ? arnOf('kms', { accountId, region }, 'key/topic') : (key[region] ?? ''),
    );
  }

  const queueName = undeliveredQueue(topicName);
  const deadLetterTargetArn = arnOf('sqs', { accountId, region }, queueName);
  if (subscriptions.some(({ deadLetterQueue }) => deadLetterQueue)) {
    await sqs(region).send(new CreateQueueCommand({ QueueName: queueName }));
  }
  for (const { protocol, endpoint, filter = DEFAULT_FILTER, deadLetterQueue } of subscriptions) {
    if (protocol === 'https') continue;
    const Attributes = {
      ...(filter === 'none' ? {} : { FilterPolicy: JSON.stringify(filter) }),
      ...(deadLetterQueue ? { RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) } : {}),
    };
    await client.send(new SubscribeCommand({ TopicArn, Protocol: protocol, Endpoint: endpoint, Attributes }));
  }
}
