import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';

import { topicKeyAlias } from '../../domain/notifications/derived-names';
import { administerKeyBy } from '../../domain/iam/administer-key';

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
      statement: [administerKeyBy(props.accountId), useByServices(), useByRoles(props)],
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

const PUBLISH = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** Without a condition on the account: EventBridge sends none for KMS to compare. */
function useByServices(): DataAwsIamPolicyDocumentStatement {
  const services = ['backup.amazonaws.com', 'cloudwatch.amazonaws.com', 'events.amazonaws.com'];
  return {
    sid: 'PublishByServices',
    actions: PUBLISH,
    resources: ['*'],
    principals: [{ type: 'Service', identifiers: services }],
  };
}

/** KMS refuses a policy that names a role that does not exist yet, but not one that compares its ARN. */
function useByRoles({ accountId, publisherRoles }: TopicKeyProps): DataAwsIamPolicyDocumentStatement {
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
