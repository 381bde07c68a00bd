import { type App, type Block, type Mutation, resource, reported } from '../fixture-app';

const inDocument = (app: App, change: (content: Block) => void): void => {
  const found = resource(app, 'prod-ssm-backup', 'aws_ssm_document');
  const json = JSON.parse(found['content']);
  change(json);
  found['content'] = JSON.stringify(json);
};

const MUTATIONS: readonly Mutation[] = [
  [
    'switch the window off',
    'high',
    'window-off',
    (app) => void (resource(app, 'prod-ssm-backup', 'aws_ssm_maintenance_window')['enabled'] = false),
  ],
  [
    'drop the window',
    'high',
    'window-removed',
    (app) => delete app['prod-ssm-backup']['resource'].aws_ssm_maintenance_window,
  ],
  [
    'run the window on Mondays only',
    'high',
    'runs-less-often',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_ssm_maintenance_window')['schedule'] = 'cron(30 03 ? * MON *)'),
  ],
  [
    'back up another group',
    'high',
    'window-target-other',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_ssm_maintenance_window_target')['targets'][0].values = ['other']),
  ],
  [
    'switch the agent check off',
    'high',
    'check-off',
    (app) => void (resource(app, 'prod-ssm-backup', 'aws_scheduler_schedule')['state'] = 'DISABLED'),
  ],
  [
    'drop the agent check',
    'high',
    'check-removed',
    (app) => delete app['prod-ssm-backup']['resource'].aws_scheduler_schedule,
  ],
  [
    'tell no cancelled execution',
    'high',
    'event-pattern-weaker',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_cloudwatch_event_rule')['event_pattern'] = resource(
        app,
        'prod-ssm-backup',
        'aws_cloudwatch_event_rule',
      )['event_pattern'].replace('"Cancelled",', '')),
  ],
  [
    'hide a failed step',
    'high',
    'automation-failure-hidden',
    (app) => inDocument(app, (json) => (json['mainSteps'][0].isCritical = false)),
  ],
  [
    'drop a step',
    'high',
    'automation-step-removed',
    (app) => inDocument(app, (json) => json['mainSteps'].splice(3, 1)),
  ],
  [
    'run other code',
    'medium',
    'function-changed',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_lambda_function', { function_name: 'lmd-del-backup-gen' })[
        'source_code_hash'
      ] = 'other'),
  ],
  [
    'try a failed check twice more',
    'medium',
    'function-retries-changed',
    (app) => delete app['prod-ssm-backup']['resource'].aws_lambda_function_event_invoke_config,
  ],
  [
    'run the pruner as another role',
    'high',
    'function-role-other',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_lambda_function', { function_name: 'lmd-del-backup-gen' })['role'] =
        'arn:aws:iam::333333333333:role/x'),
  ],
  [
    'raise the threshold of an alarm',
    'high',
    'alarm-changed',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_cloudwatch_metric_alarm', { alarm_name: 'lmd-ssm-backup-errors' })[
        'threshold'
      ] = 100),
  ],
  [
    'keep dead letters shorter',
    'high',
    'dead-letters-kept-shorter',
    (app) => void (resource(app, 'prod-ssm-backup', 'aws_sqs_queue')['message_retention_seconds'] = 3600),
  ],
  [
    'keep logs shorter',
    'medium',
    'log-retention-changed',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_cloudwatch_log_group', { name: '/aws/lambda/lmd-del-backup-gen' })[
        'retention_in_days'
      ] = 1),
  ],
];

test.each(MUTATIONS)('%s: %s, %s', (_, severity, name, change) => {
  expect(reported(change, name)).toEqual({ rule: severity, worst: severity });
});
