import { GENERAL } from '../general';
import { always, becoming, entry, fewerIsWorse, leaving } from '../judges';
import { hit, type Judge, type Rule, type TypeRules } from '../rule';
import { scheduleJudge } from '../schedule-judge';
import { copies, PLAN_RULES, retention } from './plans';
import { SELECTION_RULES } from './selections';

export const ORGANIZATION_RULES = {
  policyRemoved: {
    name: 'organization-policy-removed',
    severity: 'critical',
    finds: 'a policy of the organization that is gone',
    why: 'every account that it reaches loses its plans',
    remedy: 'keep the policy; to give a plan up, empty it in a change of its own',
  },
  attachmentRemoved: {
    name: 'organization-attachment-removed',
    severity: 'critical',
    finds: 'a policy that is no longer attached to a root, OU or account, or to another one instead',
    why: 'every account below loses what the policy gives',
    remedy: 'keep the attachment',
  },
  attachmentAdded: {
    name: 'organization-attachment-added',
    severity: 'medium',
    finds: 'a policy that is attached to a further root, OU or account',
    why: 'every account below gets its plans, and resources there are backed up that were not',
    remedy: 'see what `backupctl policy effective` says for these accounts',
  },
  memberRemoved: {
    name: 'member-removed',
    severity: 'critical',
    finds: 'an account that no provider is bound to any more',
    why: 'Terraform can neither look after nor destroy what it made there, and later plans fail with "Provider configuration not present"',
    remedy: 'mark the member as leaving first: its provider stays until everything there is gone',
  },
  organizationRemoved: {
    name: 'organization-removed',
    severity: 'critical',
    finds: 'an organization that is managed here, and gone',
    why: 'Terraform tries to delete the organization, or loses sight of it',
    remedy: 'keep it; to manage it no longer, remove it from the state',
  },
  principalDropped: {
    name: 'service-access-removed',
    severity: 'critical',
    finds: 'a service principal that is no longer listed in a managed organization',
    why: 'what is not listed is switched off: that service loses its access to every account',
    remedy: 'list every service with trusted access, also those that somebody else switched on',
  },
  policyTypeDropped: {
    name: 'policy-type-removed',
    severity: 'critical',
    finds: 'a policy type that is no longer listed in a managed organization, or fewer features of it',
    why: 'what is not listed is switched off: all policies of that type are detached everywhere, and cannot be had back by switching it on',
    remedy: 'list every policy type in use',
  },
  widerOrganization: {
    name: 'organization-access-added',
    severity: 'medium',
    finds: 'a further service or policy type in a managed organization',
    why: 'the service may act in every account; policies of the type can be attached',
    remedy: 'see that it is meant',
  },
  administrator: {
    name: 'delegated-administrator-changed',
    severity: 'high',
    finds: 'another delegated administrator for backups, a new one, or none',
    why: 'an account may act for the whole organization, or no longer may',
    remedy: 'see whose account it is',
  },
  planRemoved: {
    name: 'policy-plan-removed',
    severity: 'high',
    finds: 'a plan of an organization policy that is gone',
    why: 'no account gets it any more',
    remedy: 'keep the plan, or see that another one takes over what it selected',
  },
  planAdded: {
    name: 'policy-plan-added',
    severity: 'medium',
    finds: 'a further plan in an organization policy',
    why: 'every account that the policy reaches backs up more',
    remedy: 'see that it has regions, rules and selections',
  },
  operators: {
    name: 'child-policies-changed',
    severity: 'medium',
    finds: 'other operators that policies further down may use',
    why: 'OUs and accounts may change more of the plans, or less',
    remedy: 'see what `backupctl policy effective --all` says',
  },
  regions: {
    name: 'policy-regions-fewer',
    severity: 'high',
    finds: 'a region in which an organization policy does not back up any more',
    why: 'resources there are not backed up, and nothing fails',
    remedy: 'keep every region with resources',
  },
  regionsMore: {
    name: 'policy-regions-more',
    severity: 'medium',
    finds: 'a further region in which an organization policy backs up',
    why: 'vault and role must exist there in every account before the policy first runs',
    remedy: 'see that the baseline makes them',
  },
  renamed: {
    name: 'policy-renamed',
    severity: 'medium',
    finds: 'an organization policy of another name',
    why: 'AWS changes it in place; whoever looks for the old name finds nothing',
    remedy: 'nothing, unless somebody counts on the name',
  },
} as const satisfies Readonly<Record<string, Rule>>;

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
