import fc from 'fast-check';

import { PLAN_CHECKS } from '../../domain/backup/plan-checks';
import { NOW, validEnvironment } from '../../testing/environment-inputs';
import { assign, lint } from '../../testing/policy/linted';
import { effective, withPlan } from '../../testing/policy/sample-policy';
import { complete } from '../defaults';
import { environmentFields } from '../schema/environment';
import { plans } from './plans';

const RULES = PLAN_CHECKS.flatMap(({ inPolicies }) => inPolicies);
const ERRORS = RULES.filter(({ severity }) => severity === 'error').map(({ name }) => name);

/** The conflicts that AWS reports for effective policies under one code. */
const CONFLICTS = [
  'archive-gap-too-short',
  'archive-without-lifecycle',
  'archive-without-schedule',
  'archive-too-often',
  'continuous-retention',
];

const [ACCOUNT, OTHER] = ['111111111111', '222222222222'];
const [HOME, FAR] = ['ap-northeast-1', 'ap-northeast-3'];
const AIR_GAPPED = 'backup-vault:gap';

const days = fc.constantFrom(0, 1, 6, 7, 35, 36, 90, 91, 99, 100, 36_500, 36_501);
const minutes = fc.constantFrom(59, 60, 61, 480, 481, 10_080, 52_560_000, 52_560_001);
const lifecycle = {
  deleteAfterDays: days,
  coldStorageAfterDays: fc.option(fc.constantFrom(0, 1, 10), { nil: undefined }),
};
const archive = fc.constantFrom(false, false, true);

const arbitraryRule = fc.record({
  ...lifecycle,
  deleteAfterDays: fc.option(days, { nil: undefined, freq: 10 }),
  archive,
  continuous: fc.constantFrom(false, false, true),
  startWindowMinutes: fc.option(minutes, { nil: undefined, freq: 10 }),
  completionWindowMinutes: fc.option(minutes, { nil: undefined, freq: 10 }),
  schedule: fc.constantFrom('cron(0 6 * * ? *)', 'cron(0 6 1 * ? *)'),
  isAirGapped: fc.boolean(),
  copies: fc.uniqueArray(
    fc.record({
      // `Default` is known only in another account.
      target: fc.constantFrom(
        { vault: 'EC2', region: HOME, accountId: ACCOUNT },
        { vault: 'EC2', region: FAR, accountId: ACCOUNT },
        { vault: 'Default', region: HOME, accountId: OTHER },
        { vault: 'EC2', region: HOME, accountId: OTHER },
      ),
      ...lifecycle,
      archive,
    }),
    { maxLength: 2, selector: ({ target }) => target },
  ),
});
type ArbitraryRule = typeof arbitraryRule extends fc.Arbitrary<infer T> ? T : never;

function inEnvironment({ isAirGapped, copies, ...settings }: ArbitraryRule): string[] {
  const input = validEnvironment(({ environment, vault, rule }) => {
    vault.key = 'customer-managed';
    environment.backup.vaults.push({ name: 'EC2', region: FAR, key: 'customer-managed' });
    delete rule.deleteAfterDays;
    delete rule.startWindowMinutes;
    delete rule.completionWindowMinutes;
    Object.assign(rule, JSON.parse(JSON.stringify(settings)), {
      copies: copies.map(({ target, ...own }) => ({ ...target, ...own })),
      airGappedVaultArn: isAirGapped ? `arn:aws:backup:${HOME}:${ACCOUNT}:${AIR_GAPPED}` : undefined,
    });
  });
  const environment = complete(environmentFields.parse(input));
  // Before a file leaves out what follows from another mistake in it.
  return plans(environment, { all: [environment], now: NOW }).map(({ rule }) => rule);
}

function inPolicy({ isAirGapped, copies, ...rule }: ArbitraryRule) {
  const numbers = ({
    deleteAfterDays,
    coldStorageAfterDays,
    archive: isArchived,
  }: Pick<ArbitraryRule, 'archive' | 'deleteAfterDays' | 'coldStorageAfterDays'>) => ({
    ...(deleteAfterDays !== undefined && { delete_after_days: assign(deleteAfterDays) }),
    ...(coldStorageAfterDays !== undefined && { move_to_cold_storage_after_days: assign(coldStorageAfterDays) }),
    opt_in_to_archive_for_supported_resources: assign(isArchived),
  });
  const arnOf = ({ vault, region, accountId }: ArbitraryRule['copies'][number]['target']) =>
    `arn:aws:backup:${region}:${accountId === ACCOUNT ? '$account' : accountId}:backup-vault:${vault}`;
  const written = {
    target_backup_vault_name: assign('EC2'),
    schedule_expression: assign(rule.schedule),
    schedule_expression_timezone: assign('Asia/Tokyo'),
    enable_continuous_backup: assign(rule.continuous),
    ...(rule.startWindowMinutes !== undefined && { start_backup_window_minutes: assign(rule.startWindowMinutes) }),
    ...(rule.completionWindowMinutes !== undefined && {
      complete_backup_window_minutes: assign(rule.completionWindowMinutes),
    }),
    ...(isAirGapped && {
      target_logically_air_gapped_backup_vault_arn: assign(`arn:aws:backup:$region:$account:${AIR_GAPPED}`),
    }),
    lifecycle: numbers(rule),
    copy_actions: Object.fromEntries(
      copies.map((copy) => [
        arnOf(copy.target),
        { target_backup_vault_arn: assign(arnOf(copy.target)), lifecycle: numbers(copy) },
      ]),
    ),
  };
  return withPlan({ regions: assign([HOME]), rules: { Daily: written } });
}

const only = (rules: readonly string[], known: readonly string[]) =>
  [...new Set(rules.filter((rule) => known.includes(rule)))].toSorted();

test('O4 O7 environments, policies and effective policies refuse the same rules', () => {
  const own = ERRORS.filter((name) => !CONFLICTS.includes(name));
  fc.assert(
    fc.property(arbitraryRule, (rule) => {
      const refused = only(inEnvironment(rule), ERRORS);
      const policy = inPolicy(rule);
      const merged = effective(policy).errors.map(({ code }) => code);
      expect(only(merged, own)).toEqual(only(refused, own));
      expect(merged.includes('CROSS_ATTRIBUTE_VALIDATION')).toBe(refused.some((name) => CONFLICTS.includes(name)));
      // What a policy leaves out, other policies can add.
      const linted = only(
        lint(policy).map(({ rule: name }) => name),
        ERRORS,
      );
      const { deleteAfterDays, startWindowMinutes, completionWindowMinutes } = rule;
      const isWhole = [deleteAfterDays, startWindowMinutes, completionWindowMinutes].every(
        (value) => value !== undefined,
      );
      expect(linted).toEqual(isWhole ? refused : refused.filter((name) => linted.includes(name)));
    }),
    { numRuns: 200 },
  );
});
