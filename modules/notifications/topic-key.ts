import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';

import { topicKeyAlias } from '../../domain/notifications/derived-names';
import { topicKeyStatements } from '../../domain/notifications/topic-key-statements';

export interface TopicKeyProps {
  /** The topic's name, which becomes the key's alias. */
  readonly topicName: string;
  readonly accountId: string;
  readonly region: string;
  /** Names of the roles that publish to the topic; they need not exist yet. */
  readonly publisherRoles: readonly string[];
}

/**
 * The key of an encrypted topic, with a policy that allows every publisher (N1): the AWS-managed key allows none.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class TopicKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TopicKeyProps) {
    super(scope, id);
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: topicKeyStatements(props),
    });
    const key = new KmsKey(this, 'key', {
      description: `Encrypts the topic ${props.topicName}`,
      enableKeyRotation: true,
      policy: policy.json,
      region: props.region,
      tags: { Name: props.topicName },
      lifecycle: { preventDestroy: true },
    });
    new KmsAlias(this, 'alias', { name: topicKeyAlias(props.topicName), targetKeyId: key.keyId, region: props.region });
    this.arn = key.arn;
  }
}
