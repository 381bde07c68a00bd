import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { Construct } from 'constructs';

import { topicStatements } from '../../domain/notifications/topic-statements';

export interface FailureTopicProps {
  readonly name: string;
  readonly displayName: string;
  /** The account that owns the topic and administers it. */
  readonly accountId: string;
  readonly region: string;
  /**
   * The customer-managed key that encrypts the topic.
   * @default - not encrypted at rest
   */
  readonly kmsKeyArn: string | undefined;
}

/**
 * A topic that AWS Backup, EventBridge and alarms publish to (N1, N2).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
export class FailureTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FailureTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, 'topic', {
      name: props.name,
      displayName: props.displayName,
      region: props.region,
      kmsMasterKeyId: props.kmsKeyArn,
      tags: { Name: props.name },
    });
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: topicStatements(props.accountId, topic.arn),
    });
    new SnsTopicPolicy(this, 'topic-policy', { arn: topic.arn, policy: policy.json, region: props.region });
    this.arn = topic.arn;
  }
}
