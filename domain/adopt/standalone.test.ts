import { validEnvironment } from '../../testing/environment-inputs';
import { synthesizeAll } from '../../testing/synthesized';
import { partOfAddress } from './part-of-address';
import { standaloneStack } from './standalone';

const HOME = 'ap-northeast-1';
const stacks = Object.entries(
  synthesizeAll([
    validEnvironment(({ environment, vault }) => {
      environment.backup.vaults.push({
        ...vault,
        name: 'far',
        region: 'us-east-1',
        lock: { mode: 'governance', minRetentionDays: 7 },
      });
    }),
  ]),
).map(([name, json]) => ({ name: name.slice('dev-'.length), json }));
const stack = (name: string) => stacks.find((one) => one.name === name) ?? { name, json: {} };

test('X2 plans every stack without a state and with what it will read from others', () => {
  for (const { name } of stacks) {
    const text = JSON.stringify(standaloneStack(stack(name), stacks, [], '111111111111'));
    expect(text).not.toContain('terraform_remote_state');
    expect(text).not.toContain('"backend"');
  }
  const backup = JSON.stringify(standaloneStack(stack('backup'), stacks, [{ to: 'a.b', id: 'c' }], '111111111111'));
  expect(backup).toContain('"iam_role_arn":"arn:aws:iam::111111111111:role/service-role/AWSBackupServiceEC2Role"');
  expect(backup).toContain('"sns_topic_arn":"arn:aws:sns:us-east-1:111111111111:sns-backup-alertnotification"');
  expect(backup).toContain('"import":[{"to":"a.b","id":"c"}]');
  expect(backup).toContain('"required_version"');
});

test('X2 knows which part of the account to leave out instead of replacing a resource', () => {
  const parts = stacks.flatMap(({ json }) =>
    Object.entries<Record<string, object>>(json['resource'] ?? {}).flatMap(([type, blocks]) =>
      Object.keys(blocks).map((id) => [type, partOfAddress(`${type}.${id}`, json, HOME)] as const),
    ),
  );
  const own = parts.flatMap(([type, part]) => (part ? [`${type}: ${part.kind} ${part.region} ${part.name}`] : []));
  expect([...new Set(own)].toSorted()).toEqual([
    'aws_backup_plan: plan ap-northeast-1 EC2',
    'aws_backup_selection: selection ap-northeast-1 EC2/Tagged',
    'aws_backup_vault: vault ap-northeast-1 EC2',
    'aws_backup_vault: vault us-east-1 far',
    'aws_backup_vault_lock_configuration: lock us-east-1 far',
    'aws_backup_vault_notifications: notifications ap-northeast-1 EC2',
    'aws_backup_vault_notifications: notifications us-east-1 far',
    'aws_sns_topic_subscription: subscription global email alerts@example.com',
    'aws_ssm_maintenance_window: maintenance window ap-northeast-1 mw-ssm-backup',
    'aws_ssm_maintenance_window_target: maintenance window ap-northeast-1 mw-ssm-backup',
    'aws_ssm_maintenance_window_task: maintenance window ap-northeast-1 mw-ssm-backup',
  ]);
});
