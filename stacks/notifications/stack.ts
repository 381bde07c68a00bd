import type { Construct } from 'constructs';

import type { Environment, Region } from '../../environments/schema';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import { FUNCTION_RECORDS } from '../../modules/core/functions';
import { notifiedTopic } from '../../modules/notifications/notified-topic';
import { recipientsOf } from '../../modules/notifications/recipients';
import { notificationsContract } from './contract';

const PUBLISHER_ROLES = FUNCTION_RECORDS.filter(({ variables }) => variables.includes('SNS_TOPIC_ARN')).map(
  ({ role }) => role.name,
);

/** A topic for each region with a vault and its recipients, unless the topic exists (N1, N2, N4). */
export class NotificationsStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, notificationsContract.stack, environment);
    const { accountId, notifications } = environment;
    const recipients = recipientsOf(this, notifications.subscriptions);
    const created = notifications.createdIn.map((region): [Region, string] => [
      region,
      notifiedTopic(this, {
        ...notifications,
        accountId,
        region,
        recipients,
        publisherRoles: PUBLISHER_ROLES,
        idOf: (part) => this.regional(part, region),
      }),
    ]);
    this.publish(notificationsContract, { topicArns: { ...notifications.topicArns, ...Object.fromEntries(created) } });
  }
}
