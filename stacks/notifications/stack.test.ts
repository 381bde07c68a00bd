import { lets } from '../../domain/notifications/filter-policy';
import { fixtures } from '../../testing/fixtures';
import { synthesized, type Block } from '../../testing/synthesized';

const TOKYO = { region: 'ap-northeast-1' };
const WEBHOOK = { protocol: 'https', endpointParameter: '/backup/datadog-webhook' } as const;

test('N1 makes one topic for each region that has a vault', () => {
  const topics = Object.values(synthesized(fixtures.prod, 'notifications').resources('aws_sns_topic'));
  expect(topics.map(({ region, name, display_name }) => [region, name, display_name])).toEqual([
    ['ap-northeast-3', 'sns-backup-alertnotification', 'Backup Alert Notifications'],
    ['ap-northeast-1', 'sns-backup-alertnotification', 'Backup Alert Notifications'],
  ]);
  expect(topics.every((topic) => !('kms_master_key_id' in topic))).toBe(true);
});

test('N2 admits the account, AWS Backup, EventBridge and alarms, each with its own statement', () => {
  const stack = synthesized(fixtures.prod, 'notifications');
  const statements = stack.statements(stack.resource('aws_sns_topic_policy', TOKYO)['policy']);

  expect(Object.keys(statements)).toEqual([
    'AdministerByAccount',
    'PublishByBackup',
    'PublishByEventBridge',
    'PublishByAlarms',
    'DenyPlainText',
  ]);
  expect(statements['AdministerByAccount']).toMatchObject({
    principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::333333333333:root'] }],
    actions: [
      'sns:AddPermission',
      'sns:DeleteTopic',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
      'sns:Publish',
      'sns:RemovePermission',
      'sns:SetTopicAttributes',
      'sns:Subscribe',
    ],
  });
  expect(statements['PublishByBackup']).toMatchObject({
    actions: ['sns:Publish'],
    principals: [{ type: 'Service', identifiers: ['backup.amazonaws.com'] }],
    condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['333333333333'] }],
  });
  expect(statements['PublishByEventBridge']).not.toHaveProperty('condition');
  expect(statements['PublishByAlarms']).toMatchObject({
    condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['333333333333'] }],
  });
  expect(statements['DenyPlainText']).toMatchObject({
    effect: 'Deny',
    condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
  });
});

test('N4 filters by default what the article filters, and lets alarms and checks through', () => {
  const { protocol, endpoint, filter_policy, filter_policy_scope } = synthesized(
    fixtures.prod,
    'notifications',
  ).resource('aws_sns_topic_subscription', TOKYO);
  expect([protocol, endpoint, filter_policy_scope]).toEqual([
    'email',
    'backup-alerts-prod@example.com',
    'MessageAttributes',
  ]);
  const filter = JSON.parse(filter_policy);
  expect(filter).toEqual({ State: [{ exists: false }, { 'anything-but': 'COMPLETED' }] });
  expect(lets(filter, {})).toBe(true);
  expect(lets(filter, { State: 'ABORTED' })).toBe(true);
  expect(lets(filter, { State: 'COMPLETED' })).toBe(false);
});

test('N4 accepts another filter, or none, from the subscription', () => {
  const stack = synthesized(fixtures.prod, 'notifications', (input) => {
    input.notifications = {
      subscriptions: [
        { protocol: 'email', endpoint: 'everything@example.com', filter: 'none' },
        {
          protocol: 'email',
          endpoint: 'aborted@example.com',
          filter: { State: ['ABORTED'], EventType: ['BACKUP_JOB'] },
        },
      ],
    };
  });
  const of = (endpoint: string) => stack.resource('aws_sns_topic_subscription', { ...TOKYO, endpoint });
  expect(of('everything@example.com')).not.toHaveProperty('filter_policy');
  expect(of('aborted@example.com')['filter_policy']).toBe('{"EventType":["BACKUP_JOB"],"State":["ABORTED"]}');
});

test('N4 reads an https address that is a secret when Terraform runs, and keeps what it does not take', () => {
  const stack = synthesized(fixtures.prod, 'notifications', (input) => {
    input.notifications = { subscriptions: [WEBHOOK] };
  });
  const [[parameterId, parameter] = ['', {}]] = Object.entries<object>(stack.json['data'].aws_ssm_parameter);
  const subscription = stack.resource('aws_sns_topic_subscription', TOKYO);
  expect(parameter).toEqual({ name: '/backup/datadog-webhook' });
  expect(subscription).toMatchObject({
    endpoint: `\${data.aws_ssm_parameter.${parameterId}.value}`,
    endpoint_auto_confirms: true,
  });

  const queue = Object.entries(stack.resources('aws_sqs_queue')).find(([, { region }]) => region === TOKYO.region);
  expect(JSON.parse(subscription['redrive_policy'])).toEqual({
    deadLetterTargetArn: `\${aws_sqs_queue.${queue?.[0]}.arn}`,
  });
  expect(queue?.[1]).toMatchObject({ sqs_managed_sse_enabled: true, message_retention_seconds: 1_209_600 });
  expect(stack.statements(stack.resource('aws_sqs_queue_policy', TOKYO)['policy'])['SendByTopic']).toMatchObject({
    actions: ['sqs:SendMessage'],
    principals: [{ type: 'Service', identifiers: ['sns.amazonaws.com'] }],
    condition: [{ test: 'ArnEquals', variable: 'aws:SourceArn' }],
  });
});

test('N4 makes no queue for subscriptions that need none', () => {
  expect(synthesized(fixtures.prod, 'notifications').resources('aws_sqs_queue')).toEqual({});
});

test('N1 makes a key in each region whose policy admits every publisher, on demand', () => {
  const stack = synthesized(fixtures.prod, 'notifications', (input) => {
    input.notifications = { ...input.notifications, key: 'customer-managed' };
  });
  const [[keyId, key] = ['', {}]] = Object.entries(stack.resources('aws_kms_key')).filter(
    ([, { region }]) => region === TOKYO.region,
  );
  expect(stack.resource('aws_sns_topic', TOKYO)['kms_master_key_id']).toBe(`\${aws_kms_key.${keyId}.arn}`);
  expect(key).toMatchObject({ enable_key_rotation: true, lifecycle: { prevent_destroy: true } });

  const statements = stack.statements((key as { policy: string }).policy);
  const usage = ['kms:Decrypt', 'kms:GenerateDataKey*'];
  expect(statements['PublishByServices']).toMatchObject({
    actions: usage,
    principals: [
      { type: 'Service', identifiers: ['backup.amazonaws.com', 'cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
    ],
  });
  expect(statements['PublishByRoles']).toMatchObject({
    actions: usage,
    principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::333333333333:root'] }],
    condition: [
      {
        test: 'ArnEquals',
        variable: 'aws:PrincipalArn',
        values: ['arn:aws:iam::333333333333:role/LambdaSSMAgentCheckRole'],
      },
    ],
  });
});

test('N1 accepts a customer-managed key for each region', () => {
  const keys = {
    'ap-northeast-1': 'arn:aws:kms:ap-northeast-1:333333333333:key/1111',
    'ap-northeast-3': 'arn:aws:kms:ap-northeast-3:333333333333:key/3333',
  };
  const stack = synthesized(fixtures.prod, 'notifications', (input) => {
    input.notifications = { ...input.notifications, key: keys };
  });
  expect(stack.resource('aws_sns_topic', TOKYO)['kms_master_key_id']).toBe(keys['ap-northeast-1']);
  expect(stack.resources('aws_kms_key')).toEqual({});
});

test('N3 publishes the topics by region', () => {
  const { value } = synthesized(fixtures.prod, 'notifications').json['output'].topicArns;
  expect(Object.keys(value)).toEqual(['ap-northeast-1', 'ap-northeast-3']);
});

test('N4 reads each secret address from its own parameter, however alike their names are', () => {
  const stack = synthesized(fixtures.prod, 'notifications', (input) => {
    input.notifications = {
      subscriptions: [
        { protocol: 'https', endpointParameter: '/backup/web.hook' },
        { protocol: 'https', endpointParameter: '/backup/webhook' },
      ],
    };
  });
  const parameters: Block[] = Object.values(stack.json['data'].aws_ssm_parameter);
  expect(parameters.map(({ name }) => name).toSorted()).toEqual(['/backup/web.hook', '/backup/webhook']);
});
