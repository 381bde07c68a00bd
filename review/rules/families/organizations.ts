import { GENERAL } from '../general';
import { always, becoming, entry, fewerIsWorse, leaving } from '../judges';
import { hit, type Judge, type TypeRules } from '../rule';
import { scheduleJudge } from '../schedule-judge';
import { copies, retention } from './plans';
import { ORGANIZATION_RULES } from './organization-rules';
import { PLAN_RULES } from './plan-rules';
import { SELECTION_RULES } from './selection-rules';

const plan = 'content/plans/*';
const rule = `${plan}/rules/*`;
const tags = `${plan}/selections/tags/*`;

const timetable = scheduleJudge({
  schedule: ['schedule_expression', '@@assign'],
  timezone: ['schedule_expression_timezone', '@@assign'],
  byDefault: 'cron(0 5 ? * * *)',
  depth: 2,
});

const selectionValues: Judge = (difference, change, context) =>
  difference.path.at(-1) === '@@remove'
    ? [hit(SELECTION_RULES.narrower, difference)]
    : fewerIsWorse(SELECTION_RULES.narrower, SELECTION_RULES.wider)(difference, change, context);

const lifecycle = (place: string): Record<string, Judge> => ({
  [`${place}/lifecycle/delete_after_days/*`]: retention,
  [`${place}/lifecycle/**`]: always(PLAN_RULES.coldStorage),
});

export const ORGANIZATION_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_organizations_policy: {
    added: GENERAL.added,
    removed: ORGANIZATION_RULES.policyRemoved,
    replaced: ORGANIZATION_RULES.policyRemoved,
    anywhere: { '@@operators_allowed_for_child_policies': ORGANIZATION_RULES.operators },
    attributes: {
      name: ORGANIZATION_RULES.renamed,
      type: ORGANIZATION_RULES.policyRemoved,
      description: GENERAL.description,
      'content/plans': entry({ removed: ORGANIZATION_RULES.planRemoved, added: ORGANIZATION_RULES.planAdded }),
      [plan]: entry({ removed: ORGANIZATION_RULES.planRemoved, added: ORGANIZATION_RULES.planAdded }),
      [`${plan}/regions/@@remove`]: ORGANIZATION_RULES.regions,
      [`${plan}/regions/*`]: fewerIsWorse(ORGANIZATION_RULES.regions, ORGANIZATION_RULES.regionsMore),
      [rule]: entry({ removed: PLAN_RULES.ruleRemoved, added: PLAN_RULES.ruleAdded }),
      [`${rule}/schedule_expression/@@assign`]: timetable,
      [`${rule}/schedule_expression_timezone/@@assign`]: timetable,
      [`${rule}/start_backup_window_minutes/@@assign`]: PLAN_RULES.window,
      [`${rule}/complete_backup_window_minutes/@@assign`]: PLAN_RULES.window,
      [`${rule}/target_backup_vault_name/@@assign`]: PLAN_RULES.otherVault,
      [`${rule}/target_logically_air_gapped_backup_vault_arn/@@assign`]: entry({
        removed: PLAN_RULES.copyRemoved,
        added: PLAN_RULES.copyAdded,
      }),
      [`${rule}/enable_continuous_backup/@@assign`]: leaving(true, PLAN_RULES.continuousOff, PLAN_RULES.continuousOn),
      ...lifecycle(rule),
      ...lifecycle(`${rule}/copy_actions/*`),
      [`${rule}/copy_actions/*`]: copies,
      [`${rule}/recovery_point_tags/**`]: PLAN_RULES.recoveryPointTags,
      [`${plan}/selections/*/*`]: entry({ removed: SELECTION_RULES.removed, added: SELECTION_RULES.wider }),
      [`${tags}/tag_value/*`]: selectionValues,
      [`${tags}/tag_key/@@assign`]: SELECTION_RULES.other,
      [`${plan}/selections/*/*/iam_role_arn/@@assign`]: SELECTION_RULES.other,
      [`${plan}/selections/**`]: SELECTION_RULES.other,
      [`${plan}/advanced_backup_settings/**`]: becoming('disabled', PLAN_RULES.vssOff, PLAN_RULES.vssOn),
      [`${plan}/backup_plan_tags/**`]: GENERAL.tags,
    },
  },
  aws_organizations_policy_attachment: {
    added: ORGANIZATION_RULES.attachmentAdded,
    removed: ORGANIZATION_RULES.attachmentRemoved,
    attributes: {
      policy_id: ORGANIZATION_RULES.attachmentRemoved,
      target_id: ORGANIZATION_RULES.attachmentRemoved,
      skip_destroy: GENERAL.lifecycle,
    },
  },
  aws_organizations_organization: {
    added: GENERAL.added,
    removed: ORGANIZATION_RULES.organizationRemoved,
    attributes: {
      aws_service_access_principals: fewerIsWorse(
        ORGANIZATION_RULES.principalDropped,
        ORGANIZATION_RULES.widerOrganization,
      ),
      enabled_policy_types: fewerIsWorse(ORGANIZATION_RULES.policyTypeDropped, ORGANIZATION_RULES.widerOrganization),
      feature_set: becoming('ALL', ORGANIZATION_RULES.widerOrganization, ORGANIZATION_RULES.policyTypeDropped),
    },
  },
  aws_organizations_delegated_administrator: {
    added: ORGANIZATION_RULES.administrator,
    removed: ORGANIZATION_RULES.administrator,
    attributes: {
      account_id: ORGANIZATION_RULES.administrator,
      service_principal: ORGANIZATION_RULES.administrator,
    },
  },
  'data.aws_organizations_organization': {
    added: GENERAL.added,
    removed: GENERAL.removed,
    attributes: {},
  },
};
