import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { publishStatements, type PublishProps } from '../publish-statements';

export type AgentCheckProps = PublishProps;

/** What the check of SSM agents reads, and the only topic that it publishes to (S4). */
export function agentCheckStatements(props: AgentCheckProps): DataAwsIamPolicyDocumentStatement[] {
  return [
    {
      sid: 'Look',
      actions: ['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'],
      // Neither action supports resources.
      resources: ['*'],
    },
    ...publishStatements(props, 'Tell'),
  ];
}
