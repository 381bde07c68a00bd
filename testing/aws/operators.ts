import { CreateTopicCommand, type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

import { DEFAULT_FILTER } from '../../domain/notifications/default-filter';

/** A topic of failures, and a queue that subscribes to it as operators do: with the default filter. */
export interface Operators {
  readonly topicArn: string;
  /** Every message that has arrived since the last call. */
  readonly received: () => Promise<{ Subject: string; Message: string }[]>;
}

export async function subscribeOperators(sns: SNSClient, sqs: SQSClient): Promise<Operators> {
  const { TopicArn: topicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'sns-backup-alertnotification' }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'operators' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: Attributes?.['QueueArn'],
      Attributes: { FilterPolicy: JSON.stringify(DEFAULT_FILTER) },
    }),
  );
  const received = async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages.map(({ Body = '' }) => JSON.parse(Body) as { Subject: string; Message: string });
  };
  return { topicArn, received };
}
