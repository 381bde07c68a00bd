import { GENERAL } from '../general';
import { always, becoming, entry, leaving, lowerIsWorse } from '../judges';
import type { Context, Hit, Judge, Rule, TypeRules } from '../rule';
import { hit } from '../rule';
import { SCHEDULE_RULES, scheduleJudge } from '../schedule-judge';
import type { Difference } from '../../diff/difference';

export const PLAN_RULES = {
  removed: {
    name: 'plan-removed',
    severity: 'high',
    finds: 'a backup plan that is gone',
    why: 'nothing that it selected is backed up any more; recovery points that exist expire as planned',
    remedy: 'keep the plan, or see that another one takes over what it selected',
  },
  ruleRemoved: {
    name: 'plan-rule-removed',
    severity: 'high',
    finds: 'a rule of a plan that is gone, or has another name',
    why: 'its backups are not made any more',
    remedy: 'keep the rule, or see that another rule makes as many backups and keeps them as long',
  },
  ruleAdded: {
    name: 'plan-rule-added',
    severity: 'medium',
    finds: 'another rule of a plan',
    why: 'more backups are made; where the start windows of two rules overlap, only the one that keeps longer runs',
    remedy: 'see that its window does not meet that of another rule',
  },
  retentionShorter: {
    name: 'retention-shorter',
    severity: 'high',
    finds: 'recovery points or copies that are kept for fewer days',
    why: 'what happened before that cannot be restored any more',
    remedy: 'keep the days, or accept how far back a restore can go',
  },
  retentionLonger: {
    name: 'retention-longer',
    severity: 'medium',
    finds: 'recovery points or copies that are kept for more days, or for ever',
    why: 'they cost more, and the lock of a vault may not allow it',
    remedy: 'compare it with the costs, and with the lock of the vault',
  },
  coldStorage: {
    name: 'cold-storage-changed',
    severity: 'medium',
    finds: 'another time, or way, in which recovery points turn cold',
    why: 'cold recovery points cost less and take longer to restore, and stay for 90 days at least',
    remedy: 'see that restores may take that long',
  },
  window: {
    name: 'window-changed',
    severity: 'medium',
    finds: 'another time within which a job must start or be complete',
    why: 'a job that misses its window is not made',
    remedy: 'see that the windows of other rules do not overlap, and that the largest resource fits',
  },
  continuousOff: {
    name: 'continuous-backup-off',
    severity: 'high',
    finds: 'continuous backup switched off',
    why: 'a restore to any moment is not possible any more',
    remedy: 'keep it on, or accept what may be lost between two backups',
  },
  continuousOn: {
    name: 'continuous-backup-on',
    severity: 'medium',
    finds: 'continuous backup switched on',
    why: 'recovery points are kept for 35 days at most',
    remedy: 'see that 35 days are enough',
  },
  otherVault: {
    name: 'rule-other-vault',
    severity: 'high',
    finds: 'a rule that puts its recovery points into another vault',
    why: 'key, lock, access policy and notifications are those of the other vault',
    remedy: 'compare both vaults; the old recovery points stay where they are',
  },
  copyRemoved: {
    name: 'copy-removed',
    severity: 'high',
    finds: 'a copy to another vault that is not made any more',
    why: 'a region or account that is lost takes the only recovery points with it',
    remedy: 'keep the copy',
  },
  copyAdded: {
    name: 'copy-added',
    severity: 'medium',
    finds: 'another copy, to a vault of an account that this configuration knows',
    why: 'the copy costs, and who may read that vault may read it',
    remedy: 'see that the vault exists, and that its policy lets the copy in',
  },
  copyAbroad: {
    name: 'copy-to-unknown-account',
    severity: 'high',
    finds: 'a copy to an account that no provider of this configuration is bound to',
    why: 'what is backed up leaves the accounts that are looked after here',
    remedy: 'see whose account it is',
  },
  vssOff: {
    name: 'application-consistency-off',
    severity: 'high',
    finds: 'an advanced setting such as Windows VSS that is switched off or gone',
    why: 'backups are consistent with a crash only, not with the application',
    remedy: 'keep the setting',
  },
  vssOn: {
    name: 'advanced-setting-changed',
    severity: 'medium',
    finds: 'an advanced setting that is switched on or differs',
    why: 'jobs take longer, and end with issues where an instance is not prepared for it',
    remedy: 'see that the resources are prepared for it',
  },
  recoveryPointTags: {
    name: 'recovery-point-tags-changed',
    severity: 'low',
    finds: 'other tags on new recovery points',
    why: 'reports are grouped by them',
    remedy: 'see that no policy decides by the old tags',
  },
} as const satisfies Readonly<Record<string, Rule>>;

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

export { SCHEDULE_RULES };
