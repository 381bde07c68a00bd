import { accessJudge } from '../access-judge';
import { failuresLost } from '../filter-judge';
import { GENERAL } from '../general';
import { asOne, becoming, entry, leaving, lowerIsWorse } from '../judges';
import { hit, type Judge, type Rule, type TypeRules } from '../rule';

export const NOTIFICATION_RULES = {
  topicRemoved: {
    name: 'topic-removed',
    severity: 'high',
    finds: 'a topic that is gone',
    why: 'nobody is told about failures any more',
    remedy: 'keep the topic of every region with a vault',
  },
  topicReplaced: {
    name: 'topic-replaced',
    severity: 'high',
    finds: 'a topic or queue that is made anew under another name',
    why: 'people must confirm their subscriptions again, and are told nothing until they do',
    remedy: 'keep the name',
  },
  encryption: {
    name: 'topic-encryption-changed',
    severity: 'high',
    finds: 'another key for a topic or queue, or none',
    why: 'messages lie unencrypted, or a publisher that the other key does not admit cannot publish',
    remedy: 'keep the key; for another one see that its policy admits backup, events and cloudwatch',
  },
  opened: {
    name: 'topic-policy-opened',
    severity: 'high',
    finds: 'a policy of a topic or queue that allows more, or denies less',
    why: 'others may publish, subscribe or read what fails here',
    remedy: 'name the publishers, and keep the denial of plain text',
  },
  publisherLost: {
    name: 'topic-publisher-removed',
    severity: 'high',
    finds: 'somebody who may no longer publish to a topic, or send to a queue',
    why: 'its failures are no longer told to anybody',
    remedy: 'keep backup, events and cloudwatch as publishers, without conditions for events',
  },
  policyRewritten: {
    name: 'topic-policy-rewritten',
    severity: 'low',
    finds: 'a policy of a topic or queue in other words that allow the same',
    why: 'nobody gains or loses access',
    remedy: 'nothing',
  },
  policyMoved: {
    name: 'topic-policy-moved',
    severity: 'high',
    finds: 'a policy that is put on another topic or queue',
    why: 'the one loses its publishers, the other gets them',
    remedy: 'keep a policy for each',
  },
  subscriptionRemoved: {
    name: 'subscription-removed',
    severity: 'high',
    finds: 'somebody who is no longer told about failures',
    why: 'a failure that nobody hears of is found at the restore',
    remedy: 'see that somebody else is told',
  },
  subscriptionOther: {
    name: 'subscription-other',
    severity: 'high',
    finds: 'a subscription of another address, by other means or to another topic',
    why: 'who was told is told no more, and who is told now has to confirm first',
    remedy: 'confirm the new subscription before the old one goes',
  },
  filterWeaker: {
    name: 'failure-filter-weaker',
    severity: 'high',
    finds: 'a filter that keeps back failures which it let through, or that cannot be judged',
    why: 'these failures are told to nobody',
    remedy: 'let every State but COMPLETED through, and messages without State',
  },
  filterChanged: {
    name: 'filter-changed',
    severity: 'medium',
    finds: 'a filter that lets every failure through that it did, and other messages differently',
    why: 'subscribers get more messages or fewer; the change may take 15 minutes to act',
    remedy: 'see that nobody is drowned in messages',
  },
  deadLetterRemoved: {
    name: 'dead-letter-queue-removed',
    severity: 'high',
    finds: 'a queue for messages that cannot be delivered, which is gone, is another one, or is not used any more',
    why: 'a failure that could not be delivered is lost',
    remedy: 'keep the queue',
  },
  deadLetterShorter: {
    name: 'dead-letters-kept-shorter',
    severity: 'high',
    finds: 'a queue that keeps undelivered messages for less time',
    why: 'a failure is lost before somebody looks',
    remedy: 'keep 14 days',
  },
  delivery: {
    name: 'delivery-changed',
    severity: 'medium',
    finds: 'another way in which messages are confirmed, formed, kept or delivered',
    why: 'what reads them may not understand them',
    remedy: 'send a message, and see that it arrives',
  },
} as const satisfies Readonly<Record<string, Rule>>;

const ACCESS = accessJudge({
  wider: () => NOTIFICATION_RULES.opened,
  lost: NOTIFICATION_RULES.publisherLost,
  narrowed: NOTIFICATION_RULES.publisherLost,
  same: NOTIFICATION_RULES.policyRewritten,
});

const filter: Judge = asOne(1, (difference, { after, account }) => {
  const onBody = after?.['filter_policy_scope'] === 'MessageBody';
  const lost = onBody || failuresLost(difference.before, difference.after, account).length > 0;
  return [hit(lost ? NOTIFICATION_RULES.filterWeaker : NOTIFICATION_RULES.filterChanged, difference)];
});

export const NOTIFICATION_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_sns_topic: {
    added: GENERAL.added,
    removed: NOTIFICATION_RULES.topicRemoved,
    replaced: NOTIFICATION_RULES.topicReplaced,
    attributes: {
      name: NOTIFICATION_RULES.topicReplaced,
      kms_master_key_id: NOTIFICATION_RULES.encryption,
      display_name: GENERAL.description,
    },
  },
  aws_sns_topic_policy: {
    added: (change, context) => ACCESS.added('policy', change, context),
    removed: NOTIFICATION_RULES.publisherLost,
    attributes: { 'policy/**': ACCESS.changed(), arn: NOTIFICATION_RULES.policyMoved },
  },
  aws_sns_topic_subscription: {
    added: GENERAL.added,
    removed: NOTIFICATION_RULES.subscriptionRemoved,
    attributes: {
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
      endpoint_auto_confirms: NOTIFICATION_RULES.delivery,
      confirmation_timeout_in_minutes: NOTIFICATION_RULES.delivery,
      raw_message_delivery: NOTIFICATION_RULES.delivery,
      'delivery_policy/**': NOTIFICATION_RULES.delivery,
    },
  },
  aws_sqs_queue: {
    added: GENERAL.added,
    removed: NOTIFICATION_RULES.deadLetterRemoved,
    replaced: NOTIFICATION_RULES.topicReplaced,
    attributes: {
      name: NOTIFICATION_RULES.topicReplaced,
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
  },
  aws_sqs_queue_policy: {
    added: (change, context) => ACCESS.added('policy', change, context),
    removed: NOTIFICATION_RULES.publisherLost,
    attributes: { 'policy/**': ACCESS.changed(), queue_url: NOTIFICATION_RULES.policyMoved },
  },
};
