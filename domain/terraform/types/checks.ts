import { fewerIsWorse, leaving } from '../changes/judges';
import { high, type Judge, medium } from '../changes/rule';
import { scheduleChange } from '../changes/schedule';
import {
  anyOf,
  type DeployedNames,
  passRoles,
  type Permission,
  type PermissionCondition,
  sendsToBus,
} from '../permission';
import { type Concern, type ResourceName, terraformType } from '../terraform-type';
import { GENERAL } from './general';
import { NOTIFICATION_RULES } from './notifications';
import { WINDOW_RULES } from './windows';

export const CHECK_RULES = {
  removed: high('check-removed', {
    finds: 'a removed event rule, event target, scheduled check or alarm',
    why: 'no one is notified of what it watches, such as a lost agent or a failed execution',
    remedy: 'keep it',
  }),
  off: high('check-off', {
    finds: 'an event rule, a scheduled check or alarm actions that are disabled',
    why: 'no one is notified of what it watches, such as a lost agent or a failed execution',
    remedy: 'keep it enabled',
  }),
  on: medium('check-on', {
    finds: 'an event rule, a scheduled check or alarm actions that are enabled',
    why: 'it starts to run, and to notify',
    remedy: 'check who is notified',
  }),
  patternWeaker: high('event-pattern-weaker', {
    finds: 'an event pattern that matches fewer events',
    why: 'no one is notified of the failures it no longer matches',
    remedy: 'keep Failed, TimedOut and Cancelled of the document',
  }),
  patternWider: medium('event-pattern-wider', {
    finds: 'an event pattern that matches more events',
    why: 'recipients get more messages',
    remedy: 'check that they want them',
  }),
  targetOther: high('event-target-other', {
    finds: 'an event rule or schedule with another target, bus or role',
    why: 'the recipients so far are no longer notified, or the target no longer runs',
    remedy: 'check that the new target notifies the same recipients',
  }),
  messageChanged: medium('event-message-changed', {
    finds: 'another input or number of retries for the target of an event rule or schedule',
    why: 'recipients read another message, or a function gets another request',
    remedy: 'send one, and read it',
  }),
  alarmChanged: high('alarm-changed', {
    finds: 'an alarm with another metric, threshold or period, or another recipient',
    why: 'it may no longer report what it reported before',
    remedy: 'check that it still fires for one failure',
  }),
};

const checkSchedule = scheduleChange({
  schedule: ['schedule_expression'],
  timezone: ['schedule_expression_timezone'],
  depth: 1,
});

/** An additional field matches fewer events, an additional value of a field more. */
const pattern: Judge = (difference, change, context) => {
  if (difference.before === undefined) return CHECK_RULES.patternWeaker;
  if (difference.after === undefined) return CHECK_RULES.patternWider;
  return fewerIsWorse(CHECK_RULES.patternWeaker, CHECK_RULES.patternWider)(difference, change, context);
};

const eventRule = {
  arn: ({ account, region, name }: ResourceName) => `arn:aws:events:${region}:${account}:rule/${name}`,
  permissionSet: 'services',
  // The rules that send to a bus are in every region that the bus gets events from.
  everyRegion: sendsToBus,
  names: ({ eventRules }: Pick<DeployedNames, 'eventRules'>) => eventRules,
} as const;

const topicArns = ({ account, region, topics, existingTopics = [] }: DeployedNames): string[] => [
  ...topics.map((topic) => `arn:aws:sns:${region}:${account}:${topic}`),
  ...existingTopics,
];

/** Where rules may send events: to a bus and the queue behind it, or else to a topic. */
function targetArns(deployed: DeployedNames): string[] {
  const { account, region, eventBuses, remoteBus, queues } = deployed;
  if (!sendsToBus(deployed)) return topicArns(deployed);
  return [
    ...(remoteBus === undefined ? [] : [remoteBus]),
    ...eventBuses.map((bus) => `arn:aws:events:${region}:${account}:event-bus/${bus}`),
    ...queues.map((queue) => `arn:aws:sqs:${region}:${account}:${queue}`),
  ];
}

/** A rule can send events to targets of these stacks only. One request may contain several targets. */
function targetPermissions(deployed: DeployedNames, own: Permission): Permission[] {
  return [
    ...limited(own, 'events:PutTargets', [
      anyOf('events:TargetArn', targetArns(deployed), 'ForAllValues:ArnEquals'),
      anyOf('events:TargetArn', ['false'], 'Null'),
    ]),
    ...(sendsToBus(deployed) ? [passRoles(deployed)] : []),
  ];
}

/** An alarm can notify topics of these stacks only: other actions stop or terminate an instance, or start a function. */
function alarmPermissions(deployed: DeployedNames, own: Permission): Permission[] {
  return limited(own, 'cloudwatch:PutMetricAlarm', [
    anyOf('cloudwatch:AlarmActions', topicArns(deployed), 'ForAllValues:StringEquals'),
  ]);
}

/** One of the actions under conditions, the others as they are. */
function limited(own: Permission, action: string, conditions: readonly PermissionCondition[]): Permission[] {
  return [
    { ...own, actions: own.actions.filter((one) => one !== action) },
    { ...own, sid: action.slice(action.indexOf(':') + 1), actions: [action], conditions },
  ];
}

export const CHECKS: Concern = {
  title: 'Checks and alarms',
  rules: Object.values(CHECK_RULES),
  types: [
    terraformType('aws_cloudwatch_event_rule', {
      importId: '{name}',
      ...eventRule,
      actions: {
        create: ['events:PutRule', 'events:TagResource'],
        read: ['events:DescribeRule', 'events:ListTagsForResource'],
        update: ['events:DisableRule', 'events:EnableRule', 'events:UntagResource'],
        destroy: ['events:DeleteRule'],
      },
      replacedBy: ['name', 'name_prefix', 'event_bus_name'],
      removed: CHECK_RULES.removed,
      changes: {
        name: GENERAL.replaced,
        description: GENERAL.noEffect,
        state: leaving('ENABLED', CHECK_RULES.off, CHECK_RULES.on, true),
        is_enabled: leaving(true, CHECK_RULES.off, CHECK_RULES.on, true),
        schedule_expression: checkSchedule,
        'event_pattern/**': pattern,
        event_bus_name: CHECK_RULES.targetOther,
        role_arn: CHECK_RULES.targetOther,
      },
    }),
    terraformType('aws_cloudwatch_event_target', {
      importId: '{rule}/{target_id}',
      ...eventRule,
      actions: {
        create: ['events:PutTargets'],
        read: ['events:ListTargetsByRule'],
        update: [],
        destroy: ['events:RemoveTargets'],
      },
      permissions: targetPermissions,
      replacedBy: ['rule', 'target_id', 'event_bus_name'],
      removed: CHECK_RULES.removed,
      changes: {
        rule: CHECK_RULES.targetOther,
        arn: CHECK_RULES.targetOther,
        role_arn: CHECK_RULES.targetOther,
        target_id: GENERAL.replaced,
        'input/**': CHECK_RULES.messageChanged,
        input_path: CHECK_RULES.messageChanged,
        'input_transformer/**': CHECK_RULES.messageChanged,
        'retry_policy/**': CHECK_RULES.messageChanged,
        'dead_letter_config/**': NOTIFICATION_RULES.deadLetterRemoved,
      },
    }),
    terraformType('aws_scheduler_schedule', {
      importId: 'default/{name}',
      arn: ({ account, region, name }) => `arn:aws:scheduler:${region}:${account}:schedule/default/${name}`,
      permissionSet: 'services',
      names: ({ schedules }) => schedules,
      actions: {
        create: ['scheduler:CreateSchedule'],
        read: ['scheduler:GetSchedule'],
        update: ['scheduler:UpdateSchedule'],
        destroy: ['scheduler:DeleteSchedule'],
      },
      permissions: (deployed, own) => [own, passRoles(deployed)],
      replacedBy: ['name', 'name_prefix', 'group_name'],
      removed: CHECK_RULES.removed,
      changes: {
        name: GENERAL.replaced,
        group_name: GENERAL.replaced,
        description: GENERAL.noEffect,
        state: leaving('ENABLED', CHECK_RULES.off, CHECK_RULES.on, true),
        schedule_expression: checkSchedule,
        schedule_expression_timezone: checkSchedule,
        start_date: CHECK_RULES.off,
        end_date: CHECK_RULES.off,
        'flexible_time_window/**': WINDOW_RULES.windowChanged,
        kms_key_arn: CHECK_RULES.messageChanged,
        'target/arn': CHECK_RULES.targetOther,
        'target/role_arn': CHECK_RULES.targetOther,
        'target/input/**': CHECK_RULES.messageChanged,
        'target/retry_policy/**': CHECK_RULES.messageChanged,
        'target/dead_letter_config/**': NOTIFICATION_RULES.deadLetterRemoved,
      },
    }),
    terraformType('aws_cloudwatch_metric_alarm', {
      importId: '{alarm_name}',
      arn: ({ account, region, name }) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
      permissionSet: 'services',
      names: ({ alarms }) => alarms,
      actions: {
        create: ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'],
        read: ['cloudwatch:ListTagsForResource'],
        // AWS checks it on all alarms, whatever names are given.
        list: ['cloudwatch:DescribeAlarms'],
        update: ['cloudwatch:UntagResource'],
        destroy: ['cloudwatch:DeleteAlarms'],
      },
      permissions: alarmPermissions,
      replacedBy: ['alarm_name'],
      removed: CHECK_RULES.removed,
      changes: {
        alarm_name: GENERAL.replaced,
        alarm_description: GENERAL.noEffect,
        actions_enabled: leaving(true, CHECK_RULES.off, CHECK_RULES.on, true),
        alarm_actions: fewerIsWorse(CHECK_RULES.off, CHECK_RULES.on),
        ok_actions: CHECK_RULES.messageChanged,
        insufficient_data_actions: CHECK_RULES.messageChanged,
        '**': CHECK_RULES.alarmChanged,
      },
    }),
  ],
};
