import { readNames } from './read-names';

const HOME = 'eu-west-1';

test('X1 looks for what an environment creates, and not for what the organization creates', () => {
  const { byType, roles, policies, eventRules } = readNames({ region: HOME });
  expect(byType(HOME, ['alerts'])).toEqual({
    aws_cloudwatch_metric_alarm: ['lmd-ssm-backup-errors', 'evtbg-rule-ssmagentcheck-undelivered'],
    aws_cloudwatch_log_group: ['/aws/lambda/lmd-del-backup-gen', '/aws/lambda/lmd-ssmagentcheck-send-sns'],
    aws_lambda_function: ['lmd-del-backup-gen', 'lmd-ssmagentcheck-send-sns'],
    aws_scheduler_schedule: ['evtbg-rule-ssmagentcheck'],
    aws_sqs_queue: ['evtbg-rule-ssmagentcheck-undelivered', 'alerts-undelivered'],
  });
  expect(eventRules).toEqual(['evtbg-rule-backup']);
  expect(roles).toContain('AWSBackupServiceEC2Role');
  expect([...roles, ...policies].filter((name) => /failures/i.test(name))).toEqual([]);
});

test('X1 looks only for queues of topics in other regions', () => {
  expect(readNames({ region: HOME }).byType('us-east-1', ['alerts'])).toEqual({
    aws_cloudwatch_metric_alarm: [],
    aws_cloudwatch_log_group: [],
    aws_lambda_function: [],
    aws_scheduler_schedule: [],
    aws_sqs_queue: ['alerts-undelivered'],
  });
});

test('X1 looks for the names of the configuration', () => {
  const { byType, topics, isKeyAlias } = readNames({
    region: HOME,
    names: { pruneFunction: 'prune' },
    topicName: 'alerts',
  });
  expect(byType(HOME, []).aws_cloudwatch_log_group).toEqual([
    '/aws/lambda/prune',
    '/aws/lambda/lmd-ssmagentcheck-send-sns',
  ]);
  expect(topics).toEqual(['alerts']);
  expect(['alias/alerts', 'alias/backup-vault-EC2', 'alias/other'].map(isKeyAlias)).toEqual([true, true, false]);
});

test('X1 looks for the default of a name that the configuration leaves undefined', () => {
  const { roles } = readNames({ region: HOME, names: { backupRole: undefined } });
  expect(roles).toContain('AWSBackupServiceEC2Role');
});
