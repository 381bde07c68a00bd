import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';

import { stableJson } from '../../domain/stable-json';

/** The maximum retention of SQS: 14 days. */
const RETENTION_SECONDS = 1_209_600;
/** After five failed deliveries, another one helps only once someone has found the cause. */
const DELIVERIES = 5;

export interface FailureQueueProps {
  readonly name: string;
  readonly deadLettersName: string;
  /** The bus whose events the queue collects. */
  readonly busName: string;
  readonly ruleName: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** How long a delivered event is hidden from other readers. */
  readonly visibilitySeconds: number;
}

/**
 * Collects events of a bus, so that a function can report many at once (M6). What EventBridge cannot deliver, or the function
 * cannot report, is in the dead-letter queue.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class FailureQueue extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FailureQueueProps) {
    super(scope, id);
    const { name, deadLettersName, busName, ruleName, pattern, visibilitySeconds } = props;
    const stored = { messageRetentionSeconds: RETENTION_SECONDS, sqsManagedSseEnabled: true };
    const deadLetters = new SqsQueue(this, 'dead-letters', {
      ...stored,
      name: deadLettersName,
      tags: { Name: deadLettersName },
    });
    const queue = new SqsQueue(this, 'queue', {
      ...stored,
      name,
      visibilityTimeoutSeconds: visibilitySeconds,
      redrivePolicy: stableJson({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: DELIVERIES }),
      tags: { Name: name },
    });
    const rule = new CloudwatchEventRule(this, 'rule', {
      name: ruleName,
      description: 'Failed backups, copies and restores of every account',
      eventBusName: busName,
      eventPattern: stableJson(pattern),
      tags: { Name: ruleName },
    });
    for (const [of, filled] of Object.entries({ queue, 'dead-letters': deadLetters })) {
      const policy = new DataAwsIamPolicyDocument(this, `${of}-policy-document`, {
        statement: [
          {
            sid: 'SendByRule',
            actions: ['sqs:SendMessage'],
            resources: [filled.arn],
            principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }],
            condition: [{ test: 'ArnEquals', variable: 'aws:SourceArn', values: [rule.arn] }],
          },
        ],
      });
      new SqsQueuePolicy(this, `${of}-policy`, { queueUrl: filled.url, policy: policy.json });
    }
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      eventBusName: busName,
      targetId: 'queue',
      arn: queue.arn,
      deadLetterConfig: { arn: deadLetters.arn },
    });
    this.arn = queue.arn;
  }
}
