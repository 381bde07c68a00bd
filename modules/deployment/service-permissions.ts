import { BACKUP_DOCUMENT } from '../../domain/ssm-backup/document-name';
import { FUNCTION_RECORDS } from '../core/functions';
import { AGENT_CHECK_QUEUE, logGroupName } from '../core/naming';
import type { Permission } from './permission';

export interface ServiceNames {
  readonly accountId: string;
  readonly region: string;
  /** The topic of failures, of which every region with a vault has one. */
  readonly topicName: string;
}

/** Gives the ARN of what a service has under a name, in the environment's own region. */
type Here = (service: string, name: string) => string;

const tagging = (service: string): string[] => [`${service}:TagResource`, `${service}:UntagResource`];

/** Topics, queues, functions and schedules, by the names that the stacks give them. */
export function servicePermissions({ accountId, region, topicName }: ServiceNames): Permission[] {
  const here: Here = (service, name) => `arn:aws:${service}:${region}:${accountId}:${name}`;
  // Every region that gets a vault gets a topic, too.
  const anywhere = (service: string, name: string): string => `arn:aws:${service}:*:${accountId}:${name}`;
  return [
    {
      sid: 'Topics',
      types: ['aws_sns_topic', 'aws_sns_topic_policy', 'aws_sns_topic_subscription'],
      actions: [
        'sns:CreateTopic',
        'sns:DeleteTopic',
        'sns:SetSubscriptionAttributes',
        'sns:SetTopicAttributes',
        'sns:Subscribe',
        'sns:Unsubscribe',
        ...tagging('sns'),
      ],
      resources: [anywhere('sns', topicName), anywhere('sns', `${topicName}:*`)],
    },
    {
      sid: 'Queues',
      types: ['aws_sqs_queue', 'aws_sqs_queue_policy'],
      actions: ['sqs:CreateQueue', 'sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sqs:TagQueue', 'sqs:UntagQueue'],
      resources: [anywhere('sqs', `${topicName}-undelivered`), here('sqs', AGENT_CHECK_QUEUE)],
    },
    ...functions(here),
    ...systemsManager(here),
  ];
}

function functions(here: Here): Permission[] {
  return [
    {
      sid: 'Functions',
      types: ['aws_lambda_function', 'aws_lambda_function_event_invoke_config', 'aws_lambda_permission'],
      actions: [
        'lambda:AddPermission',
        'lambda:CreateFunction',
        'lambda:DeleteFunction',
        'lambda:DeleteFunctionEventInvokeConfig',
        'lambda:PutFunctionEventInvokeConfig',
        'lambda:RemovePermission',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
        ...tagging('lambda'),
      ],
      resources: FUNCTION_RECORDS.map(({ name }) => here('lambda', `function:${name}`)),
    },
    {
      sid: 'Logs',
      types: ['aws_cloudwatch_log_group'],
      actions: [
        'logs:CreateLogGroup',
        'logs:DeleteLogGroup',
        'logs:DeleteRetentionPolicy',
        'logs:PutRetentionPolicy',
        ...tagging('logs'),
      ],
      // With and without what stands for its streams: the actions do not agree.
      resources: FUNCTION_RECORDS.flatMap(({ name }) =>
        ['', ':*'].map((end) => here('logs', `log-group:${logGroupName(name)}${end}`)),
      ),
    },
    {
      sid: 'Alarms',
      types: ['aws_cloudwatch_metric_alarm'],
      actions: ['cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm', ...tagging('cloudwatch')],
      resources: [here('cloudwatch', `alarm:${AGENT_CHECK_QUEUE}`), here('cloudwatch', 'alarm:lmd-*')],
    },
    {
      sid: 'Events',
      types: ['aws_cloudwatch_event_rule', 'aws_cloudwatch_event_target'],
      actions: [
        'events:DeleteRule',
        'events:DisableRule',
        'events:EnableRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        ...tagging('events'),
      ],
      resources: [here('events', 'rule/evtbg-*')],
    },
    {
      sid: 'Schedules',
      types: ['aws_scheduler_schedule'],
      actions: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:UpdateSchedule'],
      resources: [here('scheduler', 'schedule/default/evtbg-*')],
    },
  ];
}

function systemsManager(here: Here): Permission[] {
  const tags = ['ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource'];
  return [
    {
      sid: 'Documents',
      types: ['aws_ssm_document'],
      actions: [
        'ssm:CreateDocument',
        'ssm:DeleteDocument',
        'ssm:UpdateDocument',
        'ssm:UpdateDocumentDefaultVersion',
        ...tags,
      ],
      resources: [here('ssm', `document/${BACKUP_DOCUMENT}`)],
    },
    {
      // A window has its id only once it is made.
      sid: 'MakeWindows',
      types: ['aws_ssm_maintenance_window'],
      actions: ['ssm:CreateMaintenanceWindow'],
      resources: ['*'],
    },
    {
      sid: 'Windows',
      types: ['aws_ssm_maintenance_window', 'aws_ssm_maintenance_window_target', 'aws_ssm_maintenance_window_task'],
      actions: [
        'ssm:DeleteMaintenanceWindow',
        'ssm:DeregisterTargetFromMaintenanceWindow',
        'ssm:DeregisterTaskFromMaintenanceWindow',
        'ssm:RegisterTargetWithMaintenanceWindow',
        'ssm:RegisterTaskWithMaintenanceWindow',
        'ssm:UpdateMaintenanceWindow',
        'ssm:UpdateMaintenanceWindowTarget',
        'ssm:UpdateMaintenanceWindowTask',
        ...tags,
      ],
      // Their ids say nothing about whose they are.
      resources: ['maintenancewindow', 'windowtarget', 'windowtask'].map((kind) => here('ssm', `${kind}/*`)),
    },
  ];
}
