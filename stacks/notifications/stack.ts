import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Construct } from 'constructs';

import { DEFAULT_FILTER } from '../../domain/notifications/default-filter';
import { undeliveredQueue } from '../../domain/notifications/derived-names';
import type { Environment, Region, Subscription } from '../../environments/schema';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import { FUNCTION_RECORDS } from '../../modules/core/functions';
import { DeadLetterQueue } from '../../modules/notifications/dead-letter-queue';
import { FailureTopic } from '../../modules/notifications/failure-topic';
import { TopicKey } from '../../modules/notifications/topic-key';
import { TopicSubscription } from '../../modules/notifications/topic-subscription';
import { notificationsContract } from './contract';

/** A topic for each region with a vault, and its recipients (N1, N2, N4). */
export class NotificationsStack extends EnvironmentStack {
  constructor(
    scope: Construct,
    private readonly environment: Environment,
  ) {
    super(scope, notificationsContract.stack, environment);
    const { regions, subscriptions } = environment.notifications;
    const recipients = subscriptions.map((subscription) => ({ subscription, ...this.addressOf(subscription) }));

    const topicArns = regions.map((region): [Region, string] => {
      const topicArn = this.topic(region);
      const deadLetterQueueArn = this.deadLetterQueue(region, topicArn);
      for (const { subscription, key, endpoint } of recipients) {
        const { protocol, filter = DEFAULT_FILTER, deadLetterQueue } = subscription;
        new TopicSubscription(this, this.regional(`subscription-${key}`, region), {
          topicArn,
          region,
          protocol,
          endpoint,
          filter: filter === 'none' ? undefined : filter,
          deadLetterQueueArn: deadLetterQueue ? deadLetterQueueArn : undefined,
        });
      }
      return [region, topicArn];
    });

    this.publish(notificationsContract, { topicArns: Object.fromEntries(topicArns) });
  }

  private topic(region: Region): string {
    const { accountId, notifications } = this.environment;
    const { topicName: name, displayName } = notifications;
    return new FailureTopic(this, this.regional('topic', region), {
      name,
      displayName,
      accountId,
      region,
      kmsKeyArn: this.topicKey(region),
    }).arn;
  }

  private topicKey(region: Region): string | undefined {
    const { accountId, notifications } = this.environment;
    const { key, topicName } = notifications;
    if (typeof key !== 'string') return key[region];
    if (key === 'none') return undefined;
    return new TopicKey(this, this.regional('topic-key', region), {
      topicName,
      accountId,
      region,
      publisherRoles: FUNCTION_RECORDS.filter(({ variables }) => variables.includes('SNS_TOPIC_ARN')).map(
        ({ role }) => role.name,
      ),
    }).arn;
  }

  private deadLetterQueue(region: Region, topicArn: string): string | undefined {
    const { subscriptions, topicName } = this.environment.notifications;
    if (!subscriptions.some(({ deadLetterQueue }) => deadLetterQueue)) return undefined;
    return new DeadLetterQueue(this, this.regional('dead-letter-queue', region), {
      name: undeliveredQueue(topicName),
      region,
      topicArn,
    }).arn;
  }

  /** The endpoint of a subscription. A secret endpoint is read only when Terraform runs. */
  private addressOf(subscription: Subscription): { key: string; endpoint: string } {
    if (subscription.protocol === 'https' && subscription.endpointParameter !== undefined) {
      const name = subscription.endpointParameter;
      // Below a construct the ID contains a hash. At the top of a stack, /a.b and /ab would become the same ID.
      const parameter = new DataAwsSsmParameter(new Construct(this, `endpoint-${name}`), 'parameter', { name });
      return { key: name, endpoint: parameter.value };
    }
    // The rules guarantee an endpoint if there is no parameter.
    const endpoint = subscription.endpoint ?? '';
    return { key: endpoint, endpoint };
  }
}
