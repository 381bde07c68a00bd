import type { EnvironmentInput } from '../environments/schema';
import { fixtures } from '../testing/fixtures';
import { planNamed, vaultNamed } from '../testing/select';
import { synthesizeAll, synthesized } from '../testing/synthesized';

const HOME = 'ap-northeast-1';
const role = (name: string) => `arn:aws:iam::333333333333:role/${name}`;
const topic = (name: string, region = HOME) => `arn:aws:sns:${region}:333333333333:${name}`;

const existing = (change: (input: EnvironmentInput) => void) => (stack: string) =>
  synthesized(fixtures.prod, stack, change);

describe('X4 existing roles of AWS Backup', () => {
  const stackOf = existing((input) => {
    input.iam = { backupRoleArn: role('backup'), restoreRoleArn: role('restore') };
    const [selection] = planNamed(input.backup, 'EFS').selections;
    if (selection) selection.roleArn = role('efs');
  });

  test('are published and not created, with their policies', () => {
    const iam = stackOf('iam');
    expect(iam.json['output']).toMatchObject({
      backupRoleArn: { value: role('backup') },
      restoreRoleArn: { value: role('restore') },
    });
    const names = (type: string) => Object.values(iam.resources(type)).map(({ name }) => name as string);
    expect(names('aws_iam_role').filter((name) => name.startsWith('AWSBackup'))).toEqual([]);
    expect(names('aws_iam_policy').filter((name) => !name.startsWith('iam-policy-for-'))).toEqual([]);
  });

  test('are those of the selections that name none', () => {
    const backup = stackOf('backup');
    expect(backup.resource('aws_backup_selection', { name: 'Tag-AWSBackup-EFS' })['iam_role_arn']).toBe(role('efs'));
    expect(backup.resource('aws_backup_selection', { name: 'Tag-AWSBackup-EC2' })['iam_role_arn']).toBe(
      '${data.terraform_remote_state.iam.outputs.backupRoleArn}',
    );
  });

  test('can be passed to AWS Backup by an apply, and by roles within their boundary', () => {
    const bootstrap = JSON.stringify(stackOf('state-bootstrap').json);
    const statements = [...bootstrap.matchAll(/\{[^{}]*"iam:PassRole"[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g)].map(String);
    const passing = (arn: string) => statements.filter((statement) => statement.includes(`"${arn}"`));
    expect(passing(role('efs')).join()).toContain('"sid":"PassExistingRoles"');
    expect(passing(role('backup')).join()).toContain('"sid":"PassExistingRoles"');
    expect(passing(role('restore')).join()).toContain('"sid":"PassOwnRoles"');
    const [ofSelections] = passing(role('efs'));
    expect(ofSelections).toContain('"values":["backup.amazonaws.com"]');
  });
});

describe('X4 existing topics', () => {
  const stackOf = existing((input) => {
    input.notifications = { ...input.notifications, topicArns: { [HOME]: topic('shared') } };
    vaultNamed(input.backup, 'EFS').topicArn = topic('efs');
  });

  test('are published and not created, and the topics of other regions still are', () => {
    const notifications = stackOf('notifications');
    expect(Object.values(notifications.resources('aws_sns_topic')).map(({ region }) => region)).toEqual([
      'ap-northeast-3',
    ]);
    expect(notifications.json['output'].topicArns.value).toMatchObject({
      [HOME]: topic('shared'),
      'ap-northeast-3': expect.stringContaining('aws_sns_topic'),
    });
  });

  test('receive the events of the vaults that name them', () => {
    const notifications = Object.values(stackOf('backup').resources('aws_backup_vault_notifications'));
    const arnOf = (vault: string) =>
      notifications.find(({ backup_vault_name }) => String(backup_vault_name).includes(vault))?.['sns_topic_arn'];
    expect(arnOf('vault-EFS')).toBe(topic('efs'));
    expect(arnOf('vault-EC2')).toContain('outputs.topicArns[');
  });

  test('are those that the SSM backup may publish to, with their key', () => {
    const iam = JSON.stringify(stackOf('iam').json);
    expect(iam).toContain(`"resources":["${topic('shared')}"]`);
    expect(iam).not.toContain(topic('sns-backup-alertnotification'));
    expect(JSON.stringify(stackOf('state-bootstrap').json)).toContain(topic('shared'));
    const key = `arn:aws:kms:${HOME}:333333333333:key/1`;
    const withKeyOf = (configured: 'customer-managed' | Record<string, string>) =>
      JSON.stringify(
        synthesized(fixtures.prod, 'iam', (input) => {
          input.notifications = { topicArns: { [HOME]: topic('shared') }, key: configured };
        }).json,
      );
    expect(withKeyOf({ [HOME]: key, 'ap-northeast-3': key.replace(HOME, 'ap-northeast-3') })).toContain(
      `"resources":["${key}"],"sid":"UseTopicKey"`,
    );
    // The key that a stack creates is that of the topic that it creates.
    expect(withKeyOf('customer-managed')).not.toContain('UseTopicKey');
  });

  test('leave no topic in a region where every vault has its own, unless something else publishes there', () => {
    const regions = (ssmBackup: EnvironmentInput['ssmBackup']) =>
      Object.values(
        synthesized(fixtures.prod, 'notifications', (input) => {
          input.ssmBackup = ssmBackup;
          for (const vault of input.backup.vaults) vault.topicArn = topic('own', vault.region ?? HOME);
          if (ssmBackup === 'none') input.notifications = {};
        }).resources('aws_sns_topic'),
      ).map(({ region }) => region);
    expect(regions('none')).toEqual([]);
    expect(regions({})).toEqual([HOME]);
  });
});

test('X4 a vault has its own tags', () => {
  const stack = synthesized(fixtures.prod, 'backup', (input) => {
    vaultNamed(input.backup, 'EFS').tags = { Team: 'storage' };
  });
  expect(stack.resource('aws_backup_vault', { name: 'EFS' })['tags']).toEqual({ Name: 'EFS', Team: 'storage' });
});

test('X4 Terraform writes no grace period of a lock that exists, and never replaces it because of one', () => {
  const stack = synthesized(fixtures.prod, 'backup', (input) => {
    vaultNamed(input.backup, 'EFS').lock = { mode: 'compliance', minRetentionDays: 7, changeableForDays: 'set-before' };
  });
  const lock = stack.resource('aws_backup_vault_lock_configuration');
  expect(lock).toMatchObject({ min_retention_days: 7, lifecycle: { ignore_changes: ['changeable_for_days'] } });
  expect(lock).not.toHaveProperty('changeable_for_days');
});

test('X4 policies of the organization may name the existing roles of an environment', () => {
  const refusal = (iam: EnvironmentInput['iam'], named = 'existing'): string => {
    const organization = structuredClone(fixtures.organization);
    const [policy] = organization.policies;
    const [selection] = policy?.plans?.[0]?.selections ?? [];
    if (!policy || !selection) throw new Error('The fixture has no selection.');
    Object.assign(selection, { role: named });
    organization.policies = [{ ...policy, attachTo: { accounts: [fixtures.prod.accountId] } }];
    try {
      synthesizeAll([{ ...fixtures.prod, iam }], organization);
      return 'nothing is refused';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(refusal({ backupRoleArn: role('existing') })).toBe('nothing is refused');
  expect(refusal({ restoreRoleArn: role('existing') })).toBe('nothing is refused');
  expect(refusal({})).toContain('The baseline creates no role existing in');
  // The role that is no longer created is no longer there.
  expect(refusal({ backupRoleArn: role('existing') }, 'service-role/AWSBackupServiceEC2Role')).toContain(
    'The baseline creates no role service-role/AWSBackupServiceEC2Role in',
  );
});
