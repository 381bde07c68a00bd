import { createHash } from 'node:crypto';

import type { EnvironmentInput } from '../../environments/schema';
import { backupDocument } from '../../modules/ssm/backup-document';
import { text } from '../../testing/environment-inputs';
import { fixtures } from '../../testing/fixtures';
import { type Block, synthesized } from '../../testing/synthesized';

type Written = Exclude<EnvironmentInput['ssmBackup'], 'none' | undefined>;

const stackOf = (ssmBackup: Written = {}) =>
  synthesized(fixtures.prod, 'ssm-backup', (input) => {
    input.ssmBackup = ssmBackup;
  });

const TOPIC = '${data.terraform_remote_state.notifications.outputs.topicArns["ap-northeast-1"]}';
const role = (output: string) => `\${data.terraform_remote_state.iam.outputs.${output}}`;
const only = (blocks: Record<string, Block>): [id: string, block: Block] => {
  const [first, ...others] = Object.entries(blocks);
  if (!first || others.length > 0) throw new Error(`${others.length + 1} where one was expected`);
  return first;
};

test('S1 creates no topic: notifications go to the topic of the notifications stack', () => {
  const stack = stackOf();
  expect(stack.resources('aws_sns_topic')).toEqual({});
  expect(Object.keys(stack.json['data'].terraform_remote_state)).toEqual(['iam', 'notifications']);
});

test('S7 S13 contains the document exactly as it is built, with the steps of the environment', () => {
  const before = [{ name: 'flush', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }];
  const after = [{ name: 'look', action: 'aws:sleep', inputs: { Duration: 'PT2M' }, timeoutSeconds: 150 }];
  const document = stackOf({ before, after }).resource('aws_ssm_document');
  expect(document).toMatchObject({ name: 'SSM-BackupEC2Instance', document_type: 'Automation' });
  expect(JSON.parse(document['content'])).toEqual(
    JSON.parse(
      JSON.stringify(
        backupDocument({
          automationRoleArn: role('automationRoleArn'),
          pruneFunctionName: 'lmd-del-backup-gen',
          before,
          after,
        }),
      ),
    ),
  );
  const names = JSON.parse(document['content']).mainSteps.map(({ name }: Block) => name);
  expect(names.indexOf('flush')).toBeLessThan(names.indexOf('look'));
});

test('S13 refuses a step that refers to what is not there, where the file has it', () => {
  const step = { name: 'look', action: 'aws:runCommand', inputs: { DocumentName: '{{ createImage.Document }}' } };
  expect(() => stackOf({ after: [step] })).toThrow(
    /^environments\/prod\.ts is refused: 1 problem\n\n {2}ssmBackup\.after\.look\.inputs\.DocumentName/,
  );
});

test('S13 refuses the name of a step that the document has, and nothing that follows from it', () => {
  const step = { name: 'createImage', action: 'aws:sleep', inputs: { Duration: 'PT1M' } };
  expect(() => stackOf({ before: [step] })).toThrow(
    new Error(text`
      environments/prod.ts is refused: 1 problem

        ssmBackup.before.createImage.name = "createImage"
          The document of the SSM backup already has a step createImage.
          → choose another name
    `),
  );
});

test('S13 has no custom steps by default: the document then has none', () => {
  const content = (ssmBackup?: Written) => stackOf(ssmBackup).resource('aws_ssm_document')['content'];
  expect(content()).toBe(content({ before: [], after: [] }));
  expect(content({ before: [{ name: 'flush', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }] })).not.toBe(
    content(),
  );
});

test('S7 leaves nothing in the document that Terraform would read as an expression but the role', () => {
  const { content } = stackOf().resource('aws_ssm_document');
  expect(content.match(/[$%]\{[^}]*\}?/g)).toEqual([role('automationRoleArn')]);
});

test('S8 makes the window of the article', () => {
  const stack = stackOf();
  const [windowId, window] = only(stack.resources('aws_ssm_maintenance_window'));
  const [targetId, target] = only(stack.resources('aws_ssm_maintenance_window_target'));
  const [documentId] = only(stack.resources('aws_ssm_document'));
  expect(window).toMatchObject({
    name: 'mw-ssm-backup',
    schedule: 'cron(30 03 ? * * *)',
    schedule_timezone: 'Asia/Tokyo',
    duration: 1,
    cutoff: 0,
    allow_unassociated_targets: false,
  });
  expect(target).toMatchObject({
    window_id: `\${aws_ssm_maintenance_window.${windowId}.id}`,
    name: 'tg-ssm-backup',
    resource_type: 'INSTANCE',
    targets: [{ key: 'tag:BackupGroup', values: ['ssm-backup-group'] }],
  });
  expect(stack.resource('aws_ssm_maintenance_window_task')).toMatchObject({
    window_id: `\${aws_ssm_maintenance_window.${windowId}.id}`,
    name: 'EC2Backup',
    task_type: 'AUTOMATION',
    task_arn: `\${aws_ssm_document.${documentId}.name}`,
    service_role_arn: role('windowRoleArn'),
    priority: 1,
    max_concurrency: '100',
    max_errors: '100',
    targets: [{ key: 'WindowTargetIds', values: [`\${aws_ssm_maintenance_window_target.${targetId}.id}`] }],
    task_invocation_parameters: {
      automation_parameters: {
        document_version: '$DEFAULT',
        parameter: [{ name: 'InstanceId', values: ['{{TARGET_ID}}'] }],
      },
    },
  });
});

test('S8 makes the window that the environment wants', () => {
  const stack = stackOf({
    window: { name: 'night', schedule: 'cron(0 1 ? * SUN *)', timezone: 'UTC', durationHours: 4, cutoffHours: 1 },
    group: 'night',
  });
  expect(stack.resource('aws_ssm_maintenance_window')).toMatchObject({
    name: 'night',
    schedule: 'cron(0 1 ? * SUN *)',
    schedule_timezone: 'UTC',
    duration: 4,
    cutoff: 1,
  });
  expect(stack.resource('aws_ssm_maintenance_window_target')['targets']).toEqual([
    { key: 'tag:BackupGroup', values: ['night'] },
  ]);
});

test('S9 listens for failed, timed out and cancelled executions of this document alone', () => {
  const { name, event_pattern } = stackOf().resource('aws_cloudwatch_event_rule');
  expect(name).toBe('evtbg-rule-backup');
  expect(JSON.parse(event_pattern)).toEqual({
    source: ['aws.ssm'],
    'detail-type': ['EC2 Automation Execution Status-change Notification'],
    detail: { Definition: ['SSM-BackupEC2Instance'], Status: ['Cancelled', 'Failed', 'TimedOut'] },
  });
});

test('S9 describes in words which environment, what happened and where to look', () => {
  const stack = stackOf();
  const [ruleId] = only(stack.resources('aws_cloudwatch_event_rule'));
  const target = stack.resource('aws_cloudwatch_event_target');
  expect(target).toMatchObject({ rule: `\${aws_cloudwatch_event_rule.${ruleId}.name}`, arn: TOPIC });
  expect(messageOf(target['input_transformer'], EVENT)).toEqual([
    'The SSM backup of an instance in prod (account 333333333333, ap-northeast-1) ended as Failed at 2026-11-21T18:34:05Z.',
    'Execution 333ba70b-2333-48db-b17e-a5e69c6f4d1c of SSM-BackupEC2Instance, started Nov 21, 2026 6:30:00 PM.',
    'Which instance, which step and why: https://ap-northeast-1.console.aws.amazon.com/systems-manager/automation/execution/333ba70b-2333-48db-b17e-a5e69c6f4d1c?region=ap-northeast-1',
    'If the instance had been stopped for the backup, see that it runs again.',
  ]);
});

/** As AWS shows it. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html */
const EVENT = {
  source: 'aws.ssm',
  'detail-type': 'EC2 Automation Execution Status-change Notification',
  time: '2026-11-21T18:34:05Z',
  detail: {
    ExecutionId: '333ba70b-2333-48db-b17e-a5e69c6f4d1c',
    Definition: 'SSM-BackupEC2Instance',
    Status: 'Failed',
    StartTime: 'Nov 21, 2026 6:30:00 PM',
  },
};

/** What EventBridge makes of a template of quoted lines. */
function messageOf({ input_paths, input_template }: Block, event: Block): string[] {
  return input_template.split('\n').map((line: string) =>
    JSON.parse(line).replaceAll(/<(\w+)>/g, (_: string, variable: string) => {
      const keys: string[] = input_paths[variable].replace('$.', '').split('.');
      const found = keys.reduce<any>((value, key) => value?.[key], event);
      if (found === undefined) throw new Error(`the event has no ${input_paths[variable]}`);
      return found;
    }),
  );
}

test('S10 checks agents ten minutes before the window, by its clock, and keeps what could not be started', () => {
  const stack = stackOf();
  const [queueId, queue] = only(stack.resources('aws_sqs_queue'));
  const [functionId] =
    Object.entries(stack.resources('aws_lambda_function')).find(
      ([, { function_name }]) => function_name === 'lmd-ssmagentcheck-send-sns',
    ) ?? [];
  expect(queue).toMatchObject({ name: 'evtbg-rule-ssmagentcheck-undelivered', sqs_managed_sse_enabled: true });
  expect(stack.resource('aws_scheduler_schedule')).toMatchObject({
    name: 'evtbg-rule-ssmagentcheck',
    schedule_expression: 'cron(20 3 ? * * *)',
    schedule_expression_timezone: 'Asia/Tokyo',
    flexible_time_window: { mode: 'OFF' },
    target: {
      arn: `\${aws_lambda_function.${functionId}.arn}`,
      role_arn: role('schedulerRoleArn'),
      dead_letter_config: { arn: `\${aws_sqs_queue.${queueId}.arn}` },
      retry_policy: { maximum_event_age_in_seconds: 600 },
    },
  });
});

test('S10 follows the window wherever it goes, also over midnight', () => {
  const stack = stackOf({
    window: { schedule: 'cron(5 0 ? * MON *)', timezone: 'Europe/Berlin' },
    agentCheck: { minutesBefore: 15 },
  });
  expect(stack.resource('aws_scheduler_schedule')).toMatchObject({
    schedule_expression: 'cron(50 23 ? * 1 *)',
    schedule_expression_timezone: 'Europe/Berlin',
    target: { retry_policy: { maximum_event_age_in_seconds: 900 } },
  });
});

test.each([
  ['S5', 'lmd-del-backup-gen', 'prune-images', 'pruneRoleArn'],
  ['S6', 'lmd-ssmagentcheck-send-sns', 'check-ssm-agents', 'agentCheckRoleArn'],
])('%s runs %s as its own role, from a zip that its digest names', (_, name, zip, roleOutput) => {
  const stack = stackOf({ logRetentionDays: 30 });
  const made = stack.resource('aws_lambda_function', { function_name: name });
  // The substitute of the zip contains its name.
  const digest = createHash('sha256').update(zip);
  expect(made).toMatchObject({
    role: role(roleOutput),
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    timeout: 600,
    memory_size: 128,
    source_code_hash: digest.copy().digest('base64'),
  });
  expect(made['filename']).toMatch(new RegExp(`^assets/[\\w-]+/${digest.digest('hex')}/${zip}\\.zip$`));

  const [logsId] =
    Object.entries(stack.resources('aws_cloudwatch_log_group')).find(
      ([, logs]) => logs['name'] === `/aws/lambda/${name}`,
    ) ?? [];
  expect(stack.resource('aws_cloudwatch_log_group', { name: `/aws/lambda/${name}` })['retention_in_days']).toBe(30);
  // By which Terraform makes it first.
  expect(made['logging_config'].log_group).toBe(`\${aws_cloudwatch_log_group.${logsId}.name}`);
});

test('S6 passes the topic and the group to the check', () => {
  const made = stackOf({ group: 'night' }).resource('aws_lambda_function', {
    function_name: 'lmd-ssmagentcheck-send-sns',
  });
  expect(made['environment'].variables).toEqual({ SNS_TOPIC_ARN: TOPIC, BACKUP_GROUP: 'night' });
});

test('S6 a check that fails is reported once: Lambda does not retry it', () => {
  const stack = stackOf();
  const [functionId] =
    Object.entries(stack.resources('aws_lambda_function')).find(
      ([, made]) => made['function_name'] === 'lmd-ssmagentcheck-send-sns',
    ) ?? [];
  const [, retries] = only(stack.resources('aws_lambda_function_event_invoke_config'));
  expect(retries).toMatchObject({
    function_name: `\${aws_lambda_function.${functionId}.function_name}`,
    maximum_retry_attempts: 0,
  });
});

test('S5 S6 one alarm reports errors of both functions, another one that the check could not be started', () => {
  const stack = stackOf();
  const errors = stack.resource('aws_cloudwatch_metric_alarm', { alarm_name: 'lmd-ssm-backup-errors' });
  expect(errors).toMatchObject({ alarm_actions: [TOPIC], threshold: 0, treat_missing_data: 'notBreaching' });
  const [sum, ...metrics] = errors['metric_query'];
  expect(sum).toMatchObject({ expression: 'SUM([prune, check])', return_data: true });
  expect(metrics.map(({ id, metric }: Block) => [id, metric.metric_name, metric.dimensions.FunctionName])).toEqual([
    ['prune', 'Errors', 'lmd-del-backup-gen'],
    ['check', 'Errors', 'lmd-ssmagentcheck-send-sns'],
  ]);
  const [, queue] = only(stack.resources('aws_sqs_queue'));
  expect(
    stack.resource('aws_cloudwatch_metric_alarm', { metric_name: 'ApproximateNumberOfMessagesVisible' }),
  ).toMatchObject({ dimensions: { QueueName: queue['name'] }, alarm_actions: [TOPIC] });
  expect(Object.keys(stack.resources('aws_cloudwatch_metric_alarm'))).toHaveLength(2);
});

test('S1 an environment whose vaults all lie elsewhere has its topic all the same', () => {
  const change = (input: EnvironmentInput) => {
    input.backup = { vaults: [{ name: 'EC2', region: 'ap-northeast-3' }], plans: [] };
  };
  expect(synthesized(fixtures.prod, 'ssm-backup', change).resource('aws_cloudwatch_event_target')['arn']).toBe(TOPIC);
  expect(Object.keys(synthesized(fixtures.prod, 'notifications', change).json['output'].topicArns.value)).toContain(
    'ap-northeast-1',
  );
});

test('S13 writes the same document for any order of keys', () => {
  const content = (inputs: Record<string, string | string[]>) =>
    stackOf({ before: [{ name: 'flush', action: 'aws:runCommand', inputs }] }).resource('aws_ssm_document')['content'];
  expect(content({ DocumentName: 'AWS-RunShellScript', InstanceIds: ['{{ InstanceId }}'] })).toBe(
    content({ InstanceIds: ['{{ InstanceId }}'], DocumentName: 'AWS-RunShellScript' }),
  );
});
