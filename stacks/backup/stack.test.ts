import type { EnvironmentInput } from '../../environments/schema';
import { fixtures } from '../../testing/fixtures';
import { planNamed, ruleNamed, vaultNamed } from '../../testing/select';
import { synthesized, type Block, type SynthesizedStack } from '../../testing/synthesized';

type RuleInput = EnvironmentInput['backup']['plans'][number]['rules'][number];
type SelectionInput = EnvironmentInput['backup']['plans'][number]['selections'][number];
type VaultInput = EnvironmentInput['backup']['vaults'][number];

const TOKYO_EC2 = { name: 'EC2', region: 'ap-northeast-1' };

const withRule = (rule: Partial<RuleInput>) =>
  synthesized(fixtures.prod, 'backup', ({ backup }) => {
    Object.assign(ruleNamed(backup, 'EC2'), rule);
  });

const withSelection = (selection: Omit<SelectionInput, 'name'>) =>
  synthesized(fixtures.prod, 'backup', ({ backup }) => {
    planNamed(backup, 'EC2').selections = [{ name: 'chosen', ...selection }];
  });

const withVault = (vault: Partial<VaultInput>) =>
  synthesized(fixtures.prod, 'backup', ({ backup }) => {
    Object.assign(vaultNamed(backup, 'EC2'), vault);
  });

const ruleOf = (stack: SynthesizedStack, plan = 'EC2', name = 'EC2'): Block =>
  stack.resource('aws_backup_plan', { name: plan })['rule'].find((rule: Block) => rule['rule_name'] === name);
const selectionOf = (stack: SynthesizedStack): Block => stack.resource('aws_backup_selection', { name: 'chosen' });

/** The logical id in a reference such as `${aws_backup_vault.vault-EC2.arn}`. */
const idIn = (reference: string): string => reference.split('.')[1] ?? '';

test('E2 N10 makes vaults that Terraform cannot destroy, under the default key', () => {
  const vaults = Object.values(synthesized(fixtures.prod, 'backup').resources('aws_backup_vault'));
  expect(vaults.map(({ region, name }) => `${region}/${name}`).toSorted()).toEqual([
    'ap-northeast-1/EC2',
    'ap-northeast-1/EFS',
    'ap-northeast-3/EC2',
  ]);
  for (const vault of vaults) {
    expect(vault).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
    expect(vault).not.toHaveProperty('kms_key_arn');
  }
});

test('E2 creates a key for a vault that requires its own', () => {
  const stack = withVault({ key: 'customer-managed' });
  const key = stack.resource('aws_kms_key');
  expect(Object.keys(stack.statements(key['policy']))).toEqual(['AdministerByAccount']);
  expect(key).toMatchObject({
    region: 'ap-northeast-1',
    enable_key_rotation: true,
    lifecycle: { prevent_destroy: true },
  });
  expect(stack.resources('aws_kms_key')[idIn(stack.resource('aws_backup_vault', TOKYO_EC2)['kms_key_arn'])]).toBe(key);
});

test('E2 accepts an existing key', () => {
  const key = 'arn:aws:kms:ap-northeast-1:333333333333:key/1111';
  expect(withVault({ key }).resource('aws_backup_vault', TOKYO_EC2)['kms_key_arn']).toBe(key);
});

test.each([
  [
    { mode: 'governance' as const, minRetentionDays: 7, maxRetentionDays: 60 },
    { min_retention_days: 7, max_retention_days: 60 },
  ],
  [
    { mode: 'compliance' as const, minRetentionDays: 7, changeableForDays: 3 },
    { min_retention_days: 7, changeable_for_days: 3 },
  ],
])('E2 locks a vault: %j', (lock, settings) => {
  const stack = withVault({ lock });
  const { region, backup_vault_name, ...written } = stack.resource('aws_backup_vault_lock_configuration');
  expect(written).toEqual(settings);
  expect([region, stack.resources('aws_backup_vault')[idIn(backup_vault_name)]?.['name']]).toEqual([
    'ap-northeast-1',
    'EC2',
  ]);
});

test('E2 opens a vault for copies and closes it for deletion, as its access policy says', () => {
  const stack = withVault({
    accessPolicy: {
      copiesFromAccounts: ['222222222222', '111111111111'],
      copiesFromOrganization: 'o-abcdefghij',
      denyManualDeletion: true,
    },
  });
  const statements = stack.statements(stack.resource('aws_backup_vault_policy')['policy']);
  expect(statements['CopyFromAccounts']).toMatchObject({
    actions: ['backup:CopyIntoBackupVault'],
    principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:root'] }],
  });
  expect(statements['CopyFromOrganization']).toMatchObject({
    condition: [{ test: 'StringEquals', variable: 'aws:PrincipalOrgID', values: ['o-abcdefghij'] }],
  });
  expect(statements['DenyManualDeletion']).toMatchObject({ effect: 'Deny' });
});

test('X1 creates no access policy for a vault whose policy is not managed', () => {
  expect(withVault({ accessPolicy: 'unmanaged' }).resources('aws_backup_vault_policy')).toEqual({});
});

test('X1 creates no notifications of a vault whose notifications are not managed', () => {
  const notified = ({ notify }: { notify?: 'unmanaged' }) =>
    Object.keys(withVault({ notify }).resources('aws_backup_vault_notifications')).length;
  expect(notified({ notify: 'unmanaged' })).toBe(notified({}) - 1);
});

test('N3 notifies the topic of the same region, by its ARN from the state of notifications', () => {
  const notifications = Object.values(synthesized(fixtures.prod, 'backup').resources('aws_backup_vault_notifications'));
  for (const { region, sns_topic_arn } of notifications) {
    expect(sns_topic_arn).toBe(`\${data.terraform_remote_state.notifications.outputs.topicArns["${region}"]}`);
  }
  expect(
    notifications.map(({ backup_vault_name, backup_vault_events }) => [
      /vault-([A-Z0-9]+)/.exec(backup_vault_name)?.[1],
      backup_vault_events,
    ]),
  ).toEqual([
    ['EC2', ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED']],
    ['EC2', ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED']],
    ['EFS', ['BACKUP_JOB_COMPLETED']],
  ]);
});

test('N3 sets no notifications where none are wanted', () => {
  const stack = synthesized(fixtures.prod, 'backup', ({ backup }) => {
    for (const vault of backup.vaults) vault.notify = [];
  });
  expect(stack.resources('aws_backup_vault_notifications')).toEqual({});
});

test('E3 N5 runs daily at six by the clock of Tokyo, with both windows written out', () => {
  expect(ruleOf(synthesized(fixtures.prod, 'backup'))).toMatchObject({
    rule_name: 'EC2',
    schedule: 'cron(0 6 * * ? *)',
    schedule_expression_timezone: 'Asia/Tokyo',
    start_window: 60,
    completion_window: 10_080,
    lifecycle: { delete_after: 30 },
  });
});

test('E3 writes the windows out even where the environment leaves them to us', () => {
  const stack = synthesized(fixtures.prod, 'backup', ({ backup }) => {
    delete ruleNamed(backup, 'EC2').startWindowMinutes;
    delete ruleNamed(backup, 'EC2').completionWindowMinutes;
  });
  expect(ruleOf(stack)).toMatchObject({ start_window: 480, completion_window: 10_080 });
});

test('E3 turns recovery points cold and deletes them when the rule says', () => {
  expect(ruleOf(synthesized(fixtures.prod, 'backup'), 'EFS', 'Monthly')).toMatchObject({
    lifecycle: { cold_storage_after: 30, delete_after: 365 },
  });
});

test('E3 never expires without a lifecycle', () => {
  const stack = synthesized(fixtures.prod, 'backup', ({ backup }) => {
    delete ruleNamed(backup, 'EC2').deleteAfterDays;
  });
  expect(ruleOf(stack)).not.toHaveProperty('lifecycle');
});

test('E3 accepts continuous backup, tags on recovery points and an air-gapped vault', () => {
  const airGappedVaultArn = 'arn:aws:backup:ap-northeast-1:333333333333:backup-vault:isolated';
  expect(ruleOf(withRule({ continuous: true, recoveryPointTags: { Tier: 'gold' }, airGappedVaultArn }))).toMatchObject({
    enable_continuous_backup: true,
    recovery_point_tags: { Tier: 'gold' },
    target_logically_air_gapped_backup_vault_arn: airGappedVaultArn,
  });
});

test('E3 opts in to the archive of EBS snapshots', () => {
  const archive = {
    schedule: 'cron(0 6 1 * ? *)',
    archive: true,
    coldStorageAfterDays: 30,
    deleteAfterDays: 365,
    copies: [],
  };
  expect(ruleOf(withRule(archive))['lifecycle']).toEqual({
    cold_storage_after: 30,
    delete_after: 365,
    opt_in_to_archive_for_supported_resources: true,
  });
});

test('E3 backs Windows up through VSS', () => {
  const stack = synthesized(fixtures.prod, 'backup', ({ backup }) => {
    planNamed(backup, 'EC2').windowsVss = true;
  });
  expect(stack.resource('aws_backup_plan', { name: 'EC2' })['advanced_backup_setting']).toEqual([
    { resource_type: 'EC2', backup_options: { WindowsVSS: 'enabled' } },
  ]);
});

test('E8 copies to Osaka, into a vault that the same stack makes there', () => {
  const stack = synthesized(fixtures.prod, 'backup');
  const [copy] = ruleOf(stack)['copy_action'];
  expect(copy.lifecycle).toEqual({ delete_after: 30 });
  expect(stack.resources('aws_backup_vault')[idIn(copy.destination_vault_arn)]).toMatchObject({
    name: 'EC2',
    region: 'ap-northeast-3',
  });
});

test('E8 copies to a vault of another account by its ARN', () => {
  const stack = synthesized(fixtures.prod, 'backup', ({ backup }) => {
    vaultNamed(backup, 'EC2').key = 'customer-managed';
    ruleNamed(backup, 'EC2').copies = [
      { vault: 'Vault', region: 'us-east-1', accountId: '444444444444', deleteAfterDays: 7 },
    ];
  });
  const statements = stack.statements(stack.resource('aws_kms_key')['policy']);
  expect(statements['CopyToAccounts']).toMatchObject({
    principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::444444444444:root'] }],
  });
  expect(statements['GrantToServicesOfAccounts']).toMatchObject({
    condition: [{ test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] }],
  });
  expect(ruleOf(stack)['copy_action']).toEqual([
    {
      destination_vault_arn: 'arn:aws:backup:us-east-1:444444444444:backup-vault:Vault',
      lifecycle: { delete_after: 7 },
    },
  ]);
});

test('E4 selects by tag, with the role from the state of iam', () => {
  const { name, iam_role_arn, selection_tag, ...rest } = synthesized(fixtures.prod, 'backup').resource(
    'aws_backup_selection',
    {
      name: 'Tag-AWSBackup-EC2',
    },
  );
  expect(iam_role_arn).toBe('${data.terraform_remote_state.iam.outputs.backupRoleArn}');
  expect(selection_tag).toEqual([{ type: 'STRINGEQUALS', key: 'AWSBackup', value: 'EC2' }]);
  expect(rest).not.toHaveProperty('condition');
  expect(rest).not.toHaveProperty('not_resources');
});

test('N7 selects resources by ARN that also have the tag', () => {
  const { selection_tag: none, ...selection } = synthesized(fixtures.prod, 'backup').resource('aws_backup_selection', {
    name: 'Tag-AWSBackup-EFS',
  });
  expect(none).toBeUndefined();
  expect(selection).toMatchObject({
    resources: ['arn:aws:elasticfilesystem:*:*:file-system/*'],
    condition: [{ string_equals: [{ key: 'aws:ResourceTag/AWSBackup', value: 'EFS' }] }],
  });
});

test('N7 selects by any of the tags with selection_tag', () => {
  expect(selectionOf(withSelection({ tags: { Tier: ['gold', 'silver'], App: 'web' }, match: 'any' }))).toMatchObject({
    selection_tag: [
      { key: 'App', value: 'web' },
      { key: 'Tier', value: 'gold' },
      { key: 'Tier', value: 'silver' },
    ],
  });
});

test('N7 selects by all of the tags and conditions with one condition block, among all resources', () => {
  const selection = selectionOf(
    withSelection({ tags: { App: 'web' }, match: 'all', conditions: { stringNotLike: { Stage: 'tmp*' } } }),
  );
  expect(selection).not.toHaveProperty('selection_tag');
  expect(selection).toMatchObject({
    resources: ['*'],
    condition: [
      {
        string_equals: [{ key: 'aws:ResourceTag/App', value: 'web' }],
        string_not_like: [{ key: 'aws:ResourceTag/Stage', value: 'tmp*' }],
      },
    ],
  });
});

test('N7 selects ARNs and excludes some', () => {
  const instance = 'arn:aws:ec2:ap-northeast-1:333333333333:instance/i-0123456789abcdef0';
  const selection = selectionOf(withSelection({ resources: ['arn:aws:ec2:*:*:instance/*'], notResources: [instance] }));
  expect(selection).toMatchObject({ resources: ['arn:aws:ec2:*:*:instance/*'], not_resources: [instance] });
  expect(selection).not.toHaveProperty('condition');
});

test('E2 sets which types a region backs up, where the environment says so', () => {
  const stack = synthesized(fixtures.prod, 'backup', ({ backup }) => {
    backup.regionSettings = [
      { region: 'ap-northeast-1', optIn: { EC2: true, EFS: true, RDS: false }, management: { EFS: true } },
    ];
  });
  expect(stack.resource('aws_backup_region_settings')).toEqual({
    region: 'ap-northeast-1',
    resource_type_opt_in_preference: { EC2: true, EFS: true, RDS: false },
    resource_type_management_preference: { EFS: true },
  });
  expect(synthesized(fixtures.prod, 'backup').resources('aws_backup_region_settings')).toEqual({});
});

test('E1 publishes each vault by region and name', () => {
  expect(Object.keys(synthesized(fixtures.prod, 'backup').json['output'].vaultArns.value)).toEqual([
    'ap-northeast-1/EC2',
    'ap-northeast-1/EFS',
    'ap-northeast-3/EC2',
  ]);
});
