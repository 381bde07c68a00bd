import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';

export interface QueueAlarmProps {
  /** The name of the alarm. */
  readonly name: string;
  readonly description: string;
  readonly queueName: string;
  readonly metric: 'ApproximateNumberOfMessagesVisible' | 'ApproximateAgeOfOldestMessage';
  /** Messages, or seconds. */
  readonly above: number;
  readonly topicArn: string;
}

/** An alarm about a queue. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export function queueAlarm(scope: Construct, id: string, props: QueueAlarmProps): void {
  const { name, description, queueName, metric, above, topicArn } = props;
  new CloudwatchMetricAlarm(scope, id, {
    alarmName: name,
    alarmDescription: description,
    namespace: 'AWS/SQS',
    metricName: metric,
    dimensions: { QueueName: queueName },
    statistic: 'Maximum',
    period: 300,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: above,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
    alarmActions: [topicArn],
    tags: { Name: name },
  });
}
