import { type CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { type CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';

import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { orGone } from '../sdk-error';
import { required } from '../unreadable-response';
import type { Reading } from './reading';

/** The clients of services in which only resources with configured names are read, by region. */
export interface NamedClients {
  readonly alarms: (region: string) => CloudWatchClient;
  readonly functions: (region: string) => LambdaClient;
  readonly logs: (region: string) => CloudWatchLogsClient;
  readonly queues: (region: string) => SQSClient;
  readonly schedules: (region: string) => SchedulerClient;
}

/** Names by Terraform type. */
export type NamesByType = Readonly<Record<keyof typeof READERS, readonly string[]>>;

type Exists = (clients: NamedClients, region: string, name: string) => Promise<boolean>;

/** Whether a resource exists, by Terraform type. */
const READERS = {
  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
  aws_cloudwatch_metric_alarm: ({ alarms }, region, name) =>
    withAwsErrors('cloudwatch:DescribeAlarms', async () => {
      const pages = paginateDescribeAlarms({ client: alarms(region) }, { AlarmNames: [name] });
      return (await everyPage(pages, 'MetricAlarms')).some(({ AlarmName }) => AlarmName === name);
    }),
  /** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
  aws_cloudwatch_log_group: ({ logs }, region, name) =>
    withAwsErrors('logs:DescribeLogGroups', async () => {
      const pages = paginateDescribeLogGroups({ client: logs(region) }, { logGroupNamePrefix: name });
      return (await everyPage(pages, 'logGroups')).some(({ logGroupName }) => logGroupName === name);
    }),
  /** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
  aws_lambda_function: ({ functions }, region, name) =>
    found('lambda:GetFunctionConfiguration', async () =>
      required(
        await functions(region).send(new GetFunctionConfigurationCommand({ FunctionName: name })),
        'FunctionName',
      ),
    ),
  /** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
  aws_scheduler_schedule: ({ schedules }, region, name) =>
    found('scheduler:GetSchedule', async () =>
      required(await schedules(region).send(new GetScheduleCommand({ Name: name })), 'Name'),
    ),
  /** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
  aws_sqs_queue: ({ queues }, region, name) =>
    found('sqs:GetQueueUrl', async () =>
      required(await queues(region).send(new GetQueueUrlCommand({ QueueName: name })), 'QueueUrl'),
    ),
} satisfies Readonly<Record<string, Exists>>;

async function found(action: string, read: () => Promise<string>): Promise<boolean> {
  return (await orGone(withAwsErrors(action, read))) !== undefined;
}

/** Those of these names that the account uses in a region. */
export async function readNamed(
  clients: NamedClients,
  reading: Reading,
  names: NamesByType,
): Promise<Record<string, string[]>> {
  const all = (Object.keys(READERS) as (keyof typeof READERS)[]).flatMap((type) =>
    names[type].map((name) => ({ type, name })),
  );
  const existing = await reading.parts(
    'resources with configured names',
    all,
    ({ type, name }) => `${type}/${name}`,
    async ({ type, name }, orDenied) =>
      (await orDenied(`${type} ${name}`, () => READERS[type](clients, reading.region, name))) === true,
  );
  const used = all.filter((_, index) => existing[index]);
  const byType: Record<string, string[]> = {};
  for (const { type, name } of used) (byType[type] ??= []).push(name);
  return byType;
}
