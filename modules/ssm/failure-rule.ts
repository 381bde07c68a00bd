import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';

import { stableJson } from '../../domain/stable-json';
import type { Place } from '../core/naming';

export interface FailureRuleProps extends Place {
  readonly name: string;
  /** The name of the environment in the message. */
  readonly environment: string;
  readonly documentName: string;
  readonly topicArn: string;
}

/**
 * Sends a readable message when an execution of one document fails, times out or is cancelled (S9). The event does not name
 * the instance: the execution does, in its parameter.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
 */
export class FailureRule extends Construct {
  constructor(scope: Construct, id: string, props: FailureRuleProps) {
    super(scope, id);
    const { name, documentName, topicArn } = props;
    const rule = new CloudwatchEventRule(this, 'rule', {
      name,
      description: `Failed, timed out and cancelled executions of ${documentName}`,
      eventPattern: stableJson({
        source: ['aws.ssm'],
        'detail-type': ['EC2 Automation Execution Status-change Notification'],
        detail: { Definition: [documentName], Status: ['Cancelled', 'Failed', 'TimedOut'] },
      }),
      tags: { Name: name },
    });
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      targetId: 'topic',
      arn: topicArn,
      inputTransformer: {
        inputPaths: {
          status: '$.detail.Status',
          execution: '$.detail.ExecutionId',
          started: '$.detail.StartTime',
          time: '$.time',
        },
        inputTemplate: message(props),
      },
    });
  }
}

/** EventBridge puts each line in quotes, and keeps them in the message. */
function message({ environment, accountId, region, documentName }: FailureRuleProps): string {
  const link = `https://${region}.console.aws.amazon.com/systems-manager/automation/execution/<execution>?region=${region}`;
  return [
    `The SSM backup of an instance in ${environment} (account ${accountId}, ${region}) ended as <status> at <time>.`,
    `Execution <execution> of ${documentName}, started <started>.`,
    `Which instance, which step and why: ${link}`,
    'If the instance had been stopped for the backup, see that it runs again.',
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');
}
