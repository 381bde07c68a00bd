import { type App, drop, type Mutation, resource, resources, statements, reported } from '../fixture-app';

const MUTATIONS: readonly Mutation[] = [
  ['drop a vault', 'critical', 'vault-removed', (app) => drop(app, 'prod-backup', 'aws_backup_vault', { name: 'EFS' })],
  [
    'rename a vault',
    'critical',
    'vault-replaced',
    (app) => void (resource(app, 'prod-backup', 'aws_backup_vault', { name: 'EFS' })['name'] = 'Files'),
  ],
  [
    'move a vault to a region',
    'critical',
    'vault-replaced',
    (app) => void (resource(app, 'prod-backup', 'aws_backup_vault', { name: 'EFS' })['region'] = 'ap-northeast-3'),
  ],
  [
    'give a vault a key',
    'critical',
    'vault-key-changed',
    (app) =>
      void (resource(app, 'dev-backup', 'aws_backup_vault')['kms_key_arn'] =
        'arn:aws:kms:ap-northeast-1:111111111111:key/k'),
  ],
  [
    'take prevent_destroy away',
    'critical',
    'prevent-destroy-off',
    (app) => void delete resource(app, 'dev-backup', 'aws_backup_vault')['lifecycle'],
  ],
  [
    'switch prevent_destroy off',
    'critical',
    'prevent-destroy-off',
    (app) => void (resource(app, 'stg-backup', 'aws_backup_vault')['lifecycle'].prevent_destroy = false),
  ],
  [
    'switch force_destroy on',
    'critical',
    'vault-force-destroy',
    (app) => void (resource(app, 'stg-backup', 'aws_backup_vault')['force_destroy'] = true),
  ],
  [
    'give a vault another address',
    'critical',
    'protected-address-changed',
    (app) => rename(app, 'dev-backup', 'aws_backup_vault'),
  ],
  [
    'lock a vault in compliance mode',
    'critical',
    'compliance-lock',
    (app) =>
      void (app['dev-backup']['resource'].aws_backup_vault_lock_configuration = {
        lock: { backup_vault_name: 'EC2', changeable_for_days: 3 },
      }),
  ],
  [
    'let everybody copy into a vault',
    'high',
    'vault-policy-opened',
    (app) => statements(app, 'organizations', 'CopyFromOrganization').forEach((each) => delete each['condition']),
  ],
  [
    'let the organization do more with a vault',
    'high',
    'vault-policy-opened',
    (app) =>
      statements(app, 'organizations', 'CopyFromOrganization').forEach((each) =>
        each['actions'].push('backup:DeleteRecoveryPoint'),
      ),
  ],
  [
    'drop the access policy of a vault',
    'high',
    'vault-policy-narrower',
    (app) => delete app['organizations']['resource'].aws_backup_vault_policy,
  ],
  [
    'stop the notifications of a vault',
    'high',
    'vault-notification-removed',
    (app) => drop(app, 'dev-backup', 'aws_backup_vault_notifications'),
  ],
  [
    'tell fewer events',
    'high',
    'vault-events-fewer',
    (app) =>
      resource(app, 'prod-backup', 'aws_backup_vault_notifications', { region: 'ap-northeast-3' })[
        'backup_vault_events'
      ].pop(),
  ],
  [
    'tell more events',
    'medium',
    'vault-events-more',
    (app) =>
      resource(app, 'dev-backup', 'aws_backup_vault_notifications')['backup_vault_events'].push(
        'RESTORE_JOB_COMPLETED',
      ),
  ],
  [
    'tell another topic',
    'high',
    'vault-notification-moved',
    (app) =>
      void (resource(app, 'dev-backup', 'aws_backup_vault_notifications')['sns_topic_arn'] =
        'arn:aws:sns:ap-northeast-1:111111111111:other'),
  ],
];

test.each(MUTATIONS)('%s: %s, %s', (_, severity, name, change) => {
  expect(reported(change, name)).toEqual({ rule: severity, worst: severity });
});

function rename(app: App, stack: string, type: string): void {
  const all = resources(app, stack, type);
  const [id = ''] = Object.keys(all);
  app[stack] = JSON.parse(JSON.stringify(app[stack]).replaceAll(id, 'renamed_00000000'));
}
