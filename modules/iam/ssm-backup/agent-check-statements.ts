import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { topicKeyAlias } from '../../../domain/notifications/derived-names';
import { arnOf, type Place } from '../../core/naming';

export interface AgentCheckProps extends Place {
  readonly topicName: string;
  /** The encryption of the topic: none, a key that is created for it, or the ARN of a key. */
  readonly topicKey: string;
}

/** What the check of SSM agents reads, and the only topic that it publishes to (S4). */
export function agentCheckStatements(props: AgentCheckProps): DataAwsIamPolicyDocumentStatement[] {
  return [
    {
      sid: 'Look',
      actions: ['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'],
      // Neither action supports resources.
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
      // The ID of a key that does not exist yet is unknown at synth time; the alias scopes access.
      resources: [arnOf('kms', place, 'key/*')],
      condition: [
        { test: 'ForAnyValue:StringEquals', variable: 'kms:ResourceAliases', values: [topicKeyAlias(topicName)] },
      ],
    },
  ];
}
