import { plannedStack } from './planned-resources';

const planned = (
  address: string,
  actions: readonly string[],
  before: object | null = {},
  after: object | null = {},
) => ({
  address,
  mode: address.startsWith('data.') ? 'data' : 'managed',
  change: { actions, before, after, after_unknown: { arn: true } },
});

test('X2 sorts what a first apply does by its effect', () => {
  const { unchanged, changed, created, destroyed } = plannedStack('backup', {
    resource_changes: [
      planned('aws_backup_vault.a', ['no-op']),
      planned('aws_backup_plan.a', ['create'], null),
      planned('aws_backup_vault_lock_configuration.a', ['delete', 'create']),
      planned('aws_backup_selection.a', ['create', 'delete']),
      planned('aws_backup_vault_policy.a', ['delete'], {}, null),
      planned('data.aws_iam_policy_document.a', ['read']),
    ],
  });
  expect({ unchanged, changed, created, destroyed }).toEqual({
    unchanged: ['aws_backup_vault.a'],
    changed: [],
    created: ['aws_backup_plan.a'],
    destroyed: ['aws_backup_vault_lock_configuration.a', 'aws_backup_selection.a', 'aws_backup_vault_policy.a'],
  });
});

test('X2 shows each argument that changes, once', () => {
  const before = { tags: { a: '1' }, tags_all: { a: '1' }, arn: 'arn:old', name: 'a', description: null };
  const after = { tags: { a: '2' }, tags_all: { a: '2', Name: 'a' }, arn: null, name: 'a', description: 'x' };
  expect(
    plannedStack('iam', { resource_changes: [planned('aws_iam_role.a', ['update'], before, after)] }).changed,
  ).toEqual([
    {
      stack: 'iam',
      address: 'aws_iam_role.a',
      changes: [
        { argument: 'description', before: 'none', after: '"x"' },
        { argument: 'tag Name', before: 'none', after: 'its name' },
        { argument: 'tag a', before: '"1"', after: '"2"' },
      ],
    },
  ]);
});

test('X2 counts a resource as unchanged whose provider only notes settings of its own', () => {
  const update = (after: object) =>
    plannedStack('notifications', {
      resource_changes: [planned('aws_sns_topic_subscription.a', ['update'], { endpoint_auto_confirms: null }, after)],
    });
  expect(update({ endpoint_auto_confirms: false }).unchanged).toEqual(['aws_sns_topic_subscription.a']);
  expect(update({ endpoint_auto_confirms: false, filter_policy: '{}' }).unchanged).toEqual([]);
});
