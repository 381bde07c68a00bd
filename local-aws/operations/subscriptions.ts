import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';

import { Fault, type Operation } from '../operation';

export interface SubscriptionsState {
  /** Endpoints of unconfirmed subscriptions; moto confirms all. */
  readonly unconfirmed: string[];
}

export function emptySubscriptions(): SubscriptionsState {
  return { unconfirmed: [] };
}

export const SUBSCRIPTIONS: readonly Operation<SubscriptionsState>[] = [
  {
    action: 'sns:ListSubscriptionsByTopic',
    page: 'https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html',
    answer: async ({ input, state, moto }) => {
      const { TopicArn, NextToken } = input;
      const sns = new SNSClient(moto);
      const ask = sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
      const listed = await ask.catch(() => {
        throw new Fault('NotFound', 'Topic does not exist', 404);
      });
      sns.destroy();
      const Subscriptions = (listed.Subscriptions ?? []).map((one) =>
        state.unconfirmed.includes(one.Endpoint ?? '') ? { ...one, SubscriptionArn: 'PendingConfirmation' } : one,
      );
      return { Subscriptions, NextToken: listed.NextToken };
    },
  },
];
