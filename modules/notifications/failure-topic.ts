import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { Construct } from 'constructs';

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
  readonly kmsKeyArn?: string;
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
      ...(props.kmsKeyArn === undefined ? {} : { kmsMasterKeyId: props.kmsKeyArn }),
      tags: { Name: props.name },
    });
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: [
        administerBy(props.accountId, topic.arn),
        publishBy('backup.amazonaws.com', 'PublishByBackup', topic.arn),
        // EventBridge supports no conditions in the policy of a topic.
        publishBy('events.amazonaws.com', 'PublishByEventBridge', topic.arn),
        {
          ...publishBy('cloudwatch.amazonaws.com', 'PublishByAlarms', topic.arn),
          condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [props.accountId] }],
        },
        denyPlainText(topic.arn),
      ],
    });
    new SnsTopicPolicy(this, 'topic-policy', { arn: topic.arn, policy: policy.json, region: props.region });
    this.arn = topic.arn;
  }
}

function administerBy(accountId: string, topicArn: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'AdministerByAccount',
    actions: [
      'sns:AddPermission',
      'sns:DeleteTopic',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
      'sns:Publish',
      'sns:RemovePermission',
      'sns:SetTopicAttributes',
      'sns:Subscribe',
    ],
    resources: [topicArn],
    principals: [{ type: 'AWS', identifiers: [`arn:aws:iam::${accountId}:root`] }],
  };
}

function publishBy(service: string, sid: string, topicArn: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid,
    actions: ['sns:Publish'],
    resources: [topicArn],
    principals: [{ type: 'Service', identifiers: [service] }],
  };
}

function denyPlainText(topicArn: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'DenyPlainText',
    effect: 'Deny',
    actions: ['sns:Publish'],
    resources: [topicArn],
    principals: [{ type: '*', identifiers: ['*'] }],
    condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
  };
}
