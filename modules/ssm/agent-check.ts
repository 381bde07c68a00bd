import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';

import { shiftedEarlier } from '../../domain/schedule/shift';
import { queueAlarm } from '../notifications/queue-alarm';

/** The maximum retention of SQS: 14 days. */
const RETENTION_SECONDS = 1_209_600;

export interface AgentCheckProps {
  readonly name: string;
  /** The name of the queue for undelivered invocations. */
  readonly queueName: string;
  /** The schedule and time zone of the window that follows the check. */
  readonly schedule: string;
  readonly timezone: string;
  readonly minutesBefore: number;
  readonly functionArn: string;
  /** The role as which EventBridge Scheduler starts the function. */
  readonly roleArn: string;
  readonly topicArn: string;
}

/**
 * Starts the check of SSM agents some minutes before each run of a window. It uses the window's schedule, so the two cannot
 * drift apart (S10). An invocation that cannot be delivered is queued, and an alarm reports it.
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
        // Once the window is open, the check is too late.
        retryPolicy: { maximumEventAgeInSeconds: props.minutesBefore * 60 },
      },
    });
    queueAlarm(this, 'alarm', {
      name: props.queueName,
      description: `The check of SSM agents could not be started: ${props.queueName} says why`,
      queueName: props.queueName,
      metric: 'ApproximateNumberOfMessagesVisible',
      above: 0,
      topicArn: props.topicArn,
    });
  }
}
