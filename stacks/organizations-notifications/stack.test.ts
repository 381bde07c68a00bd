import { BACKUP_FAILURES } from '../../domain/backup-events/event-pattern';
import type { OrganizationInput } from '../../environments/organization/organization';
import { synthesizeAll, synthesizedOrganization } from '../../testing/synthesized';
import { fixtures } from '../../testing/fixtures';

type Notifications = NonNullable<OrganizationInput['notifications']>;

const EMAIL = { protocol: 'email', endpoint: 'backup-alerts@example.com' } as const;
const TO_EMAIL: Notifications = { subscriptions: [EMAIL] };

const notified = (settings: Notifications = TO_EMAIL, change: (input: OrganizationInput) => void = () => {}) =>
  synthesizedOrganization((input) => {
    input.notifications = settings;
    change(input);
  }, 'organizations-notifications');

const stack = notified();
const named = (type: string, name: string) => {
  const [[id, block] = ['', {}]] = Object.entries(stack.resources(type)).filter(([, made]) => made['name'] === name);
  return { ref: (attribute: string) => `\${${type}.${id}.${attribute}}`, block };
};
const bus = named('aws_cloudwatch_event_bus', 'evtbg-bus-backup-failures');
const rule = named('aws_cloudwatch_event_rule', 'evtbg-rule-backup-failures-queue');
const queue = named('aws_sqs_queue', 'sqs-backup-failures');
const deadLetters = named('aws_sqs_queue', 'sqs-backup-failures-dead-letters');

test('M6 is not there unless the organization has notifications', () => {
  expect(Object.keys(synthesizeAll([], fixtures.organization))).toEqual([
    'organizations-state-bootstrap',
    'organizations',
  ]);
});

test('M6 keeps its state in its own folder, and comes before the stack whose rules send to it', () => {
  expect(stack.json['terraform'].backend.s3.key).toBe('anyservice/organizations/notifications/terraform.tfstate');
  expect(stack.json['provider'].aws[0].allowed_account_ids).toEqual(['999999999999']);
});

test('M6 the bus accepts events of AWS Backup from accounts of the organization only', () => {
  const { event_bus_name, policy } = stack.resource('aws_cloudwatch_event_bus_policy');
  expect(event_bus_name).toBe(bus.ref('name'));
  expect(stack.statements(policy)).toEqual({
    SendByOrganization: {
      sid: 'SendByOrganization',
      actions: ['events:PutEvents'],
      resources: [bus.ref('arn')],
      principals: [{ type: '*', identifiers: ['*'] }],
      condition: [
        {
          test: 'StringEquals',
          variable: 'aws:PrincipalOrgID',
          values: ['${data.aws_organizations_organization.organization.id}'],
        },
        { test: 'StringEquals', variable: 'events:source', values: ['aws.backup'] },
      ],
    },
  });
});

test('M6 a rule on the bus queues the events; what it cannot deliver is a dead letter', () => {
  expect(rule.block['event_bus_name']).toBe(bus.ref('name'));
  expect(JSON.parse(rule.block['event_pattern'])).toEqual(BACKUP_FAILURES);
  expect(stack.resource('aws_cloudwatch_event_target')).toMatchObject({
    rule: rule.ref('name'),
    event_bus_name: bus.ref('name'),
    arn: queue.ref('arn'),
    dead_letter_config: { arn: deadLetters.ref('arn') },
  });
});

test('M6 both queues are encrypted, keep events for 14 days, and accept them from the rule only', () => {
  for (const { block, ref } of [queue, deadLetters]) {
    expect(block).toMatchObject({ sqs_managed_sse_enabled: true, message_retention_seconds: 1_209_600 });
    const { policy } = stack.resource('aws_sqs_queue_policy', { queue_url: ref('url') });
    expect(stack.statements(policy)).toEqual({
      SendByRule: {
        sid: 'SendByRule',
        actions: ['sqs:SendMessage'],
        resources: [ref('arn')],
        principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }],
        condition: [{ test: 'ArnEquals', variable: 'aws:SourceArn', values: [rule.ref('arn')] }],
      },
    });
  }
  expect(JSON.parse(queue.block['redrive_policy'])).toEqual({
    deadLetterTargetArn: deadLetters.ref('arn'),
    maxReceiveCount: 5,
  });
});

test('M6 the function reads batches of up to five minutes, and the queue hides them for as long as AWS recommends', () => {
  expect(stack.resource('aws_lambda_event_source_mapping')).toMatchObject({
    event_source_arn: queue.ref('arn'),
    maximum_batching_window_in_seconds: 300,
    function_response_types: ['ReportBatchItemFailures'],
    scaling_config: { maximum_concurrency: 2 },
  });
  const { timeout, environment } = stack.resource('aws_lambda_function');
  expect(queue.block['visibility_timeout_seconds']).toBe(6 * timeout + 300);
  expect(environment.variables.SNS_TOPIC_ARN).toMatch(/^\$\{aws_sns_topic\..+\.arn\}$/);
});

test('M6 the function reads its queue, names accounts, publishes to its topic, and writes its logs: nothing else', () => {
  expect(
    Object.values(stack.statements(stack.resource('aws_iam_policy')['policy'])).map(({ actions, resources }) => [
      actions,
      resources,
    ]),
  ).toEqual([
    [
      ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      ['arn:aws:sqs:ap-northeast-1:999999999999:sqs-backup-failures'],
    ],
    [
      ['organizations:DescribeAccount'],
      ['arn:aws:organizations::999999999999:account/${data.aws_organizations_organization.organization.id}/*'],
    ],
    [['sns:Publish'], ['arn:aws:sns:ap-northeast-1:999999999999:sns-backup-alertnotification']],
    [
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      ['arn:aws:logs:ap-northeast-1:999999999999:log-group:/aws/lambda/lmd-backup-failures:log-stream:*'],
    ],
  ]);
});

test('M6 alarms report errors of the function, events that wait for an hour, and dead letters', () => {
  const alarms = Object.values(stack.resources('aws_cloudwatch_metric_alarm'));
  expect(alarms.map(({ alarm_name, metric_name, threshold }) => [alarm_name, metric_name, threshold])).toEqual([
    ['sqs-backup-failures-age', 'ApproximateAgeOfOldestMessage', 3600],
    ['sqs-backup-failures-dead-letters', 'ApproximateNumberOfMessagesVisible', 0],
    ['lmd-backup-failures-errors', undefined, 0],
  ]);
  expect(new Set(alarms.flatMap(({ alarm_actions }) => alarm_actions)).size).toBe(1);
});

test('M6 has the topic, key, subscriptions and dead-letter queue of an environment', () => {
  const full = notified({
    topicName: 'failures',
    key: 'customer-managed',
    subscriptions: [EMAIL, { protocol: 'https', endpointParameter: '/backup/hook' }],
  });
  expect(full.resource('aws_sns_topic')).toMatchObject({ name: 'failures' });
  expect(full.resource('aws_kms_alias')).toMatchObject({ name: 'alias/failures' });
  expect(full.statements(full.resource('aws_kms_key')['policy'])['PublishByRoles']).toMatchObject({
    condition: [{ values: ['arn:aws:iam::999999999999:role/LambdaBackupFailuresRole'] }],
  });
  expect(full.statements(full.resource('aws_iam_policy')['policy'])['UseTopicKey']).toMatchObject({
    condition: [{ variable: 'kms:ResourceAliases', values: ['alias/failures'] }],
  });
  expect(Object.values(full.resources('aws_sns_topic_subscription')).map(({ protocol }) => protocol)).toEqual([
    'https',
    'email',
  ]);
  expect(full.resource('aws_sqs_queue', { name: 'failures-undelivered' })).toMatchObject({
    sqs_managed_sse_enabled: true,
  });
});

test('M6 its role has the boundary of the role of the baseline', () => {
  const bounded = notified(undefined, ({ baseline }) => {
    baseline.role.permissionsBoundary = 'boundary';
  });
  expect(bounded.resource('aws_iam_role')['permissions_boundary']).toBe('arn:aws:iam::999999999999:policy/boundary');
});
