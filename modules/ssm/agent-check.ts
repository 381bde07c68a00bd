import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';

import { shiftedEarlier } from '../../domain/schedule/shift';

/** The longest that SQS keeps a message: 14 days. */
const RETENTION_SECONDS = 1_209_600;

export interface AgentCheckProps {
  readonly name: string;
  /** The name of the queue that keeps what could not be delivered. */
  readonly queueName: string;
  /** The schedule and the time zone of the window that the check comes before. */
  readonly schedule: string;
  readonly timezone: string;
  readonly minutesBefore: number;
  readonly functionArn: string;
  /** The role as which EventBridge Scheduler starts the function. */
  readonly roleArn: string;
  readonly topicArn: string;
}

/**
 * Starts the check of SSM agents some minutes before each run of a window, by the window's own clock, so that the two
 * cannot drift apart (S10). What cannot be started is kept in a queue, and told.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export class AgentCheck extends Construct {
  constructor(scope: Construct, id: string, props: AgentCheckProps) {
    super(scope, id);
    const queue = new SqsQueue(this, 'undelivered', {
      name: props.queueName,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
      tags: { Name: props.queueName },
    });
    new SchedulerSchedule(this, 'schedule', {
      name: props.name,
      description: `Checks SSM agents ${props.minutesBefore} minutes before the backup`,
      scheduleExpression: shiftedEarlier(props.schedule, props.minutesBefore),
      scheduleExpressionTimezone: props.timezone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.functionArn,
        roleArn: props.roleArn,
        deadLetterConfig: { arn: queue.arn },
        // When the window is open, a check before it is too late.
        retryPolicy: { maximumEventAgeInSeconds: props.minutesBefore * 60 },
      },
    });
    tellUndelivered(this, props);
  }
}

function tellUndelivered(scope: Construct, { queueName, topicArn }: AgentCheckProps): void {
  new CloudwatchMetricAlarm(scope, 'alarm', {
    alarmName: queueName,
    alarmDescription: `The check of SSM agents could not be started: ${queueName} says why`,
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: queueName },
    statistic: 'Maximum',
    period: 300,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
    alarmActions: [topicArn],
    tags: { Name: queueName },
  });
}
