import { type App, type Block, drop, type Mutation, resource, reported } from '../fixture-app';

const selection = (app: App): Block =>
  resource(app, 'prod-backup', 'aws_backup_selection', { name: 'Tag-AWSBackup-EC2' });

const MUTATIONS: readonly Mutation[] = [
  [
    'drop a selection',
    'high',
    'selection-removed',
    (app) => drop(app, 'prod-backup', 'aws_backup_selection', { name: 'Tag-AWSBackup-EC2' }),
  ],
  ['rename a selection', 'medium', 'selection-renamed', (app) => void (selection(app)['name'] = 'Other')],
  [
    'select by another value',
    'high',
    'selection-narrower',
    (app) => void (selection(app)['selection_tag'][0].value = 'EC3'),
  ],
  [
    'select by one more tag',
    'medium',
    'selection-wider',
    (app) => selection(app)['selection_tag'].push({ key: 'Backup', type: 'STRINGEQUALS', value: 'On' }),
  ],
  [
    'select under a condition',
    'high',
    'selection-narrower',
    (app) => void (selection(app)['condition'] = [{ string_equals: [{ key: 'aws:ResourceTag/Env', value: 'prod' }] }]),
  ],
  [
    'exclude resources',
    'high',
    'selection-narrower',
    (app) => void (selection(app)['not_resources'] = ['arn:aws:ec2:*:*:instance/i-1']),
  ],
  [
    'also select by ARN',
    'high',
    'selection-other',
    (app) => void (selection(app)['resources'] = ['arn:aws:ec2:*:*:instance/*']),
  ],
  [
    'select another kind',
    'high',
    'selection-other',
    (app) =>
      void (resource(app, 'prod-backup', 'aws_backup_selection', { name: 'Tag-AWSBackup-EFS' })['resources'] = [
        'arn:aws:s3:::*',
      ]),
  ],
  [
    'select as another role',
    'high',
    'selection-other',
    (app) => void (selection(app)['iam_role_arn'] = 'arn:aws:iam::333333333333:role/other'),
  ],
  [
    'drop all selections',
    'high',
    'selection-removed',
    (app) => delete app['stg-backup']['resource'].aws_backup_selection,
  ],
];

test.each(MUTATIONS)('%s: %s, %s', (_, severity, name, change) => {
  expect(reported(change, name)).toEqual({ rule: severity, worst: severity });
});
