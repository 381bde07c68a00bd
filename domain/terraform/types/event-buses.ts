import { accessRules } from '../changes/access-rules';
import { fewerIsWorse } from '../changes/judges';
import { high, medium } from '../changes/rule';
import { anyOf, type DeployedNames, type Permission, tagged } from '../permission';
import { type Concern, type ResourceName, terraformType } from '../terraform-type';
import { GENERAL } from './general';

const RULES = {
  removed: high('event-bus-removed', {
    finds: 'a removed or replaced event bus, or one whose policy is removed',
    why: 'events of members reach no one: their failed backups are not reported',
    remedy: 'keep the bus, its name and its policy',
  }),
  encryption: high('event-bus-encryption-changed', {
    finds: 'another key or another dead-letter queue of an event bus',
    why: 'EventBridge drops events that it cannot encrypt',
    remedy: 'check that the policy of the key allows events.amazonaws.com',
  }),
  consumerRemoved: high('queue-consumer-removed', {
    finds: 'a queue that no function reads any longer, another queue or function, or one that is disabled',
    why: 'queued failures are not reported, and are lost after the retention of the queue',
    remedy: 'keep the function that reads the queue',
  }),
  consumerChanged: medium('queue-consumer-changed', {
    finds: 'other batches, or another number of concurrent functions for a queue',
    why: 'failures are reported later, or in more messages',
    remedy: 'keep a window of at most 300 seconds',
  }),
  failuresRepeated: high('queue-partial-failures-off', {
    finds: 'a function that no longer returns which messages of a batch failed',
    why: 'one message that fails repeats or loses the whole batch',
    remedy: 'keep ReportBatchItemFailures',
  }),
};

const ACCESS = accessRules({
  policy: 'the policy of an event bus',
  opened: {
    rule: 'event-bus-opened',
    why: 'other accounts may send events, which look like failures of backups',
    remedy: 'allow the accounts of the organization only, and events of aws.backup only',
  },
  narrower: {
    rule: 'event-bus-narrower',
    why: 'events of members that may no longer send reach no one',
    remedy: 'keep the accounts of the organization',
  },
});

const bus = {
  arn: ({ account, region, name }: ResourceName) => `arn:aws:events:${region}:${account}:event-bus/${name}`,
  permissionSet: 'events',
  names: ({ eventBuses }: Pick<DeployedNames, 'eventBuses'>) => eventBuses,
} as const;

const BY_FUNCTION = 'AWS assigns the ID of a mapping; only mappings of the functions of these stacks';

/** AWS assigns the ID of a mapping: the function that it invokes limits access. Only its tags have no function. */
function mappingPermissions(deployed: DeployedNames, own: Permission): Permission[] {
  const { account, region, functions } = deployed;
  const isTagging = (action: string) => /:(?:Tag|Untag)Resource$/.test(action);
  const ofFunctions = functions.map((name) => `arn:aws:lambda:${region}:${account}:function:${name}`);
  return [
    {
      ...own,
      actions: own.actions.filter((action) => !isTagging(action)),
      resources: ['*'],
      conditions: [anyOf('lambda:FunctionArn', ofFunctions, 'ArnEquals')],
    },
    { ...own, sid: 'TagMappings', actions: ['lambda:TagResource'], conditions: tagged(deployed, 'RequestTag') },
    { ...own, sid: 'UntagMappings', actions: ['lambda:UntagResource'], conditions: tagged(deployed, 'ResourceTag') },
  ];
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html */
export const EVENT_BUSES: Concern = {
  title: 'Event buses',
  rules: [...Object.values(RULES), ...Object.values(ACCESS.rules)],
  types: [
    terraformType('aws_cloudwatch_event_bus', {
      importId: '{name}',
      ...bus,
      actions: {
        create: ['events:CreateEventBus', 'events:TagResource'],
        read: ['events:DescribeEventBus', 'events:ListTagsForResource'],
        update: ['events:UntagResource', 'events:UpdateEventBus'],
        destroy: ['events:DeleteEventBus'],
      },
      replacedBy: ['name', 'event_source_name'],
      removed: RULES.removed,
      replaced: RULES.removed,
      changes: {
        name: RULES.removed,
        event_source_name: RULES.removed,
        description: GENERAL.noEffect,
        kms_key_identifier: RULES.encryption,
        'dead_letter_config/**': RULES.encryption,
        'log_config/**': GENERAL.noEffect,
      },
    }),
    terraformType('aws_cloudwatch_event_bus_policy', {
      importId: '{event_bus_name}',
      ...bus,
      actions: {
        create: ['events:PutPermission'],
        read: ['events:DescribeEventBus'],
        update: [],
        destroy: ['events:RemovePermission'],
      },
      replacedBy: ['event_bus_name'],
      added: ACCESS.added('policy', { argument: 'event_bus_name', type: 'aws_cloudwatch_event_bus' }),
      removed: RULES.removed,
      changes: { 'policy/**': ACCESS.changed(), event_bus_name: RULES.removed },
    }),
    terraformType('aws_lambda_event_source_mapping', {
      importId: '{id}',
      arn: ({ account, region, name }) => `arn:aws:lambda:${region}:${account}:event-source-mapping:${name}`,
      permissionSet: 'events',
      actions: {
        create: ['lambda:CreateEventSourceMapping', 'lambda:TagResource'],
        read: ['lambda:GetEventSourceMapping', 'lambda:ListTags'],
        update: ['lambda:UntagResource', 'lambda:UpdateEventSourceMapping'],
        destroy: ['lambda:DeleteEventSourceMapping'],
      },
      permissions: mappingPermissions,
      unscoped: {
        'lambda:CreateEventSourceMapping': BY_FUNCTION,
        'lambda:DeleteEventSourceMapping': BY_FUNCTION,
        'lambda:UpdateEventSourceMapping': BY_FUNCTION,
      },
      replacedBy: ['event_source_arn'],
      removed: RULES.consumerRemoved,
      replaced: RULES.consumerRemoved,
      changes: {
        enabled: RULES.consumerRemoved,
        event_source_arn: RULES.consumerRemoved,
        function_name: RULES.consumerRemoved,
        'filter_criteria/**': RULES.consumerRemoved,
        'function_response_types/**': fewerIsWorse(RULES.failuresRepeated, RULES.consumerChanged),
        '**': RULES.consumerChanged,
      },
    }),
  ],
};
