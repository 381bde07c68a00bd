import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';

const PERIOD_SECONDS = 300;

export interface ErrorAlarmProps {
  readonly name: string;
  readonly description: string;
  /** The names of the functions, by their IDs in the expression: a lower-case letter first. */
  readonly functions: Readonly<Record<string, string>>;
  readonly topicArn: string;
}

/**
 * One alarm for the errors of several functions.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export class ErrorAlarm extends Construct {
  constructor(scope: Construct, id: string, { name, description, functions, topicArn }: ErrorAlarmProps) {
    super(scope, id);
    new CloudwatchMetricAlarm(this, 'alarm', {
      alarmName: name,
      alarmDescription: description,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      evaluationPeriods: 1,
      // Functions that do not run have no errors.
      treatMissingData: 'notBreaching',
      alarmActions: [topicArn],
      metricQuery: [
        {
          id: 'errors',
          // With +, a function that did not run in the same minutes would hide the errors of the other.
          expression: `SUM([${Object.keys(functions).join(', ')}])`,
          label: 'Errors',
          returnData: true,
        },
        ...Object.entries(functions).map(([metric, functionName]) => ({
          id: metric,
          metric: {
            namespace: 'AWS/Lambda',
            metricName: 'Errors',
            stat: 'Sum',
            period: PERIOD_SECONDS,
            dimensions: { FunctionName: functionName },
          },
        })),
      ],
      tags: { Name: name },
    });
  }
}
