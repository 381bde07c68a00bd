import { administerKeyBy } from '../iam/administer-key';
import type { Statement } from '../iam/statement';

export interface TopicPublishers {
  readonly accountId: string;
  /** Names of the roles that publish to the topic; they need not exist yet. */
  readonly publisherRoles: readonly string[];
}

/** The policy of the key of a topic (N1). */
export function topicKeyStatements(props: TopicPublishers): Statement[] {
  return [administerKeyBy(props.accountId), useByServices(), useByRoles(props)];
}

const PUBLISH = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** Without a condition on the account: EventBridge sends none for KMS to compare. */
function useByServices(): Statement {
  const services = ['backup.amazonaws.com', 'cloudwatch.amazonaws.com', 'events.amazonaws.com'];
  return {
    sid: 'PublishByServices',
    actions: PUBLISH,
    resources: ['*'],
    principals: [{ type: 'Service', identifiers: services }],
  };
}

/** KMS refuses a policy that names a role that does not exist yet, but not one that compares its ARN. */
function useByRoles({ accountId, publisherRoles }: TopicPublishers): Statement {
  return {
    sid: 'PublishByRoles',
    actions: PUBLISH,
    resources: ['*'],
    principals: [{ type: 'AWS', identifiers: [`arn:aws:iam::${accountId}:root`] }],
    condition: [
      {
        test: 'ArnEquals',
        variable: 'aws:PrincipalArn',
        values: publisherRoles.map((role) => `arn:aws:iam::${accountId}:role/${role}`),
      },
    ],
  };
}
