import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { arnOf, type Place, topicKeyAlias } from '../../core/naming';

export interface AgentCheckProps extends Place {
  readonly topicName: string;
  /** What encrypts the topic: nothing, a key that is made for it, or the ARN of a key. */
  readonly topicKey: string;
}

/** What the check of SSM agents looks at, and the one topic that it publishes to (S4). */
export function agentCheckStatements(props: AgentCheckProps): DataAwsIamPolicyDocumentStatement[] {
  return [
    {
      sid: 'Look',
      actions: ['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'],
      // Neither knows resources.
      resources: ['*'],
    },
    { sid: 'Tell', actions: ['sns:Publish'], resources: [arnOf('sns', props, props.topicName)] },
    ...useTopicKey(props),
  ];
}

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
function useTopicKey({ topicKey, topicName, ...place }: AgentCheckProps): DataAwsIamPolicyDocumentStatement[] {
  if (topicKey === 'none') return [];
  const use = { sid: 'UseTopicKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey*'] };
  if (topicKey !== 'customer-managed') return [{ ...use, resources: [topicKey] }];
  return [
    {
      ...use,
      // The id of a key that is yet to be made is not known here: its alias tells it.
      resources: [arnOf('kms', place, 'key/*')],
      condition: [
        { test: 'ForAnyValue:StringEquals', variable: 'kms:ResourceAliases', values: [topicKeyAlias(topicName)] },
      ],
    },
  ];
}
