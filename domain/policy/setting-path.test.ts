import { settingPath } from './setting-path';

test.each([
  ['plans/daily/rules/EC2/target_backup_vault_name', 'plans.daily.rules.EC2.vault'],
  ['plans/rules/rules/plans/schedule_expression/@@assign', 'plans.rules.rules.plans.schedule'],
  ['plans/p/rules/r/lifecycle/delete_after_days', 'plans.p.rules.r.deleteAfterDays'],
  [
    'plans/p/rules/r/copy_actions/arn:aws:backup:r:$account:backup-vault:v/target_backup_vault_arn',
    'plans.p.rules.r.copies.arn:aws:backup:r:$account:backup-vault:v.vault',
  ],
  ['plans/p/selections/tags/lifecycle/iam_role_arn', 'plans.p.selections.lifecycle.role'],
  [
    'plans/p/selections/resources/all/conditions/string_equals/env/condition_key',
    'plans.p.selections.all.conditions.stringEquals.env.tag',
  ],
  ['plans/p/advanced_backup_settings/ec2/windows_vss', 'plans.p.windowsVss'],
  ['plans/p/scan_settings/GUARDDUTY/scanner_role_arn', 'plans.p.scan.role'],
  ['plans/p/backup_plan_tags/lifecycle/tag_value', 'plans.p.tags.lifecycle'],
])('finds the setting of %s', (path, expected) => {
  expect(settingPath(path)).toBe(expected);
});

test('writes names as the policy does, and a copy by its vault', () => {
  const policy = {
    plans: [
      {
        name: 'Daily',
        rules: [
          {
            name: 'EC2',
            copies: [
              { vault: 'Far', region: 'eu-west-1', accountId: '111111111111' },
              { vault: 'Near', region: 'us-east-1' },
              { vault: 'Near', region: 'us-east-2' },
            ],
          },
        ],
        tags: { Owner: 'me' },
      },
    ],
  };
  const copy = (target: string) =>
    `plans/daily/rules/ec2/copy_actions/arn:aws:backup:${target}/lifecycle/delete_after_days`;
  expect(settingPath(copy('eu-west-1:111111111111:backup-vault:far'), policy)).toBe(
    'plans.Daily.rules.EC2.copies.Far.deleteAfterDays',
  );
  expect(settingPath(copy('us-east-2:$account:backup-vault:near'), policy)).toBe(
    'plans.Daily.rules.EC2.copies.Near[us-east-2].deleteAfterDays',
  );
  expect(settingPath('plans/daily/backup_plan_tags/owner/tag_value', policy)).toBe('plans.Daily.tags.Owner');
  expect(settingPath('plans/daily/rules/other/scan_actions/guardduty/scan_mode', policy)).toBe(
    'plans.Daily.rules.other.scanMode',
  );
});
