import { type App, type Block, drop, type Mutation, resource, reported } from '../fixture-app';

const EC2_PLAN = { name: 'EC2' };
const rule = (app: App, plan = 'EC2', stack = 'prod-backup'): Block =>
  resource(app, stack, 'aws_backup_plan', { name: plan })['rule'][0];

const MUTATIONS: readonly Mutation[] = [
  ['drop a plan', 'high', 'plan-removed', (app) => drop(app, 'prod-backup', 'aws_backup_plan', { name: 'EFS' })],
  [
    'rename a plan',
    'medium',
    'resource-replaced',
    (app) => void (resource(app, 'prod-backup', 'aws_backup_plan', EC2_PLAN)['name'] = 'EC2-daily'),
  ],
  [
    'drop a rule',
    'high',
    'plan-rule-removed',
    (app) => resource(app, 'prod-backup', 'aws_backup_plan', EC2_PLAN)['rule'].pop(),
  ],
  ['rename a rule', 'high', 'plan-rule-removed', (app) => void (rule(app)['rule_name'] = 'Daily')],
  [
    'add a rule',
    'medium',
    'plan-rule-added',
    (app) =>
      resource(app, 'prod-backup', 'aws_backup_plan', EC2_PLAN)['rule'].push({ ...rule(app), rule_name: 'Second' }),
  ],
  ['shorten the retention', 'high', 'retention-shorter', (app) => void (rule(app)['lifecycle'].delete_after = 29)],
  ['lengthen the retention', 'medium', 'retention-longer', (app) => void (rule(app)['lifecycle'].delete_after = 31)],
  ['never expire', 'medium', 'retention-longer', (app) => void delete rule(app)['lifecycle'].delete_after],
  [
    'shorten the retention of a copy',
    'high',
    'retention-shorter',
    (app) => void (rule(app)['copy_action'][0].lifecycle.delete_after = 7),
  ],
  ['drop a copy', 'high', 'copy-removed', (app) => void delete rule(app)['copy_action']],
  [
    'copy to a stranger',
    'high',
    'copy-to-unknown-account',
    (app) =>
      rule(app)['copy_action'].push({
        destination_vault_arn: 'arn:aws:backup:ap-northeast-1:121212121212:backup-vault:X',
      }),
  ],
  [
    'copy to an own account',
    'medium',
    'copy-added',
    (app) =>
      rule(app)['copy_action'].push({
        destination_vault_arn: 'arn:aws:backup:ap-northeast-1:222222222222:backup-vault:EC2',
      }),
  ],
  ['run every other day', 'high', 'runs-less-often', (app) => void (rule(app)['schedule'] = 'cron(0 6 */2 * ? *)')],
  [
    'write a schedule that cannot be read',
    'high',
    'runs-less-often',
    (app) => void (rule(app)['schedule'] = 'whenever'),
  ],
  [
    'write a schedule in another zone',
    'low',
    'schedule-rewritten',
    (app) => Object.assign(rule(app), { schedule: 'cron(0 21 * * ? *)', schedule_expression_timezone: 'UTC' }),
  ],
  ['run an hour later', 'medium', 'schedule-moved', (app) => void (rule(app)['schedule'] = 'cron(0 7 * * ? *)')],
  [
    'run in another time zone',
    'medium',
    'schedule-moved',
    (app) => void (rule(app)['schedule_expression_timezone'] = 'UTC'),
  ],
  ['widen the start window', 'medium', 'window-changed', (app) => void (rule(app)['start_window'] = 120)],
  ['shorten the completion window', 'medium', 'window-changed', (app) => void (rule(app)['completion_window'] = 180)],
  [
    'turn cold later',
    'medium',
    'cold-storage-changed',
    (app) => void (rule(app, 'EFS')['lifecycle'].cold_storage_after = 60),
  ],
  [
    'back up into another vault',
    'high',
    'rule-other-vault',
    (app) => void (rule(app)['target_vault_name'] = rule(app, 'EFS')['target_vault_name']),
  ],
  [
    'drop the time to the moment',
    'medium',
    'continuous-backup-on',
    (app) => void (rule(app)['enable_continuous_backup'] = true),
  ],
  [
    'tag a plan',
    'low',
    'tags-changed',
    (app) => void (resource(app, 'prod-backup', 'aws_backup_plan', EC2_PLAN)['tags'].Team = 'Storage'),
  ],
  ['say something that no rule knows', 'medium', 'unclassified', (app) => void (rule(app)['something_new'] = 1)],
];

test.each(MUTATIONS)('%s: %s, %s', (_, severity, name, change) => {
  expect(reported(change, name)).toEqual({ rule: severity, worst: severity });
});
