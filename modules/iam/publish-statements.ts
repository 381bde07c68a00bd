import type { PolicyStatement } from '../../domain/iam/statement';
import { topicKeyAlias } from '../../domain/notifications/derived-names';
import { arnOf, type Place } from '../core/naming';

export interface PublishProps extends Place {
  readonly topicName: string;
  readonly topicArn: string;
  /** The encryption of the topic: none, a key that is created for it, or the ARN of a key. */
  readonly topicKey: string;
}

/**
 * Lets a role publish to one topic, and use the key of that topic.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function publishStatements(props: PublishProps, sid: string): PolicyStatement[] {
  const { topicArn, topicKey, topicName } = props;
  const publish = { sid, actions: ['sns:Publish'], resources: [topicArn] };
  if (topicKey === 'none') return [publish];
  const use = { sid: 'UseTopicKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey*'] };
  if (topicKey !== 'customer-managed') return [publish, { ...use, resources: [topicKey] }];
  return [
    publish,
    {
      ...use,
      // The ID of a key that does not exist yet is unknown at synth time; the alias scopes access.
      resources: [arnOf('kms', props, 'key/*')],
      condition: [
        { test: 'ForAnyValue:StringEquals', variable: 'kms:ResourceAliases', values: [topicKeyAlias(topicName)] },
      ],
    },
  ];
}
