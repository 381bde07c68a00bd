import {
  paginateListSubscriptionsByTopic,
  SubscribeCommand,
  UnsubscribeCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';

import type { ListeningQueue } from '../../domain/drill/outcome';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { isGone } from '../sdk-error';
import { createdNothing, type CleanupStep } from './cleanup';
import { answered, required } from '../unreadable-response';

interface Subscription {
  readonly topicArn: string;
  readonly queueArn: string;
  readonly region: string;
  readonly filter: ListeningQueue['filter'];
}

/**
 * Subscribes a queue, with the filter in the same call.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export async function subscribe(sns: SNSClient, subscription: Subscription, cleanup: CleanupStep[]): Promise<void> {
  const { topicArn, queueArn, region, filter } = subscription;
  let arn: string | undefined;
  const one: CleanupStep = {
    remove: () => unsubscribe(sns, subscription, arn),
    left: () => [
      {
        what: `subscription of ${queueArn} to ${topicArn}`,
        command: `aws sns unsubscribe --subscription-arn ${arn ?? `"$(aws sns list-subscriptions-by-topic --topic-arn ${topicArn} --region ${region} --query "Subscriptions[?Endpoint=='${queueArn}'].SubscriptionArn" --output text)"`} --region ${region}`,
      },
    ],
  };
  cleanup.push(one);
  const Attributes: Record<string, string> =
    filter === 'none' ? {} : { FilterPolicy: JSON.stringify(filter), FilterPolicyScope: 'MessageAttributes' };
  const command = new SubscribeCommand({
    TopicArn: topicArn,
    Protocol: 'sqs',
    Endpoint: queueArn,
    ReturnSubscriptionArn: true,
    Attributes,
  });
  try {
    arn = await withAwsErrors('sns:Subscribe', async () => required(await sns.send(command), 'SubscriptionArn'));
  } catch (error) {
    if (createdNothing(error)) cleanup.splice(cleanup.indexOf(one), 1);
    throw error;
  }
}

async function unsubscribe(
  sns: SNSClient,
  { topicArn, queueArn }: Subscription,
  known: string | undefined,
): Promise<void> {
  try {
    const SubscriptionArn = known ?? (await arnOf(sns, topicArn, queueArn));
    if (SubscriptionArn === undefined) return;
    await withAwsErrors('sns:Unsubscribe', async () =>
      answered(await sns.send(new UnsubscribeCommand({ SubscriptionArn }))),
    );
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** The endpoint identifies the subscription: only this drill uses its queue. */
async function arnOf(sns: SNSClient, TopicArn: string, queueArn: string): Promise<string | undefined> {
  const subscriptions = await withAwsErrors('sns:ListSubscriptionsByTopic', () =>
    everyPage(paginateListSubscriptionsByTopic({ client: sns }, { TopicArn }), 'Subscriptions'),
  );
  return subscriptions.find(({ Endpoint }) => Endpoint === queueArn)?.SubscriptionArn;
}
