import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns';

import type { FoundAttributes, FoundSubscription } from '../../domain/verify/subscriptions';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { orGone } from '../sdk-error';
import { required } from '../unreadable-response';

/**
 * Every subscription of a topic; undefined when there is no such topic. SNS returns neither filter nor ARN of a
 * subscription that is not confirmed yet.
 */
export async function foundSubscriptions(sns: SNSClient, TopicArn: string): Promise<FoundSubscription[] | undefined> {
  const listed = await listedSubscriptions(sns, TopicArn);
  if (!listed) return undefined;
  const found: FoundSubscription[] = [];
  for (const { arn, ...subscription } of listed) {
    const attributes = arn === undefined ? undefined : await subscriptionAttributes(sns, arn);
    found.push({ ...subscription, attributes: attributes && comparedAttributes(attributes) });
  }
  return found;
}

/** A subscription, as the list shows it. */
interface ListedSubscription extends Pick<FoundSubscription, 'protocol' | 'endpoint'> {
  /** Undefined until the subscription is confirmed. */
  readonly arn: string | undefined;
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export async function listedSubscriptions(sns: SNSClient, TopicArn: string): Promise<ListedSubscription[] | undefined> {
  const listed = await orGone(
    withAwsErrors('sns:ListSubscriptionsByTopic', () =>
      everyPage(paginateListSubscriptionsByTopic({ client: sns }, { TopicArn }), 'Subscriptions'),
    ),
  );
  return (
    listed
      // A deleted subscription stays listed for a while.
      ?.filter(({ SubscriptionArn }) => SubscriptionArn !== 'Deleted')
      .map(({ SubscriptionArn: arn, Protocol = '', Endpoint = '' }) => ({
        arn: arn?.startsWith('arn:') === true ? arn : undefined,
        protocol: Protocol,
        endpoint: Endpoint,
      }))
  );
}

/**
 * All attributes of a subscription, by their names in SNS; undefined until it is confirmed.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html
 */
export async function subscriptionAttributes(
  sns: SNSClient,
  SubscriptionArn: string,
): Promise<Record<string, string> | undefined> {
  const command = new GetSubscriptionAttributesCommand({ SubscriptionArn });
  const attributes = await withAwsErrors('sns:GetSubscriptionAttributes', async () =>
    required(await sns.send(command), 'Attributes'),
  );
  return attributes['PendingConfirmation'] === 'true' ? undefined : attributes;
}

/** The attributes that an environment configures. */
export function comparedAttributes({
  FilterPolicy,
  FilterPolicyScope,
  RedrivePolicy,
}: Readonly<Record<string, string>>): FoundAttributes {
  return { filterPolicy: FilterPolicy, filterPolicyScope: FilterPolicyScope, redrivePolicy: RedrivePolicy };
}
