import { reviewPlans } from '../review';
import { driftOf } from './drifted';
import { readPlan } from './read-plan';

type Json = Record<string, unknown>;

const findingsOf = (json: Json, asApplied = true) =>
  reviewPlans([readPlan('prod-backup', driftOf(json, { asApplied }))], {
    now: new Date('2026-11-21T00:00:00Z'),
    failOn: 'low',
    acceptances: [],
    acceptanceFile: '',
    environments: ['prod'],
  }).findings.map(({ rule, severity, address, path, before, after }) => [rule, severity, address, path, before, after]);

const drifted = (type: string, actions: string[], before: unknown, after: unknown, more: Json = {}): Json => ({
  address: `${type}.x`,
  mode: 'managed',
  type,
  change: { actions, before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...more },
});

const refreshOnly = (...drift: Json[]): Json => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  resource_drift: drift,
  // Terraform repeats what it manages, and does nothing about it.
  resource_changes: [drifted('aws_backup_vault', ['no-op'], { name: 'EC2' }, { name: 'EC2' })],
});

test('E what somebody changed by hand is judged by the rules of the review', () => {
  const lock = { min_retention_days: 7, backup_vault_name: 'EC2' };
  expect(
    findingsOf(
      refreshOnly(
        drifted('aws_backup_vault_lock_configuration', ['delete'], lock, null),
        drifted(
          'aws_backup_selection',
          ['update'],
          { name: 'Tag', iam_role_arn: 'arn:one' },
          { name: 'Tag', iam_role_arn: 'arn:two' },
        ),
      ),
    ),
  ).toEqual([
    ['selection-other', 'high', 'aws_backup_selection.x', 'iam_role_arn', 'arn:one', 'arn:two'],
    ['vault-lock-removed', 'high', 'aws_backup_vault_lock_configuration.x', '', lock, null],
  ]);
});

test('E what AWS computes is no drift, and neither is nothing', () => {
  const plan = drifted('aws_backup_plan', ['update'], { name: 'EC2', version: '1' }, { name: 'EC2', version: '2' });
  expect(findingsOf(refreshOnly(plan))).toEqual([]);
  expect(findingsOf({ format_version: '1.2', terraform_version: '1.11.4' })).toEqual([]);
});

test('E what is secret stays so', () => {
  const secret = drifted(
    'aws_sns_topic_subscription',
    ['update'],
    { endpoint: 'https://example.com/very-secret' },
    { endpoint: 'https://example.com/more-secret' },
    { before_sensitive: { endpoint: true }, after_sensitive: { endpoint: true } },
  );
  const told = findingsOf(refreshOnly(secret));
  expect(told).toHaveLength(1);
  expect(JSON.stringify(told)).not.toMatch(/very-secret|more-secret/);
});

test('E an output that others read and that is something else now', () => {
  const output_changes = {
    roleArn: {
      actions: ['update'],
      before: 'arn:one',
      after: 'arn:two',
      after_unknown: false,
      before_sensitive: false,
      after_sensitive: false,
    },
  };
  expect(findingsOf({ ...refreshOnly(), output_changes })).toEqual([
    [expect.any(String), expect.any(String), 'output.roleArn', 'value', 'arn:one', 'arn:two'],
  ]);
  // Of another configuration it is nothing that somebody did to AWS.
  expect(findingsOf({ ...refreshOnly(), output_changes }, false)).toEqual([]);
});
