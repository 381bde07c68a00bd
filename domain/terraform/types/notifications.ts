import { accessRules } from '../changes/access-rules';
import { failuresLost } from '../changes/failure-filter';
import { asOne, becoming, entry, leaving, lowerIsWorse } from '../changes/judges';
import { high, type Judge, medium } from '../changes/rule';
import { type Concern, type ResourceName, terraformType } from '../terraform-type';
import { GENERAL } from './general';

const ACCESS = accessRules({
  policy: 'a topic or queue policy',
  opened: {
    rule: 'topic-policy-opened',
    why: 'other principals may publish, subscribe, or read failure messages',
    remedy: 'name the publishers, and keep the denial of unencrypted connections',
  },
  narrower: {
    rule: 'topic-publisher-removed',
    why: 'failures of a service that can no longer publish or send reach no one',
    remedy: 'keep backup, events and cloudwatch as publishers, without conditions for events',
  },
});

export const NOTIFICATION_RULES = {
  topicRemoved: high('topic-removed', {
    finds: 'a removed topic',
    why: 'no one is notified of failures',
    remedy: 'keep the topic of every region with a vault',
  }),
  topicReplaced: high('topic-replaced', {
    finds: 'a topic that is replaced because its name changes',
    why: 'recipients must confirm their subscriptions again, and get no messages until they do',
    remedy: 'keep the name',
  }),
  queueReplaced: high('queue-replaced', {
    finds: 'a queue that is replaced because its name changes',
    why: 'the provider deletes the old queue with the messages that no one has read',
    remedy: 'keep the name, or empty the queue first',
  }),
  encryption: high('topic-encryption-changed', {
    finds: 'another key for a topic or queue, or none',
    why: 'messages are stored unencrypted, or a publisher that cannot use the other key cannot publish',
    remedy: 'keep the key; for another one, check that its policy allows backup, events and cloudwatch',
  }),
  ...ACCESS.rules,
  policyMoved: high('topic-policy-moved', {
    finds: 'a policy that moves to another topic or queue',
    why: 'one loses its publishers, the other one gets them',
    remedy: 'keep one policy per topic or queue',
  }),
  subscriptionRemoved: high('subscription-removed', {
    finds: 'a removed subscription',
    why: 'its recipient is no longer notified: a failure may go unnoticed until you need to restore',
    remedy: 'check that another recipient is notified',
  }),
  subscriptionOther: high('subscription-other', {
    finds: 'a subscription with another endpoint, protocol or topic',
    why: 'the recipient so far gets no more messages, and the new one must confirm first',
    remedy: 'confirm the new subscription before you remove the old one',
  }),
  filterWeaker: high('failure-filter-weaker', {
    finds: 'a filter that blocks failures which it let through before, or that cannot be evaluated',
    why: 'no one is notified of these failures',
    remedy: 'let every State except COMPLETED through, and messages without State',
  }),
  filterChanged: medium('filter-changed', {
    finds: 'a filter that lets the same failures through, and other messages differently',
    why: 'subscribers get more or fewer messages; the change may take 15 minutes to take effect',
    remedy: 'check that no one gets too many messages',
  }),
  deadLetterRemoved: high('dead-letter-queue-removed', {
    finds: 'a dead-letter queue that is removed, replaced by another one, or no longer used',
    why: 'failure messages that cannot be delivered are lost',
    remedy: 'keep the queue',
  }),
  deadLetterShorter: high('dead-letters-kept-shorter', {
    finds: 'a queue that keeps undelivered messages for less time',
    why: 'a failure message is lost before anyone reads it',
    remedy: 'keep 14 days',
  }),
  delivery: medium('delivery-changed', {
    finds: 'another confirmation, format, retention or delivery of messages',
    why: 'the recipient may not understand them',
    remedy: 'send a message, and check that it arrives',
  }),
};

const confirmation = entry({
  removed: NOTIFICATION_RULES.delivery,
  added: GENERAL.noEffect,
  changed: NOTIFICATION_RULES.delivery,
});

const filter: Judge = asOne(1, ({ before, after }, change) => {
  const onBody = change.after?.['filter_policy_scope'] === 'MessageBody';
  const isWeaker = onBody || failuresLost(before, after, change.account).length > 0;
  return isWeaker ? NOTIFICATION_RULES.filterWeaker : NOTIFICATION_RULES.filterChanged;
});

const sns = {
  arn: ({ account, region, name }: ResourceName) => `arn:aws:sns:${region}:${account}:${name}`,
  permissionSet: 'services',
  everyRegion: true,
  // A subscription's ARN is that of its topic and an ID.
  names: ({ topics }: { readonly topics: readonly string[] }) => topics.flatMap((topic) => [topic, `${topic}:*`]),
} as const;
const sqs = {
  arn: ({ account, region, name }: ResourceName) => `arn:aws:sqs:${region}:${account}:${name}`,
  permissionSet: 'services',
  everyRegion: true,
  names: ({ queues }: { readonly queues: readonly string[] }) => queues,
} as const;

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
export const NOTIFICATIONS: Concern = {
  title: 'Notifications',
  rules: Object.values(NOTIFICATION_RULES),
  types: [
    terraformType('aws_sns_topic', {
      importId: '{arn}',
      ...sns,
      actions: {
        create: ['sns:CreateTopic', 'sns:SetTopicAttributes', 'sns:TagResource'],
        read: ['sns:GetTopicAttributes', 'sns:ListTagsForResource'],
        update: ['sns:UntagResource'],
        destroy: ['sns:DeleteTopic'],
      },
      replacedBy: ['name', 'name_prefix', 'fifo_topic'],
      removed: NOTIFICATION_RULES.topicRemoved,
      replaced: NOTIFICATION_RULES.topicReplaced,
      changes: {
        name: NOTIFICATION_RULES.topicReplaced,
        kms_master_key_id: NOTIFICATION_RULES.encryption,
        display_name: GENERAL.noEffect,
      },
    }),
    terraformType('aws_sns_topic_policy', {
      importId: '{arn}',
      ...sns,
      actions: {
        create: ['sns:SetTopicAttributes'],
        read: ['sns:GetTopicAttributes'],
        update: [],
        destroy: [],
      },
      replacedBy: ['arn'],
      added: ACCESS.added('policy', { argument: 'arn', type: 'aws_sns_topic' }),
      removed: ACCESS.rules.narrower,
      changes: { 'policy/**': ACCESS.changed(), arn: NOTIFICATION_RULES.policyMoved },
    }),
    terraformType('aws_sns_topic_subscription', {
      importId: '{id}',
      ...sns,
      actions: {
        create: ['sns:Subscribe'],
        read: ['sns:ListSubscriptionsByTopic'],
        list: ['sns:GetSubscriptionAttributes'],
        update: ['sns:SetSubscriptionAttributes'],
        destroy: ['sns:Unsubscribe'],
      },
      replacedBy: ['topic_arn', 'protocol', 'endpoint'],
      removed: NOTIFICATION_RULES.subscriptionRemoved,
      changes: {
        endpoint: NOTIFICATION_RULES.subscriptionOther,
        protocol: NOTIFICATION_RULES.subscriptionOther,
        topic_arn: NOTIFICATION_RULES.subscriptionOther,
        'filter_policy/**': filter,
        filter_policy_scope: becoming('MessageBody', NOTIFICATION_RULES.filterWeaker, NOTIFICATION_RULES.filterChanged),
        'redrive_policy/**': entry({
          removed: NOTIFICATION_RULES.deadLetterRemoved,
          added: NOTIFICATION_RULES.delivery,
          changed: NOTIFICATION_RULES.deadLetterRemoved,
        }),
        // Only how long the provider waits: an import has neither.
        endpoint_auto_confirms: confirmation,
        confirmation_timeout_in_minutes: confirmation,
        raw_message_delivery: NOTIFICATION_RULES.delivery,
        'delivery_policy/**': NOTIFICATION_RULES.delivery,
      },
    }),
    terraformType('aws_sqs_queue', {
      importId: '{url}',
      ...sqs,
      actions: {
        create: ['sqs:CreateQueue', 'sqs:SetQueueAttributes', 'sqs:TagQueue'],
        read: ['sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
        update: ['sqs:UntagQueue'],
        destroy: ['sqs:DeleteQueue'],
      },
      replacedBy: ['name', 'name_prefix', 'fifo_queue'],
      removed: NOTIFICATION_RULES.deadLetterRemoved,
      replaced: NOTIFICATION_RULES.queueReplaced,
      changes: {
        name: NOTIFICATION_RULES.queueReplaced,
        // The default is 4 days.
        message_retention_seconds: lowerIsWorse(
          NOTIFICATION_RULES.deadLetterShorter,
          NOTIFICATION_RULES.delivery,
          345_600,
        ),
        sqs_managed_sse_enabled: leaving(true, NOTIFICATION_RULES.encryption, NOTIFICATION_RULES.delivery, true),
        kms_master_key_id: NOTIFICATION_RULES.encryption,
        visibility_timeout_seconds: NOTIFICATION_RULES.delivery,
        delay_seconds: NOTIFICATION_RULES.delivery,
        receive_wait_time_seconds: NOTIFICATION_RULES.delivery,
        'redrive_policy/**': NOTIFICATION_RULES.delivery,
        'redrive_allow_policy/**': NOTIFICATION_RULES.delivery,
      },
    }),
    terraformType('aws_sqs_queue_policy', {
      importId: '{queue_url}',
      ...sqs,
      actions: {
        create: ['sqs:SetQueueAttributes'],
        read: ['sqs:GetQueueAttributes'],
        update: [],
        destroy: [],
      },
      replacedBy: ['queue_url'],
      added: ACCESS.added('policy', { argument: 'queue_url', type: 'aws_sqs_queue' }),
      removed: ACCESS.rules.narrower,
      changes: { 'policy/**': ACCESS.changed(), queue_url: NOTIFICATION_RULES.policyMoved },
    }),
  ],
};
