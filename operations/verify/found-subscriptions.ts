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
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export async function foundSubscriptions(sns: SNSClient, TopicArn: string): Promise<FoundSubscription[] | undefined> {
  const listed = await orGone(
    withAwsErrors('sns:ListSubscriptionsByTopic', () =>
      everyPage(paginateListSubscriptionsByTopic({ client: sns }, { TopicArn }), 'Subscriptions'),
    ),
  );
  if (!listed) return undefined;
  const found: FoundSubscription[] = [];
  for (const { SubscriptionArn = '', Protocol = '', Endpoint = '' } of listed) {
    // A deleted subscription stays listed for a while.
    if (SubscriptionArn === 'Deleted') continue;
    const attributes = SubscriptionArn.startsWith('arn:') ? await attributesOf(sns, SubscriptionArn) : undefined;
    found.push({ protocol: Protocol, endpoint: Endpoint, attributes });
  }
  return found;
}

async function attributesOf(sns: SNSClient, SubscriptionArn: string): Promise<FoundAttributes | undefined> {
  const command = new GetSubscriptionAttributesCommand({ SubscriptionArn });
  const Attributes = await withAwsErrors('sns:GetSubscriptionAttributes', async () =>
    required(await sns.send(command), 'Attributes'),
  );
  if (Attributes['PendingConfirmation'] === 'true') return undefined;
  const { FilterPolicy, FilterPolicyScope, RedrivePolicy } = Attributes;
  return { filterPolicy: FilterPolicy, filterPolicyScope: FilterPolicyScope, redrivePolicy: RedrivePolicy };
}
