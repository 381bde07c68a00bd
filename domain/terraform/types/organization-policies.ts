import { becoming, entry, fewerIsWorse, leaving } from '../changes/judges';
import { critical, high, type Judge, medium } from '../changes/rule';
import { scheduleChange } from '../changes/schedule';
import { anyOf, type DeployedNames, type Permission } from '../permission';
import { type Concern, type ResourceName, terraformType } from '../terraform-type';
import { GENERAL } from './general';
import { airGappedCopy, copyAction, DEFAULT_SCHEDULE, PLAN_RULES, retention } from './plans';
import { SELECTION_RULES } from './selections';

const RULES = {
  removed: critical('organization-policy-removed', {
    finds: 'a removed policy of the organization',
    why: 'every account it applies to loses its plans',
    remedy: 'keep the policy; to remove a plan, empty it in a separate change',
  }),
  attachmentRemoved: critical('organization-attachment-removed', {
    finds: 'a policy that is detached from a root, OU or account, or attached to another one instead',
    why: 'every account below loses the plans of the policy',
    remedy: 'keep the attachment',
  }),
  attachmentAdded: medium('organization-attachment-added', {
    finds: 'a policy that is attached to another root, OU or account',
    why: 'every account below gets its plans, and backs up more resources',
    remedy: 'check `backupctl policy effective` for these accounts',
  }),
  planRemoved: high('policy-plan-removed', {
    finds: 'a removed plan of an organization policy',
    why: 'no account gets it any longer',
    remedy: 'keep the plan, or check that another plan selects the same resources',
  }),
  planAdded: medium('policy-plan-added', {
    finds: 'a new plan in an organization policy',
    why: 'every account it applies to backs up more',
    remedy: 'check that it has regions, rules and selections',
  }),
  operators: medium('child-policies-changed', {
    finds: 'other operators that child policies may use',
    why: 'OUs and accounts may change more or less of the plans',
    remedy: 'check `backupctl policy effective --all`',
  }),
  regions: high('policy-regions-fewer', {
    finds: 'a region where an organization policy no longer backs up',
    why: 'resources there are not backed up, and nothing fails',
    remedy: 'keep every region with resources',
  }),
  regionsMore: medium('policy-regions-more', {
    finds: 'another region where an organization policy backs up',
    why: 'vault and role must exist there in every account before the policy first runs',
    remedy: 'check that the baseline creates them',
  }),
  renamed: medium('policy-renamed', {
    finds: 'a renamed organization policy',
    why: 'AWS renames it in place; whatever refers to the old name no longer finds it',
    remedy: 'update whatever refers to the old name',
  }),
};

const plan = 'content/plans/*';
const rule = `${plan}/rules/*`;
const tags = `${plan}/selections/tags/*`;

const schedule = scheduleChange({
  schedule: ['schedule_expression', '@@assign'],
  timezone: ['schedule_expression_timezone', '@@assign'],
  byDefault: DEFAULT_SCHEDULE,
  depth: 2,
});

const selectionValues: Judge = (difference, change, context) =>
  difference.path.at(-1) === '@@remove'
    ? SELECTION_RULES.narrower
    : fewerIsWorse(SELECTION_RULES.narrower, SELECTION_RULES.wider)(difference, change, context);

const lifecycleAt = (path: string) => ({
  [`${path}/lifecycle/delete_after_days/*`]: retention,
  [`${path}/lifecycle/**`]: PLAN_RULES.coldStorage,
});

const planEntry = entry({ removed: RULES.planRemoved, added: RULES.planAdded });

const BACKUP_POLICIES = anyOf('organizations:PolicyType', ['BACKUP_POLICY']);

const arn = ({ account, name }: Pick<ResourceName, 'account' | 'name'>): string =>
  `arn:aws:organizations::${account}:${name}`;
const names = ({ organizationId = '*' }: DeployedNames): string[] => [`policy/${organizationId}/backup_policy/*`];

/** A policy gets its ID only when it is created. */
const policyPermissions = (_deployed: DeployedNames, own: Permission): Permission[] => [
  {
    sid: 'MakePolicies',
    actions: ['organizations:CreatePolicy'],
    resources: ['*'],
    conditions: [BACKUP_POLICIES],
  },
  { ...own, actions: own.actions.filter((action) => action !== 'organizations:CreatePolicy') },
];

const attachmentPermissions = ({ account, organizationId = '*' }: DeployedNames, own: Permission): Permission[] => [
  own,
  {
    ...own,
    sid: 'PolicyTargets',
    resources: ['account', 'ou', 'root'].map((kind) => arn({ account, name: `${kind}/${organizationId}/*` })),
    conditions: [BACKUP_POLICIES],
  },
];

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup.html */
export const ORGANIZATION_POLICIES: Concern = {
  title: 'Organization policies',
  rules: Object.values(RULES),
  types: [
    terraformType('aws_organizations_policy', {
      arn,
      names,
      permissionSet: 'organization',
      actions: {
        create: ['organizations:CreatePolicy', 'organizations:TagResource'],
        read: ['organizations:DescribePolicy', 'organizations:ListTagsForResource'],
        update: ['organizations:UntagResource', 'organizations:UpdatePolicy'],
        destroy: ['organizations:DeletePolicy'],
      },
      permissions: policyPermissions,
      replacedBy: ['type'],
      removed: RULES.removed,
      replaced: RULES.removed,
      anywhere: { '@@operators_allowed_for_child_policies': RULES.operators },
      changes: {
        name: RULES.renamed,
        type: RULES.removed,
        description: GENERAL.noEffect,
        'content/plans': planEntry,
        [plan]: planEntry,
        [`${plan}/regions/@@remove`]: RULES.regions,
        [`${plan}/regions/*`]: fewerIsWorse(RULES.regions, RULES.regionsMore),
        [rule]: entry({ removed: PLAN_RULES.ruleRemoved, added: PLAN_RULES.ruleAdded }),
        [`${rule}/schedule_expression/@@assign`]: schedule,
        [`${rule}/schedule_expression_timezone/@@assign`]: schedule,
        [`${rule}/start_backup_window_minutes/@@assign`]: PLAN_RULES.window,
        [`${rule}/complete_backup_window_minutes/@@assign`]: PLAN_RULES.window,
        [`${rule}/target_backup_vault_name/@@assign`]: PLAN_RULES.otherVault,
        [`${rule}/target_logically_air_gapped_backup_vault_arn/@@assign`]: airGappedCopy,
        [`${rule}/enable_continuous_backup/@@assign`]: leaving(true, PLAN_RULES.continuousOff, PLAN_RULES.continuousOn),
        ...lifecycleAt(rule),
        ...lifecycleAt(`${rule}/copy_actions/*`),
        [`${rule}/copy_actions/*`]: copyAction,
        [`${rule}/recovery_point_tags/**`]: PLAN_RULES.recoveryPointTags,
        [`${plan}/selections/*/*`]: entry({ removed: SELECTION_RULES.removed, added: SELECTION_RULES.wider }),
        [`${tags}/tag_value/*`]: selectionValues,
        [`${tags}/tag_key/@@assign`]: SELECTION_RULES.other,
        [`${plan}/selections/*/*/iam_role_arn/@@assign`]: SELECTION_RULES.other,
        [`${plan}/selections/**`]: SELECTION_RULES.other,
        [`${plan}/advanced_backup_settings/**`]: becoming('disabled', PLAN_RULES.vssOff, PLAN_RULES.vssOn),
        [`${plan}/backup_plan_tags/**`]: GENERAL.tags,
      },
    }),
    terraformType('aws_organizations_policy_attachment', {
      arn,
      names,
      permissionSet: 'organization',
      actions: {
        create: ['organizations:AttachPolicy'],
        read: ['organizations:ListTargetsForPolicy'],
        update: [],
        destroy: ['organizations:DetachPolicy'],
      },
      permissions: attachmentPermissions,
      replacedBy: ['policy_id', 'target_id'],
      added: RULES.attachmentAdded,
      removed: RULES.attachmentRemoved,
      changes: {
        policy_id: RULES.attachmentRemoved,
        target_id: RULES.attachmentRemoved,
        skip_destroy: GENERAL.lifecycle,
      },
    }),
  ],
};
