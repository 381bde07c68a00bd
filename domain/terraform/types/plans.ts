import { DEFAULT_SCHEDULE } from '../../schedule/rule-runs';
import type { Difference } from '../changes/difference';
import { becoming, entry, leaving, lowerIsWorse } from '../changes/judges';
import { type Context, high, type Judge, low, medium } from '../changes/rule';
import { SCHEDULE_RULES, scheduleChange } from '../changes/schedule';
import { textAt } from '../changes/value';
import { anyOf, CLAIMS_UNTAGGED, scopedByTags } from '../permission';
import { type Concern, terraformType } from '../terraform-type';
import { GENERAL, ownerTag } from './general';

export const PLAN_RULES = {
  removed: high('plan-removed', {
    finds: 'a removed backup plan',
    why: 'its resources are no longer backed up; existing recovery points expire as planned',
    remedy: 'keep the plan, or check that another plan selects the same resources',
  }),
  ruleRemoved: high('plan-rule-removed', {
    finds: 'a rule of a plan that is removed or renamed',
    why: 'it creates no more backups',
    remedy: 'keep the rule, or check that another rule runs as often and keeps backups as long',
  }),
  ruleAdded: medium('plan-rule-added', {
    finds: 'a new rule of a plan',
    why: 'it creates more backups; if the start windows of two rules overlap, only the one with the longer retention runs',
    remedy: 'check that its start window does not overlap with that of another rule',
  }),
  retentionShorter: high('retention-shorter', {
    finds: 'recovery points or copies that are kept for fewer days',
    why: 'you can no longer restore the days before',
    remedy: 'keep the retention, or accept that restores reach back less far',
  }),
  retentionLonger: medium('retention-longer', {
    finds: 'recovery points or copies that are kept for more days, or never expire',
    why: 'they cost more, and the lock of the vault may not allow it',
    remedy: 'check the cost, and the lock of the vault',
  }),
  coldStorage: medium('cold-storage-changed', {
    finds: 'another transition to cold storage',
    why: 'cold recovery points cost less, take longer to restore, and must be kept for at least 90 days',
    remedy: 'check that restores may take that long',
  }),
  window: medium('window-changed', {
    finds: 'another start or completion window',
    why: 'a job that misses its window does not run',
    remedy: 'check that it does not overlap with the windows of other rules, and that the largest resource fits',
  }),
  continuousOff: high('continuous-backup-off', {
    finds: 'continuous backup disabled',
    why: 'point-in-time restore is no longer possible',
    remedy: 'keep it enabled, or accept the data you can lose between two backups',
  }),
  continuousOn: medium('continuous-backup-on', {
    finds: 'continuous backup enabled',
    why: 'its recovery points are kept for at most 35 days',
    remedy: 'check that 35 days are enough',
  }),
  otherVault: high('rule-other-vault', {
    finds: 'a rule that stores its recovery points in another vault',
    why: 'the key, lock, access policy and notifications of the other vault apply',
    remedy: 'compare both vaults; existing recovery points stay in the old one',
  }),
  copyRemoved: high('copy-removed', {
    finds: 'a removed copy to another vault',
    why: 'if the region or account is lost, so are the only recovery points',
    remedy: 'keep the copy',
  }),
  copyAdded: medium('copy-added', {
    finds: 'a new copy to a vault in an account of this configuration',
    why: 'the copy costs money, and everyone with access to that vault can read it',
    remedy: 'check that the vault exists, and that its policy allows the copy',
  }),
  copyAbroad: high('copy-to-unknown-account', {
    finds: 'a copy to an account that no provider of this configuration uses',
    why: 'backups leave the accounts that you manage here',
    remedy: 'check whose account it is',
  }),
  vssOff: high('application-consistency-off', {
    finds: 'an advanced setting, such as Windows VSS, that is disabled or removed',
    why: 'backups are only crash-consistent, not application-consistent',
    remedy: 'keep the setting',
  }),
  vssOn: medium('advanced-setting-changed', {
    finds: 'an advanced setting that is enabled or changed',
    why: 'jobs take longer, and complete with issues if an instance is not prepared for it',
    remedy: 'check that the resources are prepared for it',
  }),
  recoveryPointTags: low('recovery-point-tags-changed', {
    finds: 'other tags on new recovery points',
    why: 'reports use them',
    remedy: 'check that no policy depends on the old tags',
  }),
};

const days = lowerIsWorse(PLAN_RULES.retentionShorter, PLAN_RULES.retentionLonger);

/** The provider writes 0 into a state if nothing expires. */
export const retention: Judge = ({ path, before, after }, change, context) => {
  const [was, is] = [before, after].map((value) => (textAt(value, []) === '0' ? undefined : value));
  return days({ path, before: was, after: is }, change, context);
};
export const airGappedCopy = entry({ removed: PLAN_RULES.copyRemoved, added: PLAN_RULES.copyAdded });

/** A copy action; the last name of its path is the destination vault. */
export const copyAction: Judge = (difference, _change, context) => {
  if (difference.after === undefined) return PLAN_RULES.copyRemoved;
  return isAbroad(difference, context) ? PLAN_RULES.copyAbroad : PLAN_RULES.copyAdded;
};

/** `$account` means the account itself. */
function isAbroad({ path }: Difference, { accounts }: Context): boolean {
  const account = /^arn:[^:]*:backup:[^:]*:(\d{12}):/.exec(path.at(-1) ?? '')?.[1];
  return account !== undefined && !accounts.has(account);
}

const schedule = scheduleChange({
  schedule: ['schedule'],
  timezone: ['schedule_expression_timezone'],
  byDefault: DEFAULT_SCHEDULE,
  depth: 1,
});

const lifecycleAt = (path: string) => ({
  [`${path}/lifecycle/delete_after`]: retention,
  [`${path}/lifecycle/cold_storage_after`]: PLAN_RULES.coldStorage,
  [`${path}/lifecycle/opt_in_to_archive_for_supported_resources`]: PLAN_RULES.coldStorage,
});

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html */
export const PLANS: Concern = {
  title: 'Plans',
  rules: [...Object.values(PLAN_RULES), ...Object.values(SCHEDULE_RULES)],
  types: [
    terraformType('aws_backup_plan', {
      importId: '{id}',
      arn: ({ account, region, name }) => `arn:aws:backup:${region}:${account}:backup-plan:${name}`,
      permissionSet: 'plans',
      everyRegion: true,
      actions: {
        create: ['backup:CreateBackupPlan', 'backup:TagResource'],
        read: ['backup:GetBackupPlan', 'backup:ListTags'],
        list: ['backup:ListBackupPlans'],
        update: ['backup:UpdateBackupPlan', 'backup:UntagResource'],
        destroy: ['backup:DeleteBackupPlan'],
      },
      permissions: (deployed, own) => [
        ...scopedByTags(deployed, own, { create: 'backup:CreateBackupPlan', tag: 'backup:TagResource' }),
        {
          // If the account has no role of AWS Backup yet, AWS creates it as the caller.
          sid: 'ServiceLinkedRole',
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [
            `arn:aws:iam::${deployed.account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`,
          ],
          conditions: [anyOf('iam:AWSServiceName', ['backup.amazonaws.com'])],
        },
      ],
      unscoped: { 'backup:TagResource': CLAIMS_UNTAGGED },
      replacedBy: ['name'],
      removed: PLAN_RULES.removed,
      changes: {
        name: GENERAL.replaced,
        'tags_all/*': ownerTag,
        'rule/*': entry({ removed: PLAN_RULES.ruleRemoved, added: PLAN_RULES.ruleAdded }),
        // The names that identify a rule or a copy.
        'rule/*/rule_name': PLAN_RULES.ruleRemoved,
        'rule/*/copy_action/*/destination_vault_arn': PLAN_RULES.copyRemoved,
        'rule/*/schedule': schedule,
        'rule/*/schedule_expression_timezone': schedule,
        ...lifecycleAt('rule/*'),
        ...lifecycleAt('rule/*/copy_action/*'),
        'rule/*/copy_action/*': copyAction,
        'rule/*/start_window': PLAN_RULES.window,
        'rule/*/completion_window': PLAN_RULES.window,
        'rule/*/enable_continuous_backup': leaving(true, PLAN_RULES.continuousOff, PLAN_RULES.continuousOn),
        'rule/*/target_vault_name': PLAN_RULES.otherVault,
        'rule/*/target_logically_air_gapped_backup_vault_arn': airGappedCopy,
        'rule/*/recovery_point_tags/*': PLAN_RULES.recoveryPointTags,
        'advanced_backup_setting/*': entry({ removed: PLAN_RULES.vssOff, added: PLAN_RULES.vssOn }),
        'advanced_backup_setting/*/backup_options/*': becoming('disabled', PLAN_RULES.vssOff, PLAN_RULES.vssOn),
      },
    }),
  ],
};
