import { reviewPlans } from '../review';
import { driftOf } from './drifted';
import { readPlan } from './read-plan';

type Json = Record<string, unknown>;

const findingsOf = (json: Json, asApplied = true) =>
  reviewPlans([readPlan('prod-backup', driftOf(json, { asApplied }), { isRefresh: true })], {
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

test('E the rules of the review judge manual changes', () => {
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

test('E neither computed attributes nor nulls are drift', () => {
  const plan = drifted('aws_backup_plan', ['update'], { name: 'EC2', version: '1' }, { name: 'EC2', version: '2' });
  expect(findingsOf(refreshOnly(plan))).toEqual([]);
  expect(findingsOf({ format_version: '1.2', terraform_version: '1.11.4' })).toEqual([]);
});

test('E what a first refresh writes where AWS returns nothing is not drift, and any other value is', () => {
  const rule = {
    rule_name: 'EC2',
    lifecycle: [{ delete_after: 2, cold_storage_after: null }],
    recovery_point_tags: null,
  };
  const plan = (coldStorageAfter: number, tags: Json): Json => ({
    name: 'EC2',
    rule: [
      { ...rule, lifecycle: [{ delete_after: 2, cold_storage_after: coldStorageAfter }], recovery_point_tags: tags },
    ],
  });
  const before = { name: 'EC2', rule: [rule] };
  expect(findingsOf(refreshOnly(drifted('aws_backup_plan', ['update'], before, plan(0, {}))))).toEqual([]);
  const changed = findingsOf(refreshOnly(drifted('aws_backup_plan', ['update'], before, plan(30, {}))));
  expect(changed.map(([name]) => name)).toEqual(['cold-storage-changed']);
  const role = (...policies: Json[]) =>
    drifted('aws_iam_role', ['update'], { name: 'R', inline_policy: null }, { name: 'R', inline_policy: policies });
  expect(findingsOf(refreshOnly(role()))).toEqual([]);
  expect(findingsOf(refreshOnly(role({ name: 'p', policy: '{}' })))).not.toEqual([]);
  // The provider writes a block without values for a role without inline policies.
  const blank = [{ name: '', policy: '' }];
  const inline = (was: unknown, is: unknown) =>
    drifted('aws_iam_role', ['update'], { name: 'R', inline_policy: was }, { name: 'R', inline_policy: is });
  expect(findingsOf(refreshOnly(inline([], blank)))).toEqual([]);
  const added = findingsOf(refreshOnly(inline(blank, [{ name: 'p', policy: '{}' }])));
  expect(added.map(([name, , , path]) => [name, path])).toEqual([['role-attachment-added', 'inline_policy/p']]);
  const window = (enabled: boolean): Json => ({ name: 'mw', enabled });
  const disabled = drifted('aws_ssm_maintenance_window', ['update'], window(true), window(false));
  expect(findingsOf(refreshOnly(disabled)).map(([name]) => name)).toEqual(['window-off']);
});

/** What the refresh after the first apply of these types shows, as the provider's issue 45768 has it. */
test('E an attribute derived from another resource of the stack is not drift', () => {
  const prior_state = {
    values: {
      root_module: {
        resources: [
          { type: 'aws_iam_role_policy_attachment', values: { role: 'Backup', policy_arn: 'arn:ours' } },
          { type: 'aws_iam_role_policy_attachment', values: { role: 'Restore', policy_arn: 'arn:theirs' } },
          { type: 'aws_sns_topic_policy', values: { arn: 'arn:topic' } },
          { type: 'aws_sqs_queue_policy', values: { queue_url: 'https://queue' } },
          { type: 'aws_s3_bucket_policy', values: { bucket: 'states' } },
          { type: 'aws_s3_bucket_versioning', values: { bucket: 'states' } },
        ],
      },
    },
  };
  const role = (name: string, ...after: string[]) =>
    drifted('aws_iam_role', ['update'], { name, managed_policy_arns: [] }, { name, managed_policy_arns: after });
  const other = (type: string, by: Json, before: Json, after: Json) =>
    drifted(type, ['update'], { ...by, ...before }, { ...by, ...after });
  const policies = [{ policy: '{"Statement":[]}' }, { policy: '{"Statement":[{"Effect":"Allow"}]}' }] as const;
  const versioning = [{ versioning: [{ enabled: false }] }, { versioning: [{ enabled: true }] }] as const;
  const topic = other('aws_sns_topic', { arn: 'arn:topic' }, ...policies);
  const queue = other('aws_sqs_queue', { id: 'https://queue' }, ...policies);
  const bucket = other('aws_s3_bucket', { bucket: 'states' }, ...policies);
  const versions = other('aws_s3_bucket', { bucket: 'states' }, ...versioning);
  for (const one of [role('Backup', 'arn:ours'), topic, queue, bucket, versions]) {
    expect(findingsOf({ ...refreshOnly(one), prior_state })).toEqual([]);
    // No other resource sets it, so it was changed manually.
    expect(findingsOf(refreshOnly(one))).toHaveLength(1);
  }
  // What is attached by hand is listed next to what is ours.
  expect(findingsOf({ ...refreshOnly(role('Backup', 'arn:ours', 'arn:theirs')), prior_state })).toEqual([
    ['role-attachment-added', 'high', 'aws_iam_role.x', 'managed_policy_arns', null, ['arn:theirs']],
  ]);
});

const ROLE_TAGS = { Environment: 'prod', Team: 'x' };

/** Manual changes whose name or severity is not that of the argument alone. */
test.each<[what: string, type: string, before: Json, after: Json | null, ...findings: string[]]>([
  [
    'a policy exchanged for another',
    'aws_iam_role',
    { managed_policy_arns: ['arn:a', 'arn:b'] },
    { managed_policy_arns: ['arn:a', 'arn:c'] },
    'high role-attachment-added managed_policy_arns null ["arn:c"]',
    'high role-attachment-removed managed_policy_arns ["arn:b"] null',
  ],
  [
    'a boundary removed',
    'aws_iam_role',
    { permissions_boundary: 'arn:b' },
    { permissions_boundary: '' },
    'high role-boundary-changed permissions_boundary "arn:b" ""',
  ],
  [
    'a function stopped',
    'aws_lambda_function',
    { reserved_concurrent_executions: -1 },
    { reserved_concurrent_executions: 0 },
    'high function-off reserved_concurrent_executions -1 0',
  ],
  [
    'a function limited',
    'aws_lambda_function',
    { reserved_concurrent_executions: -1 },
    { reserved_concurrent_executions: 1 },
    'medium function-changed reserved_concurrent_executions -1 1',
  ],
  [
    'a tag that the apply role requires',
    'aws_backup_vault',
    { tags_all: ROLE_TAGS },
    { tags_all: { Team: 'y' } },
    'high owner-tag-changed tags_all/Environment "prod" null',
    'low tags-changed tags_all/Team "x" "y"',
  ],
  [
    'a tag of what the apply role knows by its name',
    'aws_lambda_function',
    { tags_all: ROLE_TAGS },
    { tags_all: { Team: 'x' } },
    'low tags-changed tags_all/Environment "prod" null',
  ],
  [
    'tags for a resource without any',
    'aws_backup_plan',
    { tags_all: {} },
    { tags_all: { Stack: 'backup' } },
    'low tags-changed tags_all/Stack null "backup"',
  ],
  [
    'a disabled schedule',
    'aws_scheduler_schedule',
    { state: 'ENABLED' },
    { state: 'DISABLED' },
    'high check-off state "ENABLED" "DISABLED"',
  ],
  ['a removed schedule', 'aws_scheduler_schedule', { name: 's' }, null, 'high check-removed  {"name":"s"} null'],
  [
    'bounds of a lock',
    'aws_backup_vault_lock_configuration',
    { min_retention_days: 7, max_retention_days: 365 },
    { min_retention_days: 1, max_retention_days: 365 },
    'high vault-lock-weaker min_retention_days 7 1',
  ],
  [
    'an edited document',
    'aws_ssm_document',
    { description: 'one' },
    { description: 'two' },
    'low no-effect description "one" "two"',
  ],
  [
    'suspended versioning',
    'aws_s3_bucket_versioning',
    { versioning_configuration: [{ status: 'Enabled' }] },
    { versioning_configuration: [{ status: 'Suspended' }] },
    'high bucket-versioning-off versioning_configuration/status "Enabled" "Suspended"',
  ],
])('E names %s', (_what, type, before, after, ...findings) => {
  const found = findingsOf(refreshOnly(drifted(type, [after === null ? 'delete' : 'update'], before, after)));
  const texts = found.map(
    ([rule, severity, , path, ...values]) =>
      `${String(severity)} ${String(rule)} ${String(path)} ${values.map((value) => JSON.stringify(value)).join(' ')}`,
  );
  expect(texts).toEqual(findings);
});

test('E never shows secrets', () => {
  const secret = drifted(
    'aws_sns_topic_subscription',
    ['update'],
    { endpoint: 'https://example.com/very-secret' },
    { endpoint: 'https://example.com/more-secret' },
    { before_sensitive: { endpoint: true }, after_sensitive: { endpoint: true } },
  );
  const reported = findingsOf(refreshOnly(secret));
  expect(reported).toHaveLength(1);
  expect(JSON.stringify(reported)).not.toMatch(/very-secret|more-secret/);
});

test('E reports an output that other stacks read and that changed', () => {
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
  // For another configuration, it is not a manual change in AWS.
  expect(findingsOf({ ...refreshOnly(), output_changes }, false)).toEqual([]);
});
