import { type CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { type CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';

import type { FoundRegion, FoundSchedule } from '../../domain/adopt/found';
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

/** What an environment can configure of such a resource. */
interface NamedSettings {
  readonly schedule?: FoundSchedule;
  readonly logRetentionDays?: number;
}

type Read = (clients: NamedClients, region: string, name: string) => Promise<NamedSettings | undefined>;

/** The settings of a resource that exists, by Terraform type. */
const READERS = {
  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
  aws_cloudwatch_metric_alarm: ({ alarms }, region, name) =>
    withAwsErrors('cloudwatch:DescribeAlarms', async () => {
      const pages = paginateDescribeAlarms({ client: alarms(region) }, { AlarmNames: [name] });
      return (await everyPage(pages, 'MetricAlarms')).some(({ AlarmName }) => AlarmName === name) ? {} : undefined;
    }),
  /** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
  aws_cloudwatch_log_group: ({ logs }, region, name) =>
    withAwsErrors('logs:DescribeLogGroups', async () => {
      const pages = paginateDescribeLogGroups({ client: logs(region) }, { logGroupNamePrefix: name });
      const group = (await everyPage(pages, 'logGroups')).find(({ logGroupName }) => logGroupName === name);
      const { retentionInDays } = group ?? {};
      return group && (retentionInDays === undefined ? {} : { logRetentionDays: retentionInDays });
    }),
  /** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
  aws_lambda_function: ({ functions }, region, name) =>
    found('lambda:GetFunctionConfiguration', async () => {
      required(
        await functions(region).send(new GetFunctionConfigurationCommand({ FunctionName: name })),
        'FunctionName',
      );
      return {};
    }),
  /** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
  aws_scheduler_schedule: ({ schedules }, region, name) =>
    found('scheduler:GetSchedule', async () => {
      const schedule = await schedules(region).send(new GetScheduleCommand({ Name: name }));
      const maximumAgeSeconds = schedule.Target?.RetryPolicy?.MaximumEventAgeInSeconds;
      return { schedule: { expression: required(schedule, 'ScheduleExpression'), maximumAgeSeconds } };
    }),
  /** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
  aws_sqs_queue: ({ queues }, region, name) =>
    found('sqs:GetQueueUrl', async () => {
      required(await queues(region).send(new GetQueueUrlCommand({ QueueName: name })), 'QueueUrl');
      return {};
    }),
} satisfies Readonly<Record<string, Read>>;

function found(action: string, read: () => Promise<NamedSettings>): Promise<NamedSettings | undefined> {
  return orGone(withAwsErrors(action, read));
}

/** Those of these names that the account uses in a region, with their settings. */
export async function readNamed(
  clients: NamedClients,
  reading: Reading,
  names: NamesByType,
): Promise<Pick<FoundRegion, 'named' | 'schedules' | 'logRetentionDays'>> {
  const all = (Object.keys(READERS) as (keyof typeof READERS)[]).flatMap((type) =>
    names[type].map((name) => ({ type, name })),
  );
  const existing = await reading.parts(
    'resources with configured names',
    all,
    ({ type, name }) => `${type}/${name}`,
    async ({ type, name }, orDenied): Promise<NamedSettings | null> =>
      (await orDenied(`${type} ${name}`, () => READERS[type](clients, reading.region, name))) ?? null,
  );
  const named: Record<string, string[]> = {};
  const schedules: Record<string, FoundSchedule> = {};
  const logRetentionDays: Record<string, number> = {};
  for (const [index, { type, name }] of all.entries()) {
    const settings = existing[index];
    if (!settings) continue;
    (named[type] ??= []).push(name);
    if (settings.schedule) schedules[name] = settings.schedule;
    if (settings.logRetentionDays !== undefined) logRetentionDays[name] = settings.logRetentionDays;
  }
  return { named, schedules, logRetentionDays };
}
