import type { Construct } from 'constructs';

import type { Environment, Region } from '../../environments/schema';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import { namedFunctions } from '../../modules/core/functions';
import { notifiedTopic } from '../../modules/notifications/notified-topic';
import { recipientsOf } from '../../modules/notifications/recipients';
import { notificationsContract } from './contract';

/** A topic for each region with a vault and its recipients, unless the topic exists (N1, N2, N4). */
export class NotificationsStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, notificationsContract.stack, environment);
    const { accountId, notifications } = environment;
    const publishers = namedFunctions(environment.names).filter(({ variables }) => variables.includes('SNS_TOPIC_ARN'));
    const recipients = recipientsOf(this, notifications.subscriptions);
    const created = notifications.createdIn.map((region): [Region, string] => [
      region,
      notifiedTopic(this, {
        ...notifications,
        accountId,
        region,
        recipients,
        publisherRoles: publishers.map(({ role }) => role.name),
        idOf: (part) => this.regional(part, region),
      }),
    ]);
    this.publish(notificationsContract, { topicArns: { ...notifications.topicArns, ...Object.fromEntries(created) } });
  }
}
