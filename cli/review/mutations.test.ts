import type { Severity } from '../../review/finding';
import { type App, type Block, drop, resource, resources, reviewOf, statements } from './testing';

type Change = (app: App) => void;

const EC2_PLAN = { name: 'EC2' };
const rule = (app: App, plan = 'EC2', stack = 'prod-backup'): Block =>
  resource(app, stack, 'aws_backup_plan', { name: plan })['rule'][0];
const selection = (app: App): Block =>
  resource(app, 'prod-backup', 'aws_backup_selection', { name: 'Tag-AWSBackup-EC2' });
const policy = (app: App): Block =>
  resource(app, 'organizations', 'aws_organizations_policy', { name: 'test-bk-policy' });
const content = (app: App, change: (content: Block) => void): void => {
  const json = JSON.parse(policy(app)['content']);
  change(json);
  policy(app)['content'] = JSON.stringify(json);
};
const orgRule = (json: Block): Block => json['plans']['test-bk-plan'].rules['test-bk-rule'];
const orgSelection = (json: Block): Block => json['plans']['test-bk-plan'].selections.tags['test-bk-resource'];
const document = (app: App, change: (content: Block) => void): void => {
  const found = resource(app, 'prod-ssm-backup', 'aws_ssm_document');
  const json = JSON.parse(found['content']);
  change(json);
  found['content'] = JSON.stringify(json);
};
const first = (all: Record<string, Block>): Block => Object.values(all)[0] as Block;
const trust = (app: App, stack: string): Block[] =>
  (Object.entries(app[stack]?.['data'].aws_iam_policy_document) as [string, Block][])
    .filter(([id]) => id.includes('role_trust'))
    .flatMap(([, { statement }]) => statement);
const provider = (app: App, stack: string, index = 0): Block => app[stack]?.['provider'].aws[index];
const prune = (app: App): Block[] =>
  (Object.values(app['prod-iam']?.['data'].aws_iam_policy_document) as Block[])
    .flatMap(({ statement }) => statement as Block[])
    .filter(({ actions }) => /ec2:(DeregisterImage|DeleteSnapshot)/.test(String(actions)));

const MUTATIONS: readonly [what: string, severity: Severity, rule: string, change: Change][] = [
  // Vaults.
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
      void (app['dev-backup']!['resource'].aws_backup_vault_lock_configuration = {
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
    (app) => delete app['organizations']!['resource'].aws_backup_vault_policy,
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
    (app) => first(resources(app, 'prod-backup', 'aws_backup_vault_notifications'))['backup_vault_events'].pop(),
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
  // Plans.
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
  ['keep for ever', 'medium', 'retention-longer', (app) => void delete rule(app)['lifecycle'].delete_after],
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
  ['write a schedule that nobody reads', 'high', 'runs-less-often', (app) => void (rule(app)['schedule'] = 'whenever')],
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
  // Selections.
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
    'select by ARN besides',
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
    (app) => delete app['stg-backup']!['resource'].aws_backup_selection,
  ],
  // Roles and policies.
  [
    'let EC2 assume the backup role',
    'high',
    'role-trust-wider',
    (app) => trust(app, 'prod-iam')[0]!['principals'].push({ type: 'Service', identifiers: ['ec2.amazonaws.com'] }),
  ],
  [
    'trust without the account',
    'high',
    'role-trust-wider',
    (app) => void delete trust(app, 'prod-iam').find((each) => each['condition'])!['condition'],
  ],
  [
    'trust nobody',
    'high',
    'role-trust-removed',
    (app) => void (trust(app, 'prod-iam')[0]!['principals'][0].identifiers = ['other.amazonaws.com']),
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
    (app) => statements(app, 'prod-iam', 'DescribeFastSnapshotRestores')[0]!['actions'].push('ec2:TerminateInstances'),
  ],
  [
    'allow by a wildcard',
    'high',
    'policy-wider',
    (app) => void (statements(app, 'prod-iam', 'DescribeFastSnapshotRestores')[0]!['actions'] = ['ec2:Describe*']),
  ],
  [
    'allow all but one',
    'high',
    'pass-role-wider',
    (app) =>
      void Object.assign(statements(app, 'prod-iam', 'DescribeFastSnapshotRestores')[0]!, {
        actions: undefined,
        not_actions: ['ec2:RunInstances'],
      }),
  ],
  [
    'pass fewer roles',
    'medium',
    'policy-narrower',
    (app) =>
      statements(app, 'prod-iam', 'PassInstanceRoles').forEach(
        (each) => (each['resources'] = ['arn:aws:iam::333333333333:role/none']) && (each['effect'] = 'Deny'),
      ),
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
      delete resources(app, 'prod-iam', 'aws_iam_role_policy_attachment')[
        Object.keys(resources(app, 'prod-iam', 'aws_iam_role_policy_attachment')).find((id) =>
          id.startsWith('backup-role_for-backup'),
        )!
      ],
  ],
  [
    'give a role a policy',
    'high',
    'role-attachment-added',
    (app) =>
      void (resources(app, 'prod-iam', 'aws_iam_role_policy_attachment')['admin'] = {
        role: first(resources(app, 'prod-iam', 'aws_iam_role_policy_attachment'))['role'],
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
    (app) => void (first(resources(app, 'dev-iam', 'aws_iam_role'))['tags'].Team = 'Storage'),
  ],
  // Notifications.
  ['drop a topic', 'high', 'topic-removed', (app) => delete app['dev-notifications']!['resource'].aws_sns_topic],
  [
    'rename a topic',
    'high',
    'topic-replaced',
    (app) => void (resource(app, 'dev-notifications', 'aws_sns_topic')['name'] = 'other'),
  ],
  [
    'display a topic differently',
    'low',
    'description-changed',
    (app) => void (resource(app, 'dev-notifications', 'aws_sns_topic')['display_name'] = 'Other'),
  ],
  [
    'let everybody publish',
    'high',
    'topic-policy-opened',
    (app) =>
      void (statements(app, 'dev-notifications', 'PublishByBackup')[0]!['principals'] = [
        { type: 'AWS', identifiers: ['*'] },
      ]),
  ],
  [
    'publish in plain text',
    'high',
    'topic-policy-opened',
    (app) => dropStatement(app, 'dev-notifications', 'DenyPlainText'),
  ],
  [
    'shut backup out',
    'high',
    'topic-publisher-removed',
    (app) => dropStatement(app, 'dev-notifications', 'PublishByBackup'),
  ],
  [
    'drop a subscription',
    'high',
    'subscription-removed',
    (app) => delete app['dev-notifications']!['resource'].aws_sns_topic_subscription,
  ],
  [
    'tell somebody else',
    'high',
    'subscription-other',
    (app) => void (resource(app, 'dev-notifications', 'aws_sns_topic_subscription')['endpoint'] = 'x@example.com'),
  ],
  [
    'keep failures without State back',
    'high',
    'failure-filter-weaker',
    (app) =>
      void (resource(app, 'dev-notifications', 'aws_sns_topic_subscription')['filter_policy'] =
        '{"State":[{"anything-but":"COMPLETED"}]}'),
  ],
  [
    'keep aborted jobs back',
    'high',
    'failure-filter-weaker',
    (app) =>
      void (resource(app, 'dev-notifications', 'aws_sns_topic_subscription')['filter_policy'] =
        '{"State":[{"exists":false},{"anything-but":["COMPLETED","ABORTED"]}]}'),
  ],
  [
    'let every message through',
    'medium',
    'filter-changed',
    (app) => void delete resource(app, 'dev-notifications', 'aws_sns_topic_subscription')['filter_policy'],
  ],
  // The organization.
  [
    'drop a policy',
    'critical',
    'organization-policy-removed',
    (app) => drop(app, 'organizations', 'aws_organizations_policy', { name: 'test-bk-policy' }),
  ],
  [
    'detach a policy',
    'critical',
    'organization-attachment-removed',
    (app) => drop(app, 'organizations', 'aws_organizations_policy_attachment', { target_id: 'r-ab12' }),
  ],
  [
    'attach a policy elsewhere',
    'critical',
    'organization-attachment-removed',
    (app) =>
      void (resource(app, 'organizations', 'aws_organizations_policy_attachment', { target_id: 'r-ab12' })[
        'target_id'
      ] = 'ou-ab12-other'),
  ],
  [
    'attach a policy to one more',
    'medium',
    'organization-attachment-added',
    (app) =>
      void (resources(app, 'organizations', 'aws_organizations_policy_attachment')['more'] = {
        policy_id: '${aws_organizations_policy.policy-test-bk-policy_51AF8965.id}',
        target_id: '444444444444',
      }),
  ],
  ['lose a member', 'critical', 'member-removed', (app) => app['organizations']!['provider'].aws.pop()],
  [
    'shorten the retention of a policy',
    'high',
    'retention-shorter',
    (app) => content(app, (json) => (orgRule(json)['lifecycle'].delete_after_days['@@assign'] = '6')),
  ],
  [
    'run a policy less often',
    'high',
    'runs-less-often',
    (app) => content(app, (json) => (orgRule(json)['schedule_expression']['@@assign'] = 'cron(0 6 ? * * *)')),
  ],
  [
    'drop a rule of a policy',
    'high',
    'plan-rule-removed',
    (app) => content(app, (json) => delete json['plans']['test-bk-plan'].rules['test-bk-rule']),
  ],
  [
    'drop a plan of a policy',
    'high',
    'policy-plan-removed',
    (app) => content(app, (json) => delete json['plans']['test-bk-plan']),
  ],
  [
    'drop a region of a policy',
    'high',
    'policy-regions-fewer',
    (app) => content(app, (json) => (json['plans']['test-bk-plan'].regions['@@assign'] = [])),
  ],
  [
    'select by another tag in a policy',
    'high',
    'selection-other',
    (app) => content(app, (json) => (orgSelection(json)['tag_key']['@@assign'] = 'Other')),
  ],
  [
    'select fewer values in a policy',
    'high',
    'selection-narrower',
    (app) => content(app, (json) => (orgSelection(json)['tag_value']['@@assign'] = ['Yes'])),
  ],
  [
    'bind the hands of child policies',
    'medium',
    'child-policies-changed',
    (app) =>
      content(app, (json) => (orgRule(json)['lifecycle']['@@operators_allowed_for_child_policies'] = ['@@none'])),
  ],
  ['describe a policy differently', 'low', 'description-changed', (app) => void (policy(app)['description'] = 'Other')],
  [
    'switch cross-account backup off',
    'high',
    'global-setting-off',
    (app) =>
      void (resource(app, 'organizations', 'aws_backup_global_settings')[
        'global_settings'
      ].isCrossAccountBackupEnabled = 'false'),
  ],
  [
    'attach a policy before its vault is there',
    'medium',
    'order-loosened',
    (app) =>
      resource(app, 'organizations', 'aws_organizations_policy_attachment', { target_id: 'r-ab12' })[
        'depends_on'
      ].pop(),
  ],
  // Terraform.
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
    (app) => void (app['stg-backup']!['terraform'].backend.s3.key = 'elsewhere'),
  ],
  [
    'keep the state unencrypted',
    'high',
    'backend-unprotected',
    (app) => void (app['stg-backup']!['terraform'].backend.s3.encrypt = false),
  ],
  [
    'do without the lock',
    'high',
    'backend-unprotected',
    (app) => void delete app['stg-backup']!['terraform'].backend.s3.use_lockfile,
  ],
  [
    'read another state',
    'high',
    'state-read-moved',
    (app) =>
      void (app['stg-backup']!['data'].terraform_remote_state.iam.config.key = 'anyservice/prod/iam/terraform.tfstate'),
  ],
  ['publish less', 'high', 'broken-state-read', (app) => void delete app['stg-iam']!['output'].backupRoleArn],
  [
    'take another version of the provider',
    'medium',
    'versions-changed',
    (app) => void (app['stg-iam']!['terraform'].required_providers.aws.version = '6.26.0'),
  ],
  // Backups by Systems Manager.
  [
    'switch the window off',
    'high',
    'window-off',
    (app) => void (resource(app, 'prod-ssm-backup', 'aws_ssm_maintenance_window')['enabled'] = false),
  ],
  [
    'drop the window',
    'high',
    'window-removed',
    (app) => delete app['prod-ssm-backup']!['resource'].aws_ssm_maintenance_window,
  ],
  [
    'run the window on Mondays only',
    'high',
    'runs-less-often',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_ssm_maintenance_window')['schedule'] = 'cron(30 03 ? * MON *)'),
  ],
  [
    'back up another group',
    'high',
    'window-target-other',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_ssm_maintenance_window_target')['targets'][0].values = ['other']),
  ],
  [
    'switch the agent check off',
    'high',
    'check-off',
    (app) => void (resource(app, 'prod-ssm-backup', 'aws_scheduler_schedule')['state'] = 'DISABLED'),
  ],
  [
    'drop the agent check',
    'high',
    'check-removed',
    (app) => delete app['prod-ssm-backup']!['resource'].aws_scheduler_schedule,
  ],
  [
    'tell no cancelled execution',
    'high',
    'event-pattern-weaker',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_cloudwatch_event_rule')['event_pattern'] = resource(
        app,
        'prod-ssm-backup',
        'aws_cloudwatch_event_rule',
      )['event_pattern'].replace('"Cancelled",', '')),
  ],
  [
    'hide a failed step',
    'high',
    'automation-failure-hidden',
    (app) => document(app, (json) => (json['mainSteps'][0].isCritical = false)),
  ],
  ['drop a step', 'high', 'automation-step-removed', (app) => document(app, (json) => json['mainSteps'].splice(3, 1))],
  [
    'run other code',
    'medium',
    'function-changed',
    (app) => void (first(resources(app, 'prod-ssm-backup', 'aws_lambda_function'))['source_code_hash'] = 'other'),
  ],
  [
    'run the pruner as another role',
    'high',
    'function-role-other',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_lambda_function', { function_name: 'lmd-del-backup-gen' })['role'] =
        'arn:aws:iam::333333333333:role/x'),
  ],
  [
    'raise the threshold of an alarm',
    'high',
    'alarm-changed',
    (app) =>
      void (resource(app, 'prod-ssm-backup', 'aws_cloudwatch_metric_alarm', { alarm_name: 'lmd-ssm-backup-errors' })[
        'threshold'
      ] = 100),
  ],
  [
    'keep dead letters shorter',
    'high',
    'dead-letters-kept-shorter',
    (app) => void (resource(app, 'prod-ssm-backup', 'aws_sqs_queue')['message_retention_seconds'] = 3600),
  ],
  [
    'keep logs shorter',
    'medium',
    'log-retention-changed',
    (app) => void (first(resources(app, 'prod-ssm-backup', 'aws_cloudwatch_log_group'))['retention_in_days'] = 1),
  ],
];

function rename(app: App, stack: string, type: string): void {
  const all = resources(app, stack, type);
  const [id = ''] = Object.keys(all);
  app[stack] = JSON.parse(JSON.stringify(app[stack]).replaceAll(id, 'renamed_00000000'));
}

function dropStatement(app: App, stack: string, sid: string): void {
  for (const document of Object.values(app[stack]?.['data'].aws_iam_policy_document) as Block[])
    document['statement'] = document['statement'].filter((each: Block) => each['sid'] !== sid);
}

test.each(MUTATIONS)('%s: %s, %s', (_, severity, expected, change) => {
  const { findings } = reviewOf(change);
  const found = findings.filter(({ rule: name }) => name === expected);
  expect(findings.map(({ rule: name }) => name)).toContain(expected);
  expect([...new Set(found.map((finding) => finding.severity))]).toEqual([severity]);
  expect(findings[0]?.severity).toBe(severity);
});

const REORDERINGS: readonly [string, Change][] = [
  ['the stacks', (app) => void reverseKeys(app)],
  [
    'the arguments of everything',
    (app) => void Object.keys(app).forEach((name) => (app[name] = deepReverse(app[name]) as Block)),
  ],
  ['rules', (app) => resource(app, 'prod-backup', 'aws_backup_plan', EC2_PLAN)['rule'].reverse()],
  [
    'statements',
    (app) =>
      (Object.values(app['dev-notifications']!['data'].aws_iam_policy_document) as Block[]).forEach(({ statement }) =>
        statement.reverse(),
      ),
  ],
  ['actions', (app) => statements(app, 'dev-notifications', 'AdministerByAccount')[0]!['actions'].reverse()],
  [
    'events',
    (app) => first(resources(app, 'prod-backup', 'aws_backup_vault_notifications'))['backup_vault_events'].reverse(),
  ],
  [
    'choices of a filter',
    (app) =>
      void (resource(app, 'dev-notifications', 'aws_sns_topic_subscription')['filter_policy'] =
        '{"State": [{"anything-but":"COMPLETED"}, {"exists":false}]}'),
  ],
  ['keys of an organization policy', (app) => content(app, (json) => Object.assign(json, deepReverse(json)))],
  [
    'what an attachment waits for',
    (app) =>
      resource(app, 'organizations', 'aws_organizations_policy_attachment', { target_id: 'r-ab12' })[
        'depends_on'
      ].reverse(),
  ],
  ['providers', (app) => app['organizations']!['provider'].aws.reverse()],
  [
    'white space of JSON',
    (app) =>
      (content(app, () => {}) as void) ??
      void (policy(app)['content'] = JSON.stringify(JSON.parse(policy(app)['content']), null, 4)),
  ],
  ['metadata', (app) => Object.values(app).forEach((stack) => (stack['//'] = {}))],
  ['a list of one block', (app) => void (rule(app)['lifecycle'] = [rule(app)['lifecycle']])],
];

function reverseKeys(block: Block): void {
  const entries = Object.entries(block).reverse();
  for (const key of Object.keys(block)) delete block[key];
  Object.assign(block, Object.fromEntries(entries));
}

function deepReverse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deepReverse);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, deepReverse(inner)]),
  );
}

test.each(REORDERINGS)('reordered %s are no difference', (_, change) => {
  expect(reviewOf(change).findings).toEqual([]);
});
