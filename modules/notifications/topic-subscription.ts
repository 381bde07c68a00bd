import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';

import { stableJson } from '../../domain/stable-json';

export interface TopicSubscriptionProps {
  readonly topicArn: string;
  readonly region: string;
  readonly protocol: 'email' | 'https';
  readonly endpoint: string;
  /**
   * Which messages are delivered, by their attributes.
   * @default - all
   */
  readonly filter: Readonly<Record<string, unknown>> | undefined;
  /** @default - undelivered messages are lost */
  readonly deadLetterQueueArn: string | undefined;
}

/** A recipient of notifications (N4). */
export class TopicSubscription extends Construct {
  constructor(scope: Construct, id: string, props: TopicSubscriptionProps) {
    super(scope, id);
    new SnsTopicSubscription(this, 'subscription', {
      topicArn: props.topicArn,
      region: props.region,
      protocol: props.protocol,
      endpoint: props.endpoint,
      // Without it, the apply waits for a confirmation that only the endpoint can send, and fails.
      endpointAutoConfirms: props.protocol === 'https' || undefined,
      ...(props.filter === undefined
        ? {}
        : { filterPolicy: stableJson(props.filter), filterPolicyScope: 'MessageAttributes' }),
      ...(props.deadLetterQueueArn === undefined
        ? {}
        : { redrivePolicy: stableJson({ deadLetterTargetArn: props.deadLetterQueueArn }) }),
    });
  }
}
