import { EC2Client } from '@aws-sdk/client-ec2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';

import { checkSsmAgents, type AgentReport } from '../../operations/check-ssm-agents';
import { CLIENT_OPTIONS } from '../client-options';
import { logged, type Invocation } from '../invocation';

const DEFAULT_GROUP = 'ssm-backup-group';

const clients = {
  ec2: new EC2Client(CLIENT_OPTIONS),
  ssm: new SSMClient(CLIENT_OPTIONS),
  sns: new SNSClient(CLIENT_OPTIONS),
};

/**
 * Publishes which instances of the backup group SSM cannot reach (S6). A schedule invokes it; the event is not used.
 *
 * @throws {AwsError} the check failed, or its result could not be published
 */
export const handler = (event: unknown, invocation: Invocation): Promise<AgentReport> =>
  logged(invocation, event, () => {
    const { SNS_TOPIC_ARN: topicArn, BACKUP_GROUP: group = DEFAULT_GROUP, AWS_REGION: region = '' } = process.env;
    if (topicArn === undefined || topicArn === '') {
      throw new Error('SNS_TOPIC_ARN is not set.\n→ set it to the topic that receives messages about lost agents');
    }
    return checkSsmAgents(clients, { topicArn, group, region });
  });
