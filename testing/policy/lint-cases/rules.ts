import { assign, policyOf, ruleOf, type RuleCase } from '../linted';

const R = 'plans/P/rules/R';
const lifecycle = (cold: number | undefined, remove: number | undefined, archive?: boolean) => ({
  ...(cold !== undefined && { move_to_cold_storage_after_days: assign(cold) }),
  ...(remove !== undefined && { delete_after_days: assign(String(remove)) }),
  ...(archive !== undefined && { opt_in_to_archive_for_supported_resources: assign(archive) }),
});
const scheduled = (schedule: string, timezone?: string) =>
  ruleOf({
    schedule_expression: assign(schedule),
    ...(timezone !== undefined && { schedule_expression_timezone: assign(timezone) }),
  });
const MONTHLY = { schedule_expression: assign('cron(0 0 1 * ? *)') };
const copied = (key: string, copy: object, rule: object = {}) => ruleOf({ ...rule, copy_actions: { [key]: copy } });
const into = (arn: string) => ({ target_backup_vault_arn: assign(arn) });
const TARGET = 'arn:aws:backup:us-east-1:$account:backup-vault:second';
const AT_LEAST_REGION = 'arn:aws:backup:us-east-9:$account:backup-vault:second';
const FAR_DEFAULT = 'arn:aws:backup:us-east-1:$account:backup-vault:Default';
const ITSELF = 'arn:aws:backup:ap-northeast-1:$account:backup-vault:test-bk-vault';
const elsewhere = (vault: string) => `arn:aws:backup:us-east-1:111111111111:backup-vault:${vault}`;
const gap = (vault: string) => `arn:aws:backup:$region:$account:backup-vault:${vault}`;
const AIR_GAPPED = { target_logically_air_gapped_backup_vault_arn: assign(gap('gap')) };
const manyPlanTags = (count: number) =>
  policyOf({
    backup_plan_tags: Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`k${i}`, { tag_key: assign(`k${i}`), tag_value: assign('') }]),
    ),
  });
const manyRules = (count: number) =>
  policyOf({
    rules: Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`R${i}`, { target_backup_vault_name: assign('vv') }]),
    ),
  });

/** What the rules of a plan say. */
export const RULE_CASES: readonly RuleCase[] = [
  {
    rule: 'name-not-allowed',
    at: `plans/${'p'.repeat(51)}`,
    bad: { plans: { ['p'.repeat(51)]: {} } },
    good: { plans: { ['p'.repeat(50)]: {} } },
  },
  { rule: 'name-not-allowed', at: 'plans/a b', bad: { plans: { 'a b': {} } }, good: { plans: { 'a.b_c-d': {} } } },
  {
    rule: 'name-not-allowed',
    at: `${R}/target_backup_vault_name`,
    bad: ruleOf({ target_backup_vault_name: assign('my.vault') }),
    good: ruleOf({ target_backup_vault_name: assign('my_vault') }),
  },
  {
    rule: 'name-not-allowed',
    at: `${R}/target_logically_air_gapped_backup_vault_arn`,
    bad: ruleOf({ target_logically_air_gapped_backup_vault_arn: assign(gap('my.gap')) }),
    good: ruleOf({ target_logically_air_gapped_backup_vault_arn: assign(gap('my_gap')) }),
  },
  {
    rule: 'name-not-allowed',
    at: `${R}/copy_actions/${TARGET}.`,
    bad: copied(`${TARGET}.`, into(`${TARGET}.`)),
    good: copied(`${TARGET}_`, into(`${TARGET}_`)),
  },
  {
    rule: 'vault-name-too-short',
    at: `${R}/target_backup_vault_name`,
    bad: ruleOf({ target_backup_vault_name: assign('v') }),
    good: ruleOf({ target_backup_vault_name: assign('vv') }),
  },
  ...(
    [
      ['schedule-not-understood', 'rate(1 day)', 'cron(0 0 * * ? *)'],
      ['schedule-not-understood', 'cron(0 0 * * ? * )', 'cron(0 0 * * ? *)'],
      ['schedule-without-two-runs', 'cron(0 6 31 12 ? 2026)', 'cron(0 6 30,31 12 ? 2026)'],
      ['schedule-without-two-runs', 'cron(0 6 * * ? 2025)', 'cron(0 6 31 12 ? 2026-2027)'],
      ['schedule-too-often', 'cron(0/59 * * * ? *)', 'cron(0 * * * ? *)'],
      ['schedule-days-ignored', 'cron(0 6 1W,15 * ? *)', 'cron(0 6 1W * ? *)'],
      ['schedule-not-portable', 'cron(0 6 * * ?)', 'cron(0 6 * * ? *)'],
    ] as const
  ).map(([rule, bad, good]) => ({
    rule,
    at: `${R}/schedule_expression`,
    bad: scheduled(bad),
    good: scheduled(good),
  })),
  {
    rule: 'timezone-unknown',
    at: `${R}/schedule_expression_timezone`,
    bad: scheduled('cron(0 6 * * ? *)', 'JST'),
    good: scheduled('cron(0 6 * * ? *)', 'Asia/Tokyo'),
  },
  {
    rule: 'window-too-short',
    at: `${R}/start_backup_window_minutes`,
    bad: ruleOf({ start_backup_window_minutes: assign('59') }),
    good: ruleOf({ start_backup_window_minutes: assign('60') }),
  },
  {
    rule: 'window-too-long',
    at: `${R}/complete_backup_window_minutes`,
    bad: ruleOf({ complete_backup_window_minutes: assign('52560001') }),
    good: ruleOf({ complete_backup_window_minutes: assign('52560000') }),
  },
  {
    rule: 'completion-before-start',
    at: `${R}/complete_backup_window_minutes`,
    bad: ruleOf({ start_backup_window_minutes: assign(60), complete_backup_window_minutes: assign(60) }),
    good: ruleOf({ start_backup_window_minutes: assign(60), complete_backup_window_minutes: assign(61) }),
  },
  {
    rule: 'lifecycle-days-not-positive',
    at: `${R}/lifecycle/delete_after_days`,
    bad: ruleOf({ lifecycle: lifecycle(undefined, 0) }),
    good: ruleOf({ lifecycle: lifecycle(undefined, 1) }),
  },
  {
    rule: 'lifecycle-too-long',
    at: `${R}/lifecycle/delete_after_days`,
    bad: ruleOf({ lifecycle: lifecycle(undefined, 36_501) }),
    good: ruleOf({ lifecycle: lifecycle(undefined, 36_500) }),
  },
  {
    rule: 'lifecycle-too-long',
    at: `${R}/copy_actions/${TARGET}/lifecycle/delete_after_days`,
    bad: copied(TARGET, { ...into(TARGET), lifecycle: lifecycle(undefined, 99_999) }),
    good: copied(TARGET, { ...into(TARGET), lifecycle: lifecycle(undefined, 36_500) }),
  },
  {
    rule: 'cold-storage-too-short',
    at: `${R}/lifecycle/delete_after_days`,
    bad: ruleOf({ lifecycle: lifecycle(10, 99) }),
    good: ruleOf({ lifecycle: lifecycle(10, 100) }),
  },
  {
    rule: 'cold-storage-too-short',
    at: `${R}/copy_actions/${TARGET}/lifecycle/delete_after_days`,
    bad: copied(TARGET, { ...into(TARGET), lifecycle: lifecycle(10, 99) }),
    good: copied(TARGET, { ...into(TARGET), lifecycle: lifecycle(10, 100) }),
  },
  {
    rule: 'archive-gap-too-short',
    at: `${R}/lifecycle/delete_after_days`,
    bad: ruleOf({ ...MONTHLY, lifecycle: lifecycle(10, 99, true) }),
    good: ruleOf({ ...MONTHLY, lifecycle: lifecycle(10, 100, true) }),
  },
  {
    rule: 'archive-without-lifecycle',
    at: `${R}/lifecycle/opt_in_to_archive_for_supported_resources`,
    bad: ruleOf({ ...MONTHLY, lifecycle: lifecycle(undefined, 100, true) }),
    good: ruleOf({ ...MONTHLY, lifecycle: lifecycle(undefined, 100, false) }),
  },
  {
    rule: 'archive-without-schedule',
    at: `${R}/lifecycle/opt_in_to_archive_for_supported_resources`,
    bad: policyOf({ rules: { R: { lifecycle: lifecycle(10, 100, true) } } }),
    good: ruleOf({ ...MONTHLY, lifecycle: lifecycle(10, 100, true) }),
  },
  {
    rule: 'archive-too-often',
    at: `${R}/schedule_expression`,
    bad: ruleOf({ schedule_expression: assign('cron(0 0 4,31 * ? *)'), lifecycle: lifecycle(10, 100, true) }),
    good: ruleOf({ ...MONTHLY, lifecycle: lifecycle(10, 100, true) }),
  },
  {
    rule: 'archive-too-often',
    at: `${R}/schedule_expression`,
    bad: copied(TARGET, { ...into(TARGET), lifecycle: lifecycle(10, 100, true) }),
    good: copied(TARGET, { ...into(TARGET), lifecycle: lifecycle(10, 100, true) }, MONTHLY),
  },
  {
    rule: 'continuous-retention',
    at: `${R}/lifecycle/delete_after_days`,
    bad: ruleOf({ enable_continuous_backup: assign('true'), lifecycle: lifecycle(undefined, 36) }),
    good: ruleOf({ enable_continuous_backup: assign('true'), lifecycle: lifecycle(undefined, 35) }),
  },
  {
    rule: 'continuous-retention',
    at: `${R}/lifecycle/delete_after_days`,
    bad: ruleOf({ enable_continuous_backup: assign(true) }),
    good: ruleOf({ enable_continuous_backup: assign(false) }),
  },
  {
    rule: 'continuous-cold-storage',
    at: `${R}/lifecycle/move_to_cold_storage_after_days`,
    bad: ruleOf({ enable_continuous_backup: assign(true), lifecycle: lifecycle(1, 35) }),
    good: ruleOf({ enable_continuous_backup: assign(true), lifecycle: lifecycle(undefined, 35) }),
  },
  ...[TARGET.replace('us-east-1', '$region'), TARGET.replace('backup-vault', 'vault'), 'second'].map((arn) => ({
    rule: 'copy-target-not-allowed',
    at: `${R}/copy_actions/${arn}`,
    bad: copied(arn, into(arn)),
    good: copied(TARGET.replace('$account', '111111111111'), into(TARGET.replace('$account', '111111111111'))),
  })),
  {
    rule: 'copy-target-missing',
    at: `${R}/copy_actions/${TARGET}/target_backup_vault_arn`,
    bad: copied(TARGET, {}),
    good: copied(TARGET, into(TARGET)),
  },
  {
    rule: 'copy-target-differs',
    at: `${R}/copy_actions/${TARGET}/target_backup_vault_arn`,
    bad: copied(TARGET, into(`${TARGET}s`)),
    good: copied(TARGET, into(TARGET)),
  },
  {
    rule: 'copy-region-unknown',
    at: `${R}/copy_actions/${AT_LEAST_REGION}`,
    bad: copied(AT_LEAST_REGION, into(AT_LEAST_REGION)),
    good: copied(TARGET, into(TARGET)),
  },
  {
    rule: 'air-gapped-target-not-allowed',
    at: `${R}/target_logically_air_gapped_backup_vault_arn`,
    bad: ruleOf({ target_logically_air_gapped_backup_vault_arn: assign(TARGET) }),
    good: ruleOf(AIR_GAPPED),
  },
  {
    rule: 'retention-outside-lock',
    at: `${R}/lifecycle/delete_after_days`,
    bad: ruleOf({ ...AIR_GAPPED, lifecycle: lifecycle(undefined, 6) }),
    good: ruleOf({ ...AIR_GAPPED, lifecycle: lifecycle(undefined, 7) }),
  },
  {
    rule: 'copy-into-itself',
    at: `${R}/copy_actions/${ITSELF}/target_backup_vault_arn`,
    bad: copied(ITSELF, into(ITSELF)),
    good: copied(ITSELF.replace('ap-northeast-1', 'us-east-1'), into(ITSELF.replace('ap-northeast-1', 'us-east-1'))),
  },
  {
    rule: 'copy-into-aws-managed-key',
    at: `${R}/copy_actions/${elsewhere('Default')}/target_backup_vault_arn`,
    bad: copied(elsewhere('Default'), into(elsewhere('Default'))),
    good: copied(elsewhere('default'), into(elsewhere('default'))),
  },
  {
    rule: 'copy-under-aws-managed-key',
    at: `${R}/copy_actions/${elsewhere('second')}/target_backup_vault_arn`,
    bad: copied(elsewhere('second'), into(elsewhere('second')), { target_backup_vault_name: assign('Default') }),
    good: copied(elsewhere('second'), into(elsewhere('second'))),
  },
  {
    rule: 'copy-under-source-key',
    at: `${R}/copy_actions/${elsewhere('second')}/target_backup_vault_arn`,
    bad: copied(elsewhere('second'), into(elsewhere('second'))),
    good: copied(TARGET, into(TARGET)),
  },
  {
    rule: 'copy-destination-key',
    at: `${R}/copy_actions/${FAR_DEFAULT}/target_backup_vault_arn`,
    bad: copied(FAR_DEFAULT, into(FAR_DEFAULT)),
    good: copied(TARGET, into(TARGET)),
  },
  { rule: 'quota-exceeded', at: 'plans/P/rules', bad: manyRules(11), good: manyRules(10) },
  { rule: 'quota-exceeded', at: 'plans/P/backup_plan_tags', bad: manyPlanTags(51), good: manyPlanTags(50) },
];
