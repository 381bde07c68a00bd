import { onlyOne } from '../only-one';
import { openTo, type Person } from '../person';
import { TOPIC, type OutOfBandChange } from './change';

export const NOTIFICATIONS: readonly OutOfBandChange[] = [
  {
    what: 'a topic policy opened to everyone',
    make: ({ sns }) =>
      sns.setTopicAttributes({
        TopicArn: TOPIC,
        AttributeName: 'Policy',
        AttributeValue: openTo('sns:Publish', TOPIC),
      }),
    findings: [
      'high topic-policy-opened aws_sns_topic_policy.topic_topic-policy policy/Allow sns:Publish',
      'high topic-policy-opened aws_sns_topic_policy.topic_topic-policy policy/DenyPlainText',
      'high topic-publisher-removed aws_sns_topic_policy.topic_topic-policy policy/AdministerByAccount',
    ],
  },
  {
    what: 'the encryption of a topic switched off',
    make: ({ sns }) => sns.setTopicAttributes({ TopicArn: TOPIC, AttributeName: 'KmsMasterKeyId', AttributeValue: '' }),
    findings: ['high topic-encryption-changed aws_sns_topic.topic kms_master_key_id'],
  },
  {
    what: 'a subscription deleted',
    make: async ({ sns }) => sns.unsubscribe({ SubscriptionArn: await subscription(sns, 'second@example.com') }),
    findings: ['high subscription-removed aws_sns_topic_subscription.subscription-secondexamplecom_subscription '],
  },
  {
    what: 'the filter of a subscription',
    make: async ({ sns }) =>
      sns.setSubscriptionAttributes({
        SubscriptionArn: await subscription(sns, 'first@example.com'),
        AttributeName: 'FilterPolicy',
        AttributeValue: '{"State":["COMPLETED"]}',
      }),
    findings: [
      'high failure-filter-weaker aws_sns_topic_subscription.subscription-firstexamplecom_subscription filter_policy',
    ],
  },
  {
    what: 'the retention and the policy of a queue',
    make: async ({ sqs }) => {
      const { QueueUrls = [] } = await sqs.listQueues({ QueueNamePrefix: 'sns-backup-alertnotification' });
      const Attributes = { MessageRetentionPeriod: '60', Policy: openTo('sqs:*') };
      await sqs.setQueueAttributes({ QueueUrl: onlyOne(QueueUrls), Attributes });
    },
    findings: [
      'high dead-letters-kept-shorter aws_sqs_queue.dead-letter-queue message_retention_seconds',
      'high topic-policy-opened aws_sqs_queue_policy.dead-letter-queue_queue-policy policy/Allow sqs:*',
    ],
  },
];

async function subscription(sns: Person['sns'], endpoint: string): Promise<string> {
  const { Subscriptions = [] } = await sns.listSubscriptionsByTopic({ TopicArn: TOPIC });
  return onlyOne(Subscriptions.filter(({ Endpoint }) => Endpoint === endpoint)).SubscriptionArn ?? '';
}
