import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';

/** The maximum retention of SQS: 14 days. */
const RETENTION_SECONDS = 1_209_600;

export interface DeadLetterQueueProps {
  readonly name: string;
  readonly region: string;
  /** The topic whose undelivered messages the queue receives. */
  readonly topicArn: string;
}

/**
 * Keeps what a subscription could not deliver (N4).
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export class DeadLetterQueue extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, region, topicArn }: DeadLetterQueueProps) {
    super(scope, id);
    const queue = new SqsQueue(this, 'queue', {
      name,
      region,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
      tags: { Name: name },
    });
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: [
        {
          sid: 'SendByTopic',
          actions: ['sqs:SendMessage'],
          resources: [queue.arn],
          principals: [{ type: 'Service', identifiers: ['sns.amazonaws.com'] }],
          condition: [{ test: 'ArnEquals', variable: 'aws:SourceArn', values: [topicArn] }],
        },
      ],
    });
    new SqsQueuePolicy(this, 'queue-policy', { queueUrl: queue.url, policy: policy.json, region });
    this.arn = queue.arn;
  }
}
