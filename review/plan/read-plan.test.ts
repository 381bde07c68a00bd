import type { ReviewFinding } from '../finding';
import { reviewPlans } from '../review';
import { readPlan } from './read-plan';
import { REVIEW_OPTIONS } from '../../testing/review/options';

type Json = Record<string, unknown>;

const PROVIDER = {
  aws: {
    expressions: {
      allowed_account_ids: { constant_value: ['333333333333'] },
      default_tags: [{ tags: { constant_value: { Environment: 'prod', Stack: 'backup' } } }],
    },
  },
};

const plan = (...changes: Json[]): Json => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  configuration: { provider_config: PROVIDER },
  resource_changes: changes,
});

const change = (type: string, actions: string[], said: Json): Json => ({
  address: `${type}.x`,
  mode: 'managed',
  type,
  change: { actions, before: null, after: null, after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...said },
});

function findingsOf(...changes: Json[]): readonly ReviewFinding[] {
  return findingsIn(plan(...changes));
}

function findingsIn(json: Json): readonly ReviewFinding[] {
  return reviewPlans([readPlan('file', json)], REVIEW_OPTIONS).findings;
}

const RULE = {
  rule_name: 'EC2',
  schedule: 'cron(0 6 * * ? *)',
  schedule_expression_timezone: 'Asia/Tokyo',
  lifecycle: [{ delete_after: 30, cold_storage_after: null }],
  copy_action: [],
};

test('D judges a saved plan by the same rules, in the stack and account that its provider names', () => {
  const shorter = { ...RULE, lifecycle: [{ delete_after: 7, cold_storage_after: null }] };
  expect(
    findingsOf(
      change('aws_backup_plan', ['update'], {
        before: { name: 'EC2', rule: [RULE], version: '1' },
        after: { name: 'EC2', rule: [shorter] },
        after_unknown: { version: true },
      }),
    ),
  ).toEqual([
    expect.objectContaining({
      rule: 'retention-shorter',
      environments: ['prod'],
      accounts: ['333333333333'],
      stack: 'backup',
      path: 'rule/EC2/lifecycle/delete_after',
      before: 30,
      after: 7,
    }),
  ]);
});

test('D reports what Terraform replaces, and the argument that forces it', () => {
  expect(
    findingsOf(
      change('aws_backup_vault', ['delete', 'create'], {
        before: { name: 'EC2', arn: 'a' },
        after: { name: 'Other' },
        after_unknown: { arn: true },
        replace_paths: [['name']],
      }),
    ),
  ).toEqual([expect.objectContaining({ rule: 'vault-replaced', severity: 'critical', path: 'name' })]);
});

test('D follows a plan that replaces a vault for an unknown reason', () => {
  expect(
    findingsOf(
      change('aws_backup_vault', ['create', 'delete'], {
        before: { name: 'EC2', novelty: 1 },
        after: { name: 'EC2', novelty: 2 },
        replace_paths: [['novelty']],
      }),
    ).map(({ rule }) => rule),
  ).toEqual(['vault-replaced', 'unclassified']);
});

test.each<[string[], string]>([
  [['delete'], 'vault-removed'],
  [['forget'], 'resource-forgotten'],
  [['create'], 'resource-added'],
])('D reads %j', (actions, rule) => {
  const vault = { name: 'EC2' };
  const sides = actions.includes('create') ? { after: vault } : { before: vault };
  const stays = change('aws_sns_topic', ['no-op'], { before: { name: 'T' }, after: { name: 'T' } });
  expect(findingsOf(change('aws_backup_vault', actions, sides), stays).map((finding) => finding.rule)).toEqual([rule]);
});

test('D reports a plan that creates everything as a new stack, and its resources only if they are high or worse', () => {
  const made = (type: string, after: Json) => change(type, ['create'], { after });
  const topic = made('aws_sns_topic', { name: 'T' });
  const read = { ...change('aws_caller_identity', ['read'], {}), mode: 'data' };
  const Statement = [{ Sid: 'Pass', Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }];
  const policy = made('aws_iam_policy', { policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
  expect(findingsOf(topic, read)).toEqual([
    expect.objectContaining({
      rule: 'stack-added',
      severity: 'medium',
      address: 'prod-backup',
      stack: 'backup',
      accounts: ['333333333333'],
    }),
  ]);
  expect(findingsOf(topic, policy).map(({ rule }) => rule)).toEqual(['pass-role-wider', 'stack-added']);
  // If anything exists already, each is reported.
  const stays = change('aws_sns_topic', ['no-op'], { before: { name: 'U' }, after: { name: 'U' } });
  expect(findingsOf(topic, stays).map(({ rule }) => rule)).toEqual(['resource-added']);
  const created = { output_changes: { a: { actions: ['create'], before: null, after: 'arn' } } };
  expect(readPlan('prod-iam', { ...plan(), ...created }).changes).toMatchObject([{ address: 'output.a' }]);
});

test.each([['no-op'], ['read']])('D reports nothing for %s', (action) => {
  expect(findingsOf(change('aws_backup_vault', [action], { before: { name: 'EC2' }, after: { name: 'EC2' } }))).toEqual(
    [],
  );
});

const TOPIC = change('aws_sns_topic', ['no-op'], { before: { name: 'T' }, after: { name: 'T' } });

test.each<[Json, [string, string, unknown][]]>([
  [{ errored: true }, [['plan-incomplete', 'errored', true]]],
  [{ errored: false }, []],
  [{ complete: false }, [['plan-incomplete', 'complete', false]]],
  [{ complete: true, applyable: false }, []],
  [{ deferred_changes: [] }, []],
  [
    { deferred_changes: [{ reason: 'provider_config_unknown', resource_change: { address: 'aws_kms_key.k' } }] },
    [['plan-incomplete', 'deferred_changes', ['aws_kms_key.k']]],
  ],
  [
    { action_invocations: [{ address: 'action.a.b' }] },
    [['plan-action-unknown', 'action_invocations', ['action.a.b']]],
  ],
])('D never reports no change for a plan that does more than it shows: %j', (said, expected) => {
  expect(findingsIn({ ...plan(TOPIC), ...said }).map(({ rule, path, after }) => [rule, path, after])).toEqual(expected);
});

const KEY = { description: 'K' };

test.each<[string, string[], Json, string[]]>([
  ['a new action', ['evict'], { before: KEY, after: KEY }, ['high plan-action-unknown']],
  ['a new combination', ['update', 'delete'], { before: KEY }, ['high plan-action-unknown']],
  ['no action', [], { before: KEY, after: KEY }, ['high plan-action-unknown']],
  ['a replacement that keeps the old one', ['create', 'forget'], { before: KEY, after: KEY }, ['critical key-removed']],
  [
    'an update of a secret mark',
    ['update'],
    { before: KEY, after: KEY, after_sensitive: true },
    ['medium update-not-shown'],
  ],
  [
    'an update of a computed attribute',
    ['update'],
    { before: { id: '1' }, after: { id: '2' } },
    ['medium update-not-shown'],
  ],
  ['an import', ['no-op'], { before: KEY, after: KEY, importing: { id: '1' } }, ['low import-unchanged']],
  ['nothing', ['no-op'], { before: KEY, after: KEY }, []],
  [
    'a region that a newer provider writes into the state',
    ['update'],
    { before: KEY, after: { ...KEY, region: 'r' } },
    ['medium update-not-shown'],
  ],
  [
    'another region',
    ['update'],
    { before: { ...KEY, region: 'a' }, after: { ...KEY, region: 'b' } },
    ['critical key-removed'],
  ],
])('D reports %s', (_, actions, sides, expected) => {
  expect(
    findingsOf(TOPIC, change('aws_kms_key', actions, sides)).map(({ rule, severity }) => `${severity} ${rule}`),
  ).toEqual(expected);
});

test.each([
  ['registry.terraform.io/hashicorp/aws', []],
  ['mirror.example.com/hashicorp/aws', []],
  ['registry.terraform.io/example/aws', ['provider-source-changed']],
])('D checks who publishes the provider: %s', (provider_name, expected) => {
  const topic = { ...TOPIC, provider_name };
  expect(findingsOf(topic).map(({ rule }) => rule)).toEqual(expected);
});

test('D reports a block that is known only after the apply', () => {
  const sides = { before: { name: 'P', rule: [RULE] }, after: { name: 'P' }, after_unknown: { rule: true } };
  expect(findingsOf(TOPIC, change('aws_backup_plan', ['update'], sides))).toEqual([
    expect.objectContaining({ rule: 'value-hidden', severity: 'high', path: 'rule' }),
  ]);
});

test('D reports a move without a change as no effect', () => {
  const moved = {
    ...change('aws_kms_key', ['no-op'], { before: KEY, after: KEY }),
    previous_address: 'aws_kms_key.old',
  };
  expect(findingsOf(TOPIC, moved)).toEqual([
    expect.objectContaining({ rule: 'no-effect', address: 'aws_kms_key.x', after: 'aws_kms_key.old' }),
  ]);
});

test.each<[string, Json]>([
  ['both sides are secret', { before_sensitive: true, after_sensitive: true }],
  ['the old side is secret', { before_sensitive: true, after_sensitive: false }],
  ['the new side is secret', { before_sensitive: {}, after_sensitive: { is_enabled: true } }],
])('D judges the arguments of a resource if %s, and never shows them', (_, marks) => {
  const sides = { before: { ...KEY, is_enabled: true }, after: { ...KEY, is_enabled: false } };
  expect(findingsOf(TOPIC, change('aws_kms_key', ['update'], { ...sides, ...marks }))).toEqual([
    expect.objectContaining({
      path: 'is_enabled',
      before: '(sensitive value, before)',
      after: '(sensitive value, after)',
    }),
  ]);
});

test('D never shows secrets, only that they change', () => {
  const secret = { before_sensitive: { endpoint: true }, after_sensitive: { endpoint: true } };
  const before = { endpoint: 'https://example.com/first-secret', protocol: 'https' };
  const findings = findingsOf(
    change('aws_sns_topic_subscription', ['update'], {
      before,
      after: { ...before, endpoint: 'https://example.com/second-secret' },
      ...secret,
    }),
  );
  expect(findings).toEqual([
    expect.objectContaining({
      rule: 'subscription-other',
      before: '(sensitive value, before)',
      after: '(sensitive value, after)',
    }),
  ]);
  expect(JSON.stringify(findings)).not.toContain('second-secret');
  const same = change('aws_sns_topic_subscription', ['update'], {
    before,
    after: { ...before, raw_message_delivery: true },
    ...secret,
  });
  expect(findingsOf(same).map(({ path }) => path)).toEqual(['raw_message_delivery']);
});

test('D shows an argument that is unknown before the apply as unknown', () => {
  expect(
    findingsOf(
      change('aws_backup_vault_notifications', ['delete', 'create'], {
        before: { sns_topic_arn: 'arn:old', backup_vault_events: ['BACKUP_JOB_COMPLETED'] },
        after: { backup_vault_events: ['BACKUP_JOB_COMPLETED'] },
        after_unknown: { sns_topic_arn: true },
        replace_paths: [['sns_topic_arn']],
      }),
    ),
  ).toEqual([expect.objectContaining({ rule: 'vault-notification-moved', after: '(known after apply)' })]);
});

test('D reports no arguments that are not set, which a provider writes as empty into a state', () => {
  const state = { alarm_name: 'errors', extended_statistic: '', datapoints_to_alarm: 0, threshold_metric_id: '' };
  const unset = { extended_statistic: null, datapoints_to_alarm: null, threshold_metric_id: null };
  const rulesOf = (after: Json) =>
    findingsOf(
      change('aws_cloudwatch_metric_alarm', ['delete', 'create'], {
        before: state,
        after: { alarm_name: 'renamed', ...unset, ...after },
        replace_paths: [['alarm_name']],
      }),
    ).map(({ rule, path }) => `${rule} ${path}`);
  expect(rulesOf({})).toEqual(['resource-replaced alarm_name']);
  expect(rulesOf({ datapoints_to_alarm: 1 })).toEqual([
    'alarm-changed datapoints_to_alarm',
    'resource-replaced alarm_name',
  ]);
});

test('D reports no arguments of a rule that are not set', () => {
  const rule = { ...RULE, lifecycle: [{ delete_after: 30, cold_storage_after: 0 }], recovery_point_tags: {} };
  const planned = { ...RULE, lifecycle: [{ delete_after: 30, cold_storage_after: null }], recovery_point_tags: null };
  const sides = (before: Json, after: Json) => ({
    before: { name: 'EC2', rule: [before], tags: { Name: 'EC2' } },
    after: { name: 'EC2', rule: [after], tags: { Name: 'Other' } },
  });
  const rulesOf = (before: Json, after: Json) =>
    findingsOf(change('aws_backup_plan', ['update'], sides(before, after))).map(({ rule: name }) => name);
  expect(rulesOf(rule, planned)).toEqual(['tags-changed']);
  expect(rulesOf(planned, rule)).toEqual(['tags-changed']);
  expect(rulesOf({ ...rule, recovery_point_tags: { A: 'b' } }, planned)).toEqual([
    'recovery-point-tags-changed',
    'tags-changed',
  ]);
});

test('D reports an argument that is set to zero, or to nothing', () => {
  const pathsOf = (timeout: unknown, planned: unknown) =>
    findingsOf(
      change('aws_lambda_function', ['update'], { before: { timeout }, after: { timeout: planned, role: 'r' } }),
    ).map(({ path }) => path);
  expect(pathsOf(null, 0)).toContain('timeout');
  expect(pathsOf(3, null)).toContain('timeout');
  expect(pathsOf(0, null)).not.toContain('timeout');
});

test('D reports an entry of a map without a value that is removed', () => {
  const sides = { before: { tags: { Empty: '', Name: 'EC2' } }, after: { description: null, tags: { Name: 'EC2' } } };
  expect(findingsOf(TOPIC, change('aws_kms_key', ['update'], sides))).toEqual([
    expect.objectContaining({ rule: 'tags-changed', path: 'tags/Empty' }),
  ]);
});

test('D compares a rule without a schedule by the schedule of AWS Backup', () => {
  const rulesOf = (schedule: string) =>
    findingsOf(
      change('aws_backup_plan', ['update'], {
        before: { name: 'EC2', rule: [{ ...RULE, schedule_expression_timezone: 'UTC' }] },
        after: { name: 'EC2', rule: [{ ...RULE, schedule_expression_timezone: '', schedule }] },
      }),
    ).map(({ rule }) => rule);
  expect(rulesOf('')).toEqual(['schedule-moved', 'schedule-moved']);
  expect(rulesOf('cron(0 5 1 * ? *)')).toContain('runs-less-often');
});

test('D reports an unknown argument of a new resource if the configuration sets it, or is not in the plan', () => {
  const role = change('aws_iam_role', ['create'], {
    after: { name: 'R' },
    after_unknown: { arn: true, inline_policy: true },
  });
  const rulesWith = (configuration: Json): string[] =>
    findingsIn({ ...plan(role), configuration: { provider_config: PROVIDER, ...configuration } }).map(
      ({ rule }) => rule,
    );
  const configured = (expressions: Json): Json => ({
    root_module: { resources: [{ address: 'aws_iam_role.x', expressions }] },
  });
  expect(rulesWith(configured({ name: {} }))).toEqual(['stack-added']);
  expect(rulesWith(configured({ name: {}, inline_policy: {} }))).toContain('role-inline-policy');
  expect(rulesWith({})).toContain('role-inline-policy');
});

test('D reads the policies in a plan', () => {
  const policy = (resource: string): Json => ({
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'Pass', Effect: 'Allow', Action: 'iam:PassRole', Resource: resource }],
    }),
  });
  expect(
    findingsOf(change('aws_iam_policy', ['update'], { before: policy('arn:aws:iam::1:role/a'), after: policy('*') })),
  ).toEqual([
    expect.objectContaining({
      rule: 'pass-role-wider',
      path: 'policy/Pass/resources',
      before: ['arn:aws:iam::1:role/a'],
      after: ['*'],
    }),
  ]);
});

test('D reports outputs, and names a stack after its file if the plan does not name it', () => {
  const { changes, place } = readPlan('prod-iam', {
    format_version: '1.2',
    output_changes: { roleArn: { actions: ['delete'], before: 'arn', after: null } },
  });
  expect(place).toMatchObject({ stackName: 'prod-iam' });
  expect(changes).toMatchObject([{ address: 'output.roleArn', action: 'removed', before: { value: 'arn' } }]);
});

test('D reports no argument that the configuration does not set, and AWS chooses again when a resource is replaced', () => {
  const rule = change('aws_cloudwatch_event_rule', ['delete', 'create'], {
    before: { name: 'old', name_prefix: '' },
    after: { name: 'new' },
    after_unknown: { name_prefix: true },
    replace_paths: [['name']],
  });
  const rulesWith = (expressions: Json): string[] => {
    const resources = [{ address: 'aws_cloudwatch_event_rule.x', expressions }];
    const configuration = { provider_config: PROVIDER, root_module: { resources } };
    return findingsIn({ ...plan(rule), configuration }).map(({ path }) => path);
  };
  expect(rulesWith({ name: {} })).toEqual(['name']);
  expect(rulesWith({ name: {}, name_prefix: {} })).toEqual(['name', 'name_prefix']);
});
