import { GENERAL } from '../general';
import { always, becoming, entry, leaving, lowerIsWorse } from '../judges';
import type { Context, Hit, Judge, TypeRules } from '../rule';
import { hit } from '../rule';
import { scheduleJudge } from '../schedule-judge';
import type { Difference } from '../../diff/difference';
import { PLAN_RULES } from './plan-rules';

export const retention = lowerIsWorse(PLAN_RULES.retentionShorter, PLAN_RULES.retentionLonger);

/** A copy that comes or goes; its path ends with the vault that it goes to. */
export const copies: Judge = (difference, _change, context): readonly Hit[] => {
  if (difference.after === undefined) return [hit(PLAN_RULES.copyRemoved, difference)];
  return [hit(isAbroad(difference, context) ? PLAN_RULES.copyAbroad : PLAN_RULES.copyAdded, difference)];
};

/** `$account` is the account itself. */
function isAbroad({ path }: Difference, { accounts }: Context): boolean {
  const account = /^arn:[^:]*:backup:[^:]*:(\d{12}):/.exec(path.at(-1) ?? '')?.[1];
  return account !== undefined && !accounts.has(account);
}

const schedule = scheduleJudge({
  schedule: ['schedule'],
  timezone: ['schedule_expression_timezone'],
  byDefault: 'cron(0 5 ? * * *)',
  depth: 1,
});

const lifecycle = {
  delete_after: retention,
  cold_storage_after: always(PLAN_RULES.coldStorage),
  opt_in_to_archive_for_supported_resources: always(PLAN_RULES.coldStorage),
};

function below(path: string, judges: Readonly<Record<string, Judge>>): Record<string, Judge> {
  return Object.fromEntries(Object.entries(judges).map(([name, judge]) => [`${path}/${name}`, judge]));
}

export const PLAN_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_backup_plan: {
    added: GENERAL.added,
    removed: PLAN_RULES.removed,
    attributes: {
      name: GENERAL.replaced,
      'rule/*': entry({ removed: PLAN_RULES.ruleRemoved, added: PLAN_RULES.ruleAdded }),
      // What a rule or copy is known by comes and goes with it.
      'rule/*/rule_name': PLAN_RULES.ruleRemoved,
      'rule/*/copy_action/*/destination_vault_arn': PLAN_RULES.copyRemoved,
      'rule/*/schedule': schedule,
      'rule/*/schedule_expression_timezone': schedule,
      ...below('rule/*/lifecycle', lifecycle),
      ...below('rule/*/copy_action/*/lifecycle', lifecycle),
      'rule/*/copy_action/*': copies,
      'rule/*/start_window': PLAN_RULES.window,
      'rule/*/completion_window': PLAN_RULES.window,
      'rule/*/enable_continuous_backup': leaving(true, PLAN_RULES.continuousOff, PLAN_RULES.continuousOn),
      'rule/*/target_vault_name': PLAN_RULES.otherVault,
      'rule/*/target_logically_air_gapped_backup_vault_arn': entry({
        removed: PLAN_RULES.copyRemoved,
        added: PLAN_RULES.copyAdded,
      }),
      'rule/*/recovery_point_tags/*': PLAN_RULES.recoveryPointTags,
      'advanced_backup_setting/*': entry({ removed: PLAN_RULES.vssOff, added: PLAN_RULES.vssOn }),
      'advanced_backup_setting/*/backup_options/*': becoming('disabled', PLAN_RULES.vssOff, PLAN_RULES.vssOn),
    },
  },
};
