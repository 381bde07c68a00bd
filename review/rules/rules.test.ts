import { reviewApps } from '../review';
import { REVIEW_OPTIONS } from '../../testing/review/options';

type Json = Record<string, unknown>;

/** What is said about one resource that was this and becomes that; undefined: it is not there. */
function rulesFor(type: string, before: Json | undefined, after: Json | undefined): string[] {
  const app = (said: Json | undefined) => ({
    'dev-x': said === undefined ? {} : { resource: { [type]: { r: said } } },
  });
  return namesOf(app(before), app(after));
}

function namesOf(base: Json, head: Json): string[] {
  const { findings } = reviewApps(base as Record<string, Json>, head as Record<string, Json>, REVIEW_OPTIONS);
  return findings.map(({ severity, rule }) => `${severity} ${rule}`);
}

const allow = (actions: string[], more: Json = {}): Json => ({
  Sid: 'S',
  Effect: 'Allow',
  Action: actions,
  Resource: '*',
  Principal: { AWS: 'arn:aws:iam::1:root' },
  ...more,
});
const policy = (...statements: Json[]): Json => ({
  policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
});
const trust = (...statements: Json[]): Json => ({ assume_role_policy: policy(...statements)['policy'] });
const ACCOUNT = { Condition: { StringEquals: { 'aws:SourceAccount': '1' } } };
const rule = (said: Json): Json => ({ name: 'P', rule: [{ rule_name: 'R', ...said }] });
const vss = (value: string): Json => ({
  name: 'P',
  advanced_backup_setting: [{ resource_type: 'EC2', backup_options: { WindowsVSS: value } }],
});
const content = (plans: Json): Json => ({ name: 'P', content: JSON.stringify({ plans }) });
const step = { name: 'a', action: 'aws:sleep' };
const document = (more: Json): Json => ({ content: JSON.stringify({ mainSteps: [step], ...more }) });

const PLAIN_TEXT = {
  Sid: 'DenyPlainText',
  Effect: 'Deny',
  Action: ['s3:*'],
  Resource: '*',
  Principal: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const versions = (status: string): Json => ({ versioning_configuration: { status } });
const oldVersions = (noncurrent_days: number): Json => ({
  rule: [{ id: 'old', status: 'Enabled', noncurrent_version_expiration: [{ noncurrent_days }] }],
});
const fromGitHub = (environment: string): Json =>
  allow(['sts:AssumeRoleWithWebIdentity'], {
    Principal: { Federated: 'arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com' },
    Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': `repo:a/b:environment:${environment}` } },
  });

test.each<[string, type: string, before: Json | undefined, after: Json | undefined]>([
  // A resource without instances is none.
  ['critical vault-removed', 'aws_backup_vault', { name: 'V' }, { name: 'V', count: 0 }],
  ['critical vault-removed', 'aws_backup_vault', { name: 'V' }, { name: 'V', count: '${0}' }],
  ['critical vault-removed', 'aws_backup_vault', { name: 'V' }, { name: 'V', for_each: {} }],
  ['critical vault-removed', 'aws_backup_vault', { name: 'V' }, { name: 'V', for_each: '${toset([])}' }],
  ['high selection-removed', 'aws_backup_selection', { name: 'S' }, { name: 'S', count: 0 }],
  ['medium resource-added', 'aws_backup_vault', { name: 'V', count: 0 }, { name: 'V' }],
  ['high instances-changed', 'aws_backup_vault', { name: 'V', count: 2 }, { name: 'V', count: 1 }],
  ['high instances-changed', 'aws_backup_vault', { name: 'V' }, { name: 'V', count: '${var.n}' }],
  ['high instances-changed', 'aws_backup_vault', { name: 'V', for_each: ['a', 'b'] }, { name: 'V', for_each: ['a'] }],
  [
    'high program-runs',
    'aws_backup_vault',
    { name: 'V' },
    { name: 'V', provisioner: { 'local-exec': { command: 'x' } } },
  ],
  ['high program-runs', 'terraform_data', undefined, { provisioner: [{ 'local-exec': { command: 'x' } }] }],
  ['high program-runs', 'aws_sns_topic', undefined, { name: 'T', provisioner: { 'local-exec': { command: 'x' } } }],
  ['medium unclassified', 'terraform_data', undefined, { input: 'x' }],
  ['critical vault-force-destroy', 'aws_backup_vault', { name: 'V' }, { name: 'V', force_destroy: '${var.x}' }],
  [
    'critical prevent-destroy-off',
    'aws_backup_vault',
    { name: 'V', lifecycle: { prevent_destroy: true } },
    { name: 'V', lifecycle: { prevent_destroy: '${var.x}' } },
  ],
  // The provider writes 0 for what never expires.
  [
    'high retention-shorter',
    'aws_backup_plan',
    rule({ lifecycle: { delete_after: 0 } }),
    rule({ lifecycle: { delete_after: 30 } }),
  ],
  [
    'medium retention-longer',
    'aws_backup_plan',
    rule({ lifecycle: { delete_after: 30 } }),
    rule({ lifecycle: { delete_after: 0 } }),
  ],
  // What an automation runs.
  ['high automation-role-other', 'aws_ssm_document', document({ assumeRole: 'a' }), document({ assumeRole: 'b' })],
  [
    'high automation-runs-code',
    'aws_ssm_document',
    document({}),
    document({ mainSteps: [step, { name: 'b', action: 'aws:runCommand' }] }),
  ],
  [
    'medium automation-changed',
    'aws_ssm_document',
    document({}),
    document({ mainSteps: [step, { name: 'b', action: 'aws:sleep' }] }),
  ],
  ['high automation-promise-broken', 'aws_ssm_document', document({}), { content: 'schemaVersion: "0.3"' }],
  // What grants access.
  ['high access-unclassified', 'aws_iam_role_policy', undefined, { role: 'r', policy: '{}' }],
  ['high access-unclassified', 'aws_iam_user_policy_attachment', undefined, { user: 'u' }],
  ['high access-unclassified', 'aws_lambda_function_url', undefined, { authorization_type: 'AWS_IAM' }],
  ['high access-unclassified', 'aws_s3_bucket_acl', { acl: 'private' }, { acl: 'log-delivery-write' }],
  ['high access-unclassified', 'aws_sns_topic', { name: 'T' }, { name: 'T', policy: '{"Statement":[]}' }],
  ['medium unclassified', 'aws_iam_role_policy', { role: 'r', policy: '{}' }, undefined],
  ['medium unclassified', 'aws_route53_record', undefined, { name: 'n' }],
  ['medium unclassified', 'aws_sns_topic', { name: 'T' }, { name: 'T', novelty: 1 }],
  ['high public-access', 'aws_db_instance', undefined, { publicly_accessible: true }],
  ['high public-access', 'aws_db_instance', { publicly_accessible: false }, { publicly_accessible: 'true' }],
  ['medium unclassified', 'aws_db_instance', undefined, { publicly_accessible: false }],
  ['high public-access', 'aws_security_group', undefined, { ingress: [{ cidr_blocks: ['10.0.0.0/8', '0.0.0.0/0'] }] }],
  ['medium unclassified', 'aws_security_group', undefined, { egress: [{ cidr_blocks: ['0.0.0.0/0'] }] }],
  ['high public-access', 'aws_ssm_document', undefined, { permissions: { type: 'Share', account_ids: 'All' } }],
  ['high public-access', 'aws_s3_bucket_public_access_block', undefined, { block_public_acls: false }],
  ['medium resource-added', 'aws_s3_bucket_public_access_block', undefined, { block_public_acls: true }],
  // New statements, for something that existed before.
  [
    'high vault-policy-opened',
    'aws_backup_vault_policy',
    undefined,
    { backup_vault_name: 'V', ...policy(allow(['backup:CopyIntoBackupVault'])) },
  ],
  ['high topic-policy-opened', 'aws_sns_topic_policy', undefined, { arn: 'a', ...policy(allow(['sns:Publish'])) }],
  [
    'medium resource-added',
    'aws_sns_topic_policy',
    undefined,
    { arn: 'a', ...policy(allow(['sns:Publish'], { Effect: 'Deny' })) },
  ],
  ['high policy-wider', 'aws_iam_policy', undefined, policy(allow(['s3:*'], { Principal: undefined }))],
  ['high pass-role-wider', 'aws_iam_policy', undefined, policy(allow(['*:*'], { Principal: undefined }))],
  [
    'medium resource-added',
    'aws_iam_policy',
    undefined,
    policy(allow(['s3:*'], { Principal: undefined, Resource: 'arn:aws:s3:::b' })),
  ],
  ['medium resource-added', 'aws_iam_policy', undefined, policy(allow(['s3:Get*'], { Principal: undefined }))],
  ['high role-inline-policy', 'aws_iam_role', undefined, { name: 'R', inline_policy: [{ name: 'p', policy: '{}' }] }],
  [
    'high role-broad-policy',
    'aws_iam_role',
    undefined,
    { name: 'R', managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
  ],
  [
    'medium resource-added',
    'aws_iam_role',
    undefined,
    { name: 'R', managed_policy_arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
  ],
  // References.
  [
    'high function-environment-other',
    'aws_lambda_function',
    { environment: { variables: { A: '${aws_sns_topic.a.arn}' } } },
    { environment: { variables: { A: '${aws_sns_topic.b.arn}' } } },
  ],
  [
    'high function-environment-other',
    'aws_lambda_function',
    { environment: { variables: { A: 'arn:aws:sns:x:1:a' } } },
    { environment: { variables: { A: 'arn:aws:sns:x:1:b' } } },
  ],
  [
    'medium function-changed',
    'aws_lambda_function',
    { environment: { variables: { A: 'a' } } },
    { environment: { variables: { A: 'b' } } },
  ],
  ['high vault-lock-removed', 'aws_backup_vault_lock_configuration', { min_retention_days: 7 }, undefined],
  [
    'high vault-lock-weaker',
    'aws_backup_vault_lock_configuration',
    { min_retention_days: 7 },
    { min_retention_days: 6 },
  ],
  ['medium vault-lock-changed', 'aws_backup_vault_lock_configuration', undefined, { min_retention_days: 7 }],
  [
    'medium vault-lock-changed',
    'aws_backup_vault_lock_configuration',
    { min_retention_days: 7 },
    { min_retention_days: 8 },
  ],
  ['critical compliance-lock', 'aws_backup_vault_lock_configuration', { changeable_for_days: 3 }, undefined],
  [
    'critical compliance-lock',
    'aws_backup_vault_lock_configuration',
    { changeable_for_days: 3, max_retention_days: 9 },
    { changeable_for_days: 3, max_retention_days: 8 },
  ],
  ['high vault-policy-moved', 'aws_backup_vault_policy', { backup_vault_name: 'A' }, { backup_vault_name: 'B' }],
  [
    'medium vault-policy-stricter',
    'aws_backup_vault_policy',
    policy(allow(['backup:*'])),
    policy(allow(['backup:*'], ACCOUNT)),
  ],
  [
    'medium vault-policy-stricter',
    'aws_backup_vault_policy',
    policy(allow(['backup:*'])),
    policy(allow(['backup:*']), allow(['backup:DeleteRecoveryPoint'], { Sid: 'D', Effect: 'Deny' })),
  ],
  [
    'low policy-rewritten',
    'aws_backup_vault_policy',
    policy(allow(['backup:*'])),
    policy(allow(['backup:*', 'backup:List*'])),
  ],
  ['high continuous-backup-off', 'aws_backup_plan', rule({ enable_continuous_backup: true }), rule({})],
  ['high application-consistency-off', 'aws_backup_plan', vss('enabled'), vss('disabled')],
  ['high application-consistency-off', 'aws_backup_plan', vss('enabled'), { name: 'P' }],
  ['medium advanced-setting-changed', 'aws_backup_plan', { name: 'P' }, vss('enabled')],
  [
    'low recovery-point-tags-changed',
    'aws_backup_plan',
    rule({ recovery_point_tags: { A: '1' } }),
    rule({ recovery_point_tags: { A: '2' } }),
  ],
  [
    'high opt-in-off',
    'aws_backup_region_settings',
    { resource_type_opt_in_preference: { EC2: true } },
    { resource_type_opt_in_preference: { EC2: false } },
  ],
  [
    'high opt-in-off',
    'aws_backup_region_settings',
    { resource_type_opt_in_preference: { EC2: true, S3: true } },
    { resource_type_opt_in_preference: { EC2: true } },
  ],
  [
    'medium opt-in-on',
    'aws_backup_region_settings',
    { resource_type_opt_in_preference: { EC2: false } },
    { resource_type_opt_in_preference: { EC2: true } },
  ],
  [
    'medium resource-management-changed',
    'aws_backup_region_settings',
    { resource_type_management_preference: { EFS: true } },
    { resource_type_management_preference: { EFS: false } },
  ],
  ['high region-settings-removed', 'aws_backup_region_settings', { region: 'x' }, undefined],
  [
    'medium global-setting-on',
    'aws_backup_global_settings',
    { global_settings: { isMpaEnabled: 'false' } },
    { global_settings: { isMpaEnabled: 'true' } },
  ],
  [
    'medium role-trust-narrower',
    'aws_iam_role',
    trust(allow(['sts:AssumeRole'])),
    trust(allow(['sts:AssumeRole'], ACCOUNT)),
  ],
  ['high role-boundary-changed', 'aws_iam_role', { name: 'R', permissions_boundary: 'a' }, { name: 'R' }],
  [
    'high role-boundary-changed',
    'aws_iam_role',
    { name: 'R', permissions_boundary: 'a' },
    { name: 'R', permissions_boundary: 'b' },
  ],
  ['medium role-boundary-added', 'aws_iam_role', { name: 'R' }, { name: 'R', permissions_boundary: 'a' }],
  ['medium role-session-changed', 'aws_iam_role', { max_session_duration: 3600 }, { max_session_duration: 7200 }],
  ['low policy-rewritten', 'aws_iam_policy', policy(allow(['s3:*'])), policy(allow(['s3:*', 's3:Get*']))],
  ['high policy-removed', 'aws_iam_policy', { name: 'P' }, undefined],
  ['high pass-role-wider', 'aws_iam_policy', undefined, policy(allow(['iam:PassRole']))],
  ['high role-trust-wider', 'aws_iam_role', undefined, trust(allow(['sts:AssumeRole'], { Principal: '*' }))],
  ['critical key-removed', 'aws_kms_key', { description: 'K' }, undefined],
  ['critical key-removed', 'aws_kms_key', { multi_region: false }, { multi_region: true }],
  ['critical key-disabled', 'aws_kms_key', { description: 'K' }, { description: 'K', is_enabled: false }],
  ['medium protection-changed', 'aws_kms_key', { is_enabled: false }, { is_enabled: true }],
  ['high key-deletion-sooner', 'aws_kms_key', {}, { deletion_window_in_days: 7 }],
  ['medium protection-changed', 'aws_kms_key', { deletion_window_in_days: 7 }, { deletion_window_in_days: 30 }],
  ['high key-rotation-off', 'aws_kms_key', { enable_key_rotation: true }, {}],
  ['medium protection-changed', 'aws_kms_key', { rotation_period_in_days: 90 }, { rotation_period_in_days: 365 }],
  ['high key-policy-opened', 'aws_kms_key', policy(allow(['kms:Decrypt'])), policy(allow(['kms:*']))],
  ['high key-policy-narrower', 'aws_kms_key', policy(allow(['kms:*'])), policy(allow(['kms:Decrypt']))],
  ['low policy-rewritten', 'aws_kms_key', policy(allow(['kms:*'])), policy(allow(['kms:*', 'kms:Decrypt']))],
  ['medium key-alias-changed', 'aws_kms_alias', { name: 'a', target_key_id: '1' }, { name: 'a', target_key_id: '2' }],
  ['high topic-encryption-changed', 'aws_sns_topic', { kms_master_key_id: 'k' }, {}],
  [
    'high topic-encryption-changed',
    'aws_sqs_queue',
    { sqs_managed_sse_enabled: true },
    { sqs_managed_sse_enabled: false },
  ],
  ['high topic-policy-moved', 'aws_sns_topic_policy', { arn: 'a' }, { arn: 'b' }],
  ['low policy-rewritten', 'aws_sns_topic_policy', policy(allow(['sns:*'])), policy(allow(['sns:*', 'sns:Publish']))],
  [
    'high dead-letter-queue-removed',
    'aws_sns_topic_subscription',
    { redrive_policy: '{"deadLetterTargetArn":"a"}' },
    { redrive_policy: null },
  ],
  [
    'medium delivery-changed',
    'aws_sns_topic_subscription',
    { raw_message_delivery: false },
    { raw_message_delivery: true },
  ],
  ['medium automation-changed', 'aws_ssm_document', { document_type: 'Automation' }, { document_type: 'Command' }],
  ['critical organization-removed', 'aws_organizations_organization', { feature_set: 'ALL' }, undefined],
  [
    'critical service-access-removed',
    'aws_organizations_organization',
    { aws_service_access_principals: ['a', 'b'] },
    { aws_service_access_principals: ['a'] },
  ],
  [
    'critical policy-type-removed',
    'aws_organizations_organization',
    { enabled_policy_types: ['BACKUP_POLICY'] },
    { enabled_policy_types: null },
  ],
  [
    'critical organization-removed',
    'aws_organizations_organization',
    { feature_set: 'ALL' },
    { feature_set: 'CONSOLIDATED_BILLING' },
  ],
  [
    'medium organization-access-added',
    'aws_organizations_organization',
    { enabled_policy_types: ['a'] },
    { enabled_policy_types: ['a', 'b'] },
  ],
  ['high delegated-administrator-changed', 'aws_organizations_delegated_administrator', { account_id: '1' }, undefined],
  ['high organization-delegation-removed', 'aws_organizations_resource_policy', { content: '{}' }, undefined],
  ['medium policy-plan-added', 'aws_organizations_policy', content({ A: {} }), content({ A: {}, B: {} })],
  [
    'medium policy-regions-more',
    'aws_organizations_policy',
    content({ A: { regions: { '@@assign': ['a'] } } }),
    content({ A: { regions: { '@@assign': ['a', 'b'] } } }),
  ],
  ['medium policy-renamed', 'aws_organizations_policy', { name: 'A' }, { name: 'B' }],
  ['medium window-settings-changed', 'aws_ssm_maintenance_window', { duration: 1 }, { duration: 2 }],
  ['high window-task-other', 'aws_ssm_maintenance_window_task', { task_arn: 'a' }, { task_arn: 'b' }],
  [
    'medium automation-changed',
    'aws_ssm_document',
    document({ mainSteps: [step] }),
    document({ mainSteps: [{ ...step, timeoutSeconds: 1 }] }),
  ],
  [
    'medium automation-changed',
    'aws_ssm_document',
    document({ mainSteps: [step, { ...step, name: 'b' }] }),
    document({ mainSteps: [{ ...step, name: 'b' }, step] }),
  ],
  [
    'high automation-shared',
    'aws_ssm_document',
    { name: 'D' },
    { name: 'D', permissions: { type: 'Share', account_ids: 'All' } },
  ],
  ['high automation-removed', 'aws_ssm_document', { name: 'D' }, undefined],
  ['medium check-on', 'aws_scheduler_schedule', { state: 'DISABLED' }, { state: 'ENABLED' }],
  [
    'medium event-pattern-wider',
    'aws_cloudwatch_event_rule',
    { event_pattern: '{"source":["a"]}' },
    { event_pattern: '{"source":["a","b"]}' },
  ],
  [
    'high event-pattern-weaker',
    'aws_cloudwatch_event_rule',
    { event_pattern: '{"source":["a"]}' },
    { event_pattern: '{"source":["a"],"detail":{"s":["x"]}}' },
  ],
  ['high event-target-other', 'aws_cloudwatch_event_target', { arn: 'a' }, { arn: 'b' }],
  ['medium event-message-changed', 'aws_cloudwatch_event_target', { input_path: 'a' }, { input_path: 'b' }],
  ['high function-permission-added', 'aws_lambda_permission', undefined, { principal: 'x' }],
  ['high function-permission-removed', 'aws_lambda_permission', { principal: 'x' }, undefined],
  ['high function-removed', 'aws_lambda_function', { role: 'r' }, undefined],
  ['high other-account', 'aws_sns_topic_subscription', { provider: 'aws' }, { provider: 'aws.other' }],
  ['high region-changed', 'aws_backup_plan', { region: 'a' }, { region: 'b' }],
  ['low protection-added', 'aws_backup_vault', { name: 'V' }, { name: 'V', lifecycle: { prevent_destroy: true } }],
  [
    'medium lifecycle-changed',
    'aws_backup_vault',
    { name: 'V' },
    { name: 'V', lifecycle: { ignore_changes: ['all'] } },
  ],
  ['low no-effect', 'aws_sns_topic', { name: 'T' }, { name: 'T', depends_on: ['aws_kms_key.k'] }],
  ['critical state-bucket-removed', 'aws_s3_bucket', { bucket: 'B' }, undefined],
  ['critical state-bucket-replaced', 'aws_s3_bucket', { bucket: 'B' }, { bucket: 'C' }],
  ['critical state-bucket-force-destroy', 'aws_s3_bucket', { bucket: 'B' }, { bucket: 'B', force_destroy: true }],
  ['low protection-added', 'aws_s3_bucket', { force_destroy: true }, { force_destroy: false }],
  ['critical prevent-destroy-off', 'aws_s3_bucket', { lifecycle: { prevent_destroy: true } }, { force_destroy: false }],
  ['high bucket-policy-opened', 'aws_s3_bucket_policy', policy(PLAIN_TEXT), policy()],
  ['high bucket-policy-opened', 'aws_s3_bucket_policy', policy(PLAIN_TEXT), undefined],
  ['high bucket-policy-opened', 'aws_s3_bucket_policy', policy(), policy(allow(['s3:GetObject']))],
  ['high bucket-policy-opened', 'aws_s3_bucket_policy', { bucket: 'a' }, { bucket: 'b' }],
  ['high bucket-policy-narrower', 'aws_s3_bucket_policy', policy(allow(['s3:GetObject'])), policy()],
  ['medium bucket-policy-stricter', 'aws_s3_bucket_policy', policy(allow(['s3:*'])), policy(allow(['s3:*'], ACCOUNT))],
  ['low policy-rewritten', 'aws_s3_bucket_policy', policy(allow(['s3:*'])), policy(allow(['s3:*', 's3:Get*']))],
  ['high public-access-opened', 'aws_s3_bucket_public_access_block', { block_public_acls: true }, undefined],
  ...['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].flatMap(
    (name): [string, string, Json, Json][] => [
      ['high public-access-opened', 'aws_s3_bucket_public_access_block', { [name]: true }, { [name]: false }],
      ['high public-access-opened', 'aws_s3_bucket_public_access_block', { [name]: true }, {}],
      ['low protection-added', 'aws_s3_bucket_public_access_block', { [name]: false }, { [name]: true }],
    ],
  ),
  ['high bucket-versioning-off', 'aws_s3_bucket_versioning', versions('Enabled'), versions('Suspended')],
  ['high bucket-versioning-off', 'aws_s3_bucket_versioning', versions('Enabled'), undefined],
  ['medium protection-changed', 'aws_s3_bucket_versioning', versions('Suspended'), versions('Enabled')],
  [
    'high bucket-encryption-changed',
    'aws_s3_bucket_server_side_encryption_configuration',
    { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms' } }] },
    { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }] },
  ],
  [
    'high bucket-ownership-changed',
    'aws_s3_bucket_ownership_controls',
    { rule: { object_ownership: 'BucketOwnerEnforced' } },
    { rule: { object_ownership: 'ObjectWriter' } },
  ],
  ['high bucket-expiry-sooner', 'aws_s3_bucket_lifecycle_configuration', oldVersions(90), oldVersions(1)],
  ['medium bucket-expiry-later', 'aws_s3_bucket_lifecycle_configuration', oldVersions(90), oldVersions(91)],
  ['high bucket-expiry-sooner', 'aws_s3_bucket_lifecycle_configuration', { rule: [] }, oldVersions(90)],
  ['medium bucket-expiry-later', 'aws_s3_bucket_lifecycle_configuration', oldVersions(90), { rule: [] }],
  [
    'high bucket-expiry-sooner',
    'aws_s3_bucket_lifecycle_configuration',
    { rule: [{ id: 'bundles', filter: [{ prefix: 'a/bundles/' }] }] },
    { rule: [{ id: 'bundles', filter: [{ prefix: '' }] }] },
  ],
  ['high identity-provider-removed', 'aws_iam_openid_connect_provider', { url: 'a' }, undefined],
  ['high identity-provider-removed', 'aws_iam_openid_connect_provider', { url: 'a' }, { url: 'b' }],
  [
    'high identity-provider-wider',
    'aws_iam_openid_connect_provider',
    { client_id_list: ['a'] },
    { client_id_list: ['a', 'b'] },
  ],
  ['high role-trust-wider', 'aws_iam_role', trust(fromGitHub('dev')), trust(fromGitHub('*'))],
  ['high role-trust-wider', 'aws_iam_role', trust(fromGitHub('dev')), trust(fromGitHub('other'))],
  ['medium unclassified', 'aws_new_thing', { a: 1 }, undefined],
])('D says %s: %s, %#', (expected, type, before, after) => {
  expect(rulesFor(type, before, after)).toContain(expected);
});

test.each<[string, Json, Json]>([
  ['medium stack-added', {}, { 'dev-x': { output: {} } }],
  [
    'medium member-added',
    { 'dev-x': { provider: { aws: [{}] } } },
    { 'dev-x': { provider: { aws: [{}, { alias: 'b' }] } } },
  ],
  ['high output-removed', { 'dev-x': { output: { a: { value: 1 } } } }, { 'dev-x': { output: {} } }],
  ['medium output-changed', { 'dev-x': { output: { a: { value: 1 } } } }, { 'dev-x': { output: { a: { value: 2 } } } }],
  ['medium import-changed', { 'dev-x': {} }, { 'dev-x': { import: [{ to: 'a', id: 'b' }] } }],
  ['low no-effect', { 'dev-x': {} }, { 'dev-x': { moved: [{ from: 'a', to: 'b' }] } }],
  [
    'medium state-read-added',
    { 'dev-x': {} },
    { 'dev-x': { data: { terraform_remote_state: { iam: { config: {} } } } } },
  ],
  [
    'high source-changed',
    { 'dev-x': { data: { aws_ssm_parameter: { p: { name: 'a' } } } } },
    { 'dev-x': { data: { aws_ssm_parameter: { p: { name: 'b' } } } } },
  ],
  ['medium resource-removed', { 'dev-x': { data: { aws_ssm_parameter: { p: { name: 'a' } } } } }, { 'dev-x': {} }],
  ['medium unclassified', { 'dev-x': {} }, { 'dev-x': { locals: { a: 1 } } }],
])('D says %s: %#', (expected, base, head) => {
  expect(namesOf(base, head)).toContain(expected);
});

test('D suggests a moved block if only an address changes', () => {
  const app = (id: string) => ({ 'dev-x': { resource: { aws_backup_plan: { [id]: rule({ start_window: 60 }) } } } });
  expect(namesOf(app('a'), app('b'))).toEqual(['medium address-changed']);
});

test('D reports a new stack once, and its resources only if they are high or worse', () => {
  const resource = { aws_sns_topic: { t: { name: 'T' } }, aws_iam_policy: { p: policy(allow(['iam:PassRole'])) } };
  const terraform = { backend: { s3: { bucket: 'states', key: 'x', region: 'eu-west-1' } } };
  expect(namesOf({}, { 'dev-x': { resource, terraform } })).toEqual(['high pass-role-wider', 'medium stack-added']);
});

test('D does not report a policy of a new role as wider', () => {
  const aws_iam_role = { r: { name: 'R' } };
  const aws_iam_role_policy_attachment = { a: { role: '${aws_iam_role.r.name}', policy_arn: 'p' } };
  const head = { 'dev-x': { resource: { aws_iam_role, aws_iam_role_policy_attachment } } };
  expect(namesOf({ 'dev-x': {} }, head)).toEqual(['medium resource-added', 'medium resource-added']);
});

const scheduled = (schedule: string, timezone = 'UTC'): Json =>
  rule({ schedule, schedule_expression_timezone: timezone });

test.each<[string, before: Json, after: Json]>([
  ['high runs-less-often', scheduled('cron(0 0/6 * * ? *)'), scheduled('cron(0 2,3,4,5 * * ? *)')],
  ['medium schedule-moved', scheduled('cron(0 0/6 * * ? *)'), scheduled('cron(0 1,7,13,19 * * ? *)')],
  ['high runs-less-often', scheduled('cron(0 6 ? * SUN *)'), scheduled('cron(0 6 1-5 * ? *)')],
  ['medium schedule-moved', scheduled('cron(0 6 ? * SUN *)'), scheduled('cron(0 6 ? * MON *)')],
  ['high runs-less-often', scheduled('cron(0 6 * * ? *)'), scheduled('cron(0 6 * * ? 2026-2028)')],
  ['medium schedule-moved', scheduled('cron(0 6 * * ? 2026-2028)'), scheduled('cron(0 6 * * ? 2026-2029)')],
  ['high runs-less-often', scheduled('cron(0 6 * * ? 2026-2029)'), scheduled('cron(0 6 * * ? 2026-2028)')],
  ['medium schedule-moved', scheduled('cron(0 6 * * ? *)'), scheduled('cron(0 6,18 * * ? *)')],
  ['medium schedule-moved', scheduled('cron(0 6 * * ? *)', 'Europe/Berlin'), scheduled('cron(0 5 * * ? *)')],
  ['low schedule-rewritten', scheduled('cron(0 6 * * ? *)'), scheduled('cron(0 6 ? * SUN-SAT *)')],
  ['low schedule-rewritten', scheduled('cron(0 6 * * ? *)', 'Asia/Tokyo'), scheduled('cron(0 21 * * ? *)')],
  ['low schedule-rewritten', scheduled('cron(0 5 ? * * *)'), rule({})],
])('D says %s: from %j to %j', (expected, before, after) => {
  expect(new Set(rulesFor('aws_backup_plan', before, after))).toEqual(new Set([expected]));
});

test.each<[string, string, string]>([
  ['high runs-less-often', 'rate(1 day)', 'rate(25 hours)'],
  ['high runs-less-often', 'rate(1 day)', 'cron(0 6 ? * MON-FRI *)'],
  ['medium schedule-moved', 'cron(0 6 * * ? *)', 'rate(12 hours)'],
])('D says %s about a window: from %s to %s', (expected, before, after) => {
  expect(rulesFor('aws_ssm_maintenance_window', { schedule: before }, { schedule: after })).toEqual([expected]);
});

test.each<[string[], Json, Json]>([
  [
    ['high provider-source-changed'],
    { required_providers: { aws: { source: 'hashicorp/aws' } } },
    { required_providers: { aws: { source: 'example/aws' } } },
  ],
  [
    ['high provider-source-changed'],
    { required_providers: { aws: { version: '1' } } },
    { required_providers: { aws: { version: '1' }, null: { source: 'hashicorp/null' } } },
  ],
  [
    ['medium versions-changed'],
    { required_providers: { aws: { version: '1' } } },
    { required_providers: { aws: { version: '2' } } },
  ],
  [['high backend-moved'], {}, { cloud: { organization: 'o' } }],
])('D reports %j for the terraform block', (expected, before, after) => {
  expect(namesOf({ 'dev-x': { terraform: before } }, { 'dev-x': { terraform: after } })).toEqual(expected);
});

test('D reports modules, whose resources no rule can judge', () => {
  expect(namesOf({ 'dev-x': {} }, { 'dev-x': { module: { m: { source: './m' } } } })).toEqual(['high module-changed']);
});

const output = (value: unknown): Json => ({ 'dev-x': { output: { o: { value } } } });

test.each<[string[], unknown, unknown]>([
  [['high output-other-resource'], '${aws_iam_role.a.arn}', '${aws_iam_role.b.arn}'],
  [
    ['high output-other-resource', 'high output-other-resource'],
    { a: '${t.a.arn}', b: '${t.b.arn}' },
    { a: '${t.b.arn}', b: '${t.a.arn}' },
  ],
  [['high output-other-resource'], 'arn:aws:sns:x:1:a', 'arn:aws:sns:x:1:b'],
  [['medium output-changed'], 'a', 'b'],
  [['medium output-changed'], 'a', '${t.a.arn}'],
  [['high output-removed'], { a: '1', b: '2' }, { a: '1' }],
  [['medium output-changed'], { a: '1' }, { a: '1', b: '2' }],
])('D reports %j for an output', (expected, before, after) => {
  expect(namesOf(output(before), output(after))).toEqual(expected);
});

test('D reports removed blocks, and what they forget', () => {
  const vault = { resource: { aws_backup_vault: { v: { name: 'V' } } } };
  const removedBy = (destroy?: boolean) => ({
    removed: [{ from: 'aws_backup_vault.v', lifecycle: destroy === undefined ? undefined : { destroy } }],
  });
  const removed = removedBy(false);
  expect(namesOf({ 'dev-x': vault }, { 'dev-x': removed })).toEqual(['high stack-forgotten']);
  const kept = { aws_sns_topic: { kept: { name: 'kept' } } };
  const partly = { 'dev-x': { ...removed, resource: kept } };
  expect(namesOf({ 'dev-x': { resource: { ...vault.resource, ...kept } } }, partly)).toEqual([
    'high resource-forgotten',
  ]);
  // Without `destroy = false`, Terraform destroys the vault.
  for (const destroy of [true, undefined]) {
    expect(namesOf({ 'dev-x': vault }, { 'dev-x': removedBy(destroy) })).toEqual([
      'critical vault-removed',
      'high resource-forgotten',
    ]);
  }
  expect(namesOf({ 'dev-x': removed }, { 'dev-x': {} })).toEqual(['low no-effect']);
});

test('D reports no statement of the policy of a new vault, unless it is wide open or for an unknown account', () => {
  const provider = { aws: [{ allowed_account_ids: ['111111111111'] }] };
  const app = (resource?: Json): Json => ({ 'dev-x': { provider, ...(resource && { resource }) } });
  const vault = (principal: string): Json => ({
    aws_backup_vault: { v: { name: 'V' } },
    aws_backup_vault_policy: {
      p: {
        backup_vault_name: '${aws_backup_vault.v.name}',
        ...policy(allow(['backup:CopyIntoBackupVault'], { Principal: { AWS: principal } })),
      },
    },
  });
  expect(namesOf(app(), app(vault('arn:aws:iam::111111111111:root')))).toEqual([
    'medium resource-added',
    'medium resource-added',
  ]);
  expect(namesOf(app(), app(vault('arn:aws:iam::121212121212:root')))).toContain('high vault-policy-opened');
  expect(namesOf(app(), app(vault('*')))).toContain('high vault-policy-opened');
});
