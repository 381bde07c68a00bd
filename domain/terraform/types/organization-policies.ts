import { critical, medium } from '../changes/rule';
import { anyOf, type DeployedNames, type Permission } from '../permission';
import { type Concern, type ResourceName, terraformType } from '../terraform-type';
import { GENERAL } from './general';
import { POLICY_PLAN_RULES, policyPlanChanges } from './policy-plans';

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
  renamed: medium('policy-renamed', {
    finds: 'a renamed organization policy',
    why: 'AWS renames it in place; whatever refers to the old name no longer finds it',
    remedy: 'update whatever refers to the old name',
  }),
};

const BACKUP_POLICIES = anyOf('organizations:PolicyType', ['BACKUP_POLICY']);

const arn = ({ account, name }: Pick<ResourceName, 'account' | 'name'>): string =>
  `arn:aws:organizations::${account}:${name}`;
const names = ({ organizationId = '*' }: DeployedNames): string[] => [`policy/${organizationId}/backup_policy/*`];

const ANY_BACKUP_POLICY = 'AWS assigns the IDs of policies, and an account has one organization; only backup policies';

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
  rules: [...Object.values(RULES), ...Object.values(POLICY_PLAN_RULES)],
  types: [
    terraformType('aws_organizations_policy', {
      importId: '{id}',
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
      unscoped: Object.fromEntries(
        ['CreatePolicy', 'DeletePolicy', 'TagResource', 'UntagResource', 'UpdatePolicy'].map((name) => [
          `organizations:${name}`,
          ANY_BACKUP_POLICY,
        ]),
      ),
      replacedBy: ['type'],
      removed: RULES.removed,
      replaced: RULES.removed,
      anywhere: { '@@operators_allowed_for_child_policies': POLICY_PLAN_RULES.operators },
      changes: {
        name: RULES.renamed,
        type: RULES.removed,
        description: GENERAL.noEffect,
        ...policyPlanChanges('content/', '/@@assign'),
      },
    }),
    terraformType('aws_organizations_policy_attachment', {
      importId: '{target_id}:{policy_id}',
      arn,
      names,
      permissionSet: 'organization',
      actions: {
        create: ['organizations:AttachPolicy'],
        read: ['organizations:ListTargetsForPolicy'],
        list: [
          'organizations:DescribeEffectivePolicy',
          'organizations:ListAccountsWithInvalidEffectivePolicy',
          'organizations:ListEffectivePolicyValidationErrors',
        ],
        update: [],
        destroy: ['organizations:DetachPolicy'],
      },
      permissions: attachmentPermissions,
      unscoped: { 'organizations:AttachPolicy': ANY_BACKUP_POLICY, 'organizations:DetachPolicy': ANY_BACKUP_POLICY },
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
