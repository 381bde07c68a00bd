import { type App, type Block, drop, type Mutation, resource, resources, statements, reported } from '../fixture-app';

const trust = (app: App, stack: string): Block[] =>
  Object.entries<Block>(app[stack].data.aws_iam_policy_document)
    .filter(([id]) => id.includes('role_trust'))
    .flatMap(([, { statement }]) => statement);
const prune = (app: App): Block[] =>
  Object.values<Block>(app['prod-iam'].data.aws_iam_policy_document)
    .flatMap(({ statement }) => statement)
    .filter(({ actions }) => /ec2:(DeregisterImage|DeleteSnapshot)/.test(String(actions)));

const FOR_BACKUP = 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup';

const MUTATIONS: readonly Mutation[] = [
  [
    'let EC2 assume the backup role',
    'high',
    'role-trust-wider',
    (app) => trust(app, 'prod-iam')[0]['principals'].push({ type: 'Service', identifiers: ['ec2.amazonaws.com'] }),
  ],
  [
    'trust without the account',
    'high',
    'role-trust-wider',
    (app) => void delete trust(app, 'prod-iam').find((each) => Boolean(each.condition)).condition,
  ],
  [
    'trust no one',
    'high',
    'role-trust-removed',
    (app) => void (trust(app, 'prod-iam')[0]['principals'][0].identifiers = ['other.amazonaws.com']),
  ],
  [
    'pass any role',
    'high',
    'pass-role-wider',
    (app) => statements(app, 'prod-iam', 'PassInstanceRoles').forEach((each) => (each['resources'] = ['*'])),
  ],
  [
    'pass roles to any service',
    'high',
    'pass-role-wider',
    (app) => statements(app, 'prod-iam', 'PassInstanceRoles').forEach((each) => delete each['condition']),
  ],
  [
    'allow one action more',
    'high',
    'policy-wider',
    (app) => statements(app, 'prod-iam', 'DescribeFastSnapshotRestores')[0]['actions'].push('ec2:TerminateInstances'),
  ],
  [
    'allow by a wildcard',
    'high',
    'policy-wider',
    (app) => void (statements(app, 'prod-iam', 'DescribeFastSnapshotRestores')[0]['actions'] = ['ec2:Describe*']),
  ],
  [
    'allow all but one',
    'high',
    'pass-role-wider',
    (app) =>
      void Object.assign(statements(app, 'prod-iam', 'DescribeFastSnapshotRestores')[0], {
        actions: undefined,
        not_actions: ['ec2:RunInstances'],
      }),
  ],
  [
    'pass fewer roles',
    'medium',
    'policy-narrower',
    (app) =>
      statements(app, 'prod-iam', 'PassInstanceRoles').forEach((each) => Object.assign(each, { effect: 'Deny' })),
  ],
  [
    'drop a role',
    'high',
    'role-removed',
    (app) => drop(app, 'prod-iam', 'aws_iam_role', { name: 'AWSBackupServiceEC2Restore' }),
  ],
  [
    'move a role',
    'high',
    'role-replaced',
    (app) => void (resource(app, 'prod-iam', 'aws_iam_role', { name: 'AWSBackupServiceEC2Restore' })['path'] = '/'),
  ],
  [
    'take a policy from a role',
    'high',
    'role-attachment-removed',
    (app) =>
      drop(app, 'prod-iam', 'aws_iam_role_policy_attachment', {
        role: '${aws_iam_role.backup-role_85A739F7.name}',
        policy_arn: FOR_BACKUP,
      }),
  ],
  [
    'give a role a policy',
    'high',
    'role-attachment-added',
    (app) =>
      void (resources(app, 'prod-iam', 'aws_iam_role_policy_attachment')['admin'] = {
        role: resource(app, 'prod-iam', 'aws_iam_role_policy_attachment', { policy_arn: FOR_BACKUP })['role'],
        policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
  ],
  [
    'let the pruner delete what is not tagged',
    'high',
    'pruner-rights-wider',
    (app) => prune(app).forEach((each) => delete each['condition']),
  ],
  [
    'tag a role',
    'low',
    'tags-changed',
    (app) =>
      void (resource(app, 'dev-iam', 'aws_iam_role', { name: 'AWSBackupServiceEC2Role' })['tags'].Team = 'Storage'),
  ],
];

test.each(MUTATIONS)('%s: %s, %s', (_, severity, name, change) => {
  expect(reported(change, name)).toEqual({ rule: severity, worst: severity });
});
