import { type App, type Block, type Mutation, reported } from '../fixture-app';

const provider = (app: App, stack: string, index = 0): Block => app[stack]?.['provider'].aws[index];

const MUTATIONS: readonly Mutation[] = [
  ['drop a stack', 'critical', 'stack-removed', (app) => void delete app['stg-iam']],
  [
    'go to another account',
    'high',
    'wrong-account',
    (app) => void (provider(app, 'stg-backup')['allowed_account_ids'] = ['111111111111']),
  ],
  [
    'go to another region',
    'high',
    'wrong-account',
    (app) => void (provider(app, 'stg-backup')['region'] = 'us-east-1'),
  ],
  [
    'deploy as another role',
    'high',
    'wrong-account',
    (app) => void (provider(app, 'organizations', 1)['assume_role'][0].role_arn = 'arn:aws:iam::1:role/x'),
  ],
  [
    'tag everything',
    'low',
    'tags-changed',
    (app) => void (provider(app, 'stg-backup')['default_tags'][0].tags.Team = 'Storage'),
  ],
  [
    'keep the state elsewhere',
    'high',
    'backend-moved',
    (app) => void (app['stg-backup']['terraform'].backend.s3.key = 'elsewhere'),
  ],
  [
    'keep the state unencrypted',
    'high',
    'backend-unprotected',
    (app) => void (app['stg-backup']['terraform'].backend.s3.encrypt = false),
  ],
  [
    'do without the lock',
    'high',
    'backend-unprotected',
    (app) => void delete app['stg-backup']['terraform'].backend.s3.use_lockfile,
  ],
  [
    'read another state',
    'high',
    'state-read-moved',
    (app) =>
      void (app['stg-backup']['data'].terraform_remote_state.iam.config.key = 'anyservice/prod/iam/terraform.tfstate'),
  ],
  ['publish less', 'high', 'broken-state-read', (app) => void delete app['stg-iam']['output'].backupRoleArn],
  [
    'take another version of the provider',
    'medium',
    'versions-changed',
    (app) => void (app['stg-iam']['terraform'].required_providers.aws.version = '6.26.0'),
  ],
];

test.each(MUTATIONS)('%s: %s, %s', (_, severity, name, change) => {
  expect(reported(change, name)).toEqual({ rule: severity, worst: severity });
});
