import { accessJudge } from '../access-judge';
import { failuresLost } from '../filter-judge';
import { GENERAL } from '../general';
import { asOne, becoming, entry, leaving, lowerIsWorse } from '../judges';
import { hit, type Judge, type TypeRules } from '../rule';
import { NOTIFICATION_RULES } from './notification-rules';

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
