import type { Change } from '../changes/change';
import type { Difference } from '../changes/difference';
import { asOne } from '../changes/judges';
import { critical, high, medium, type Rule } from '../changes/rule';
import { namesIn, textAt, type Value, valueAt } from '../changes/value';
import { type DeployedNames, type Permission, tagged } from '../permission';
import { type Concern, terraformType } from '../terraform-type';
import { GENERAL } from './general';

const RULES = {
  removed: critical('stack-set-removed', {
    finds: 'a removed StackSet',
    why: 'prevent_destroy disappears with the block, so Terraform tries to destroy the StackSet; accounts that join later get no vault and no role',
    remedy: 'keep the block; to change the rollout, follow docs/members.md',
  }),
  replaced: critical('stack-set-replaced', {
    finds: 'a StackSet that is replaced because its name, permission model or caller changes',
    why: 'AWS refuses to delete a StackSet with instances, and the stacks of another one fail: their vaults and roles exist already',
    remedy: 'keep the argument',
  }),
  resourceRemoved: critical('member-resource-removed', {
    finds: 'a vault, key or role that a StackSet no longer creates, because it is removed or renamed',
    why: 'every account keeps it, unmanaged, and policies that name it no longer find it in new accounts; under the same name it cannot come back',
    remedy:
      'create a second vault and move the rules to it; remove the old one when its recovery points have expired in every account',
  }),
  fixed: critical('member-resource-replaced', {
    finds: 'another name, path or key of a vault, role or alias that a StackSet has created',
    why: 'CloudFormation would replace it under a name that is taken: the update fails in every account',
    remedy:
      'keep it; create a second vault with the new name or key, move the rules to it, and remove the old one later',
  }),
  homeMoved: critical('member-home-region-changed', {
    finds: 'another region in which a StackSet creates roles',
    why: 'the role exists already: the stacks of the new region fail in every account',
    remedy: 'keep the region of the organization, and keep it in baseline.regions',
  }),
  untried: critical('member-compliance-lock-untried', {
    finds: 'a compliance lock in every account whose limits are not deployed in governance mode',
    why: 'a wrong limit is permanent in every account at once: no one, not even AWS, can remove it',
    remedy: "deploy the same limits with mode 'governance' first, and change only the mode when backups have succeeded",
  }),
  complianceLock: medium('member-compliance-lock', {
    finds: 'a governance lock in every account that becomes a compliance lock with the same limits',
    why: 'after the grace period no one, not even AWS, can remove it in any account',
    remedy: 'check every limit again before you apply: the grace period starts in every account at once',
  }),
  complianceChanged: critical('member-compliance-lock-changed', {
    finds: 'a compliance lock that changes, or is removed, in every account',
    why: 'AWS refuses it after the grace period: the update fails in every account',
    remedy: 'keep the lock; create a second vault with other limits',
  }),
  lockWeaker: high('member-lock-weaker', {
    finds: 'a governance lock that is removed or has a shorter minimum retention in every account',
    why: 'recovery points can be deleted earlier in every account',
    remedy: 'keep the lock and its minimum retention',
  }),
  lockChanged: medium('member-lock-changed', {
    finds: 'a governance lock that is new or has other limits in every account',
    why: 'jobs whose retention is outside the limits fail in every account',
    remedy: 'compare the limits with the retention of every rule and copy that uses the vault',
  }),
  access: high('member-access-changed', {
    finds: 'another trust, permission, vault policy or key policy in every account',
    why: 'other principals may read or delete recovery points, or jobs and copies fail, in every account',
    remedy: 'compare both policies; prefer the organization and single accounts to wider principals',
  }),
  protection: critical('member-resource-not-retained', {
    finds: 'a resource in every account that CloudFormation no longer retains',
    why: 'removing the stack, or the resource from the template, then deletes vaults, keys or roles in every account',
    remedy: 'keep DeletionPolicy and UpdateReplacePolicy at Retain',
  }),
  changed: medium('member-template-changed', {
    finds: 'another setting of a resource in every account',
    why: 'CloudFormation changes it in every account and region',
    remedy: 'deploy to a few accounts first, and check `backupctl members status`',
  }),
  added: medium('member-resource-added', {
    finds: 'another resource in every account',
    why: 'CloudFormation creates it in every account; where the name is taken, the stack fails',
    remedy: 'check that no account has a resource of that name',
  }),
  notDeployed: high('stack-set-not-automatic', {
    finds: 'automatic deployment disabled, or stacks that are deleted when an account leaves',
    why: 'new accounts get no vault and no role, or an account that leaves the organization loses its stack',
    remedy: 'keep automatic deployment enabled, and keep retaining stacks',
  }),
};

const RESOURCE = 'template_body/Resources/*';
const PROPERTIES = `${RESOURCE}/Properties`;

/** The length of the path of a property. */
const DEPTH = 5;

/** What a StackSet cannot change, because the resource has a fixed name. */
const FIXED = ['BackupVaultName', 'EncryptionKeyArn', 'RoleName', 'Path', 'AliasName', 'ManagedPolicyName', 'Name'];

const ACCESS = [
  'AccessPolicy',
  'AssumeRolePolicyDocument',
  'PolicyDocument',
  'KeyPolicy',
  'ManagedPolicyArns',
  'PermissionsBoundary',
  'Policies',
];

function resourceChange({ before, after }: Difference): Rule {
  if (after === undefined) return RULES.resourceRemoved;
  return before === undefined ? added(after) : RULES.changed;
}

function added(resource: Value): Rule {
  return isPermanent(valueAt(resource, ['Properties', 'LockConfiguration'])) ? RULES.untried : RULES.added;
}

/** A compliance lock: it has a grace period. */
function isPermanent(lock: Value | undefined): boolean {
  return valueAt(lock, ['ChangeableForDays']) !== undefined;
}

function addedSet({ after }: Change): Rule {
  const resources = valueAt(after, ['template_body', 'Resources']);
  const all = namesIn(resources).map((name) => valueAt(resources, [name]) ?? null);
  return all.some((resource) => added(resource) === RULES.untried) ? RULES.untried : GENERAL.added;
}

/** A compliance lock must have had its limits in governance mode. */
function lockChange({ before, after }: Difference): Rule {
  const isSame = (limit: string) => textAt(before, [limit]) === textAt(after, [limit]);
  const minimum = (lock: Value | undefined) => Number(textAt(lock, ['MinRetentionDays']) ?? 0);
  if (isPermanent(before)) return RULES.complianceChanged;
  if (isPermanent(after)) {
    const isTried = before !== undefined && isSame('MinRetentionDays') && isSame('MaxRetentionDays');
    return isTried ? RULES.complianceLock : RULES.untried;
  }
  return minimum(after) < minimum(before) ? RULES.lockWeaker : RULES.lockChanged;
}

const ACTIONS = ['UpdateStackSet', 'TagResource', 'UntagResource', 'CreateStackInstances', 'UpdateStackInstances'];

/** The types in the template: a StackSet that creates anything else is refused. */
const TYPES = [
  'AWS-Backup-BackupVault',
  'AWS-Events-Rule',
  'AWS-IAM-ManagedPolicy',
  'AWS-IAM-Role',
  'AWS-KMS-Alias',
  'AWS-KMS-Key',
];

const arnOf = (region: string, account: string, name: string): string =>
  `arn:aws:cloudformation:${region}:${account}:${name}`;

/** A new StackSet has no ARN yet. Types belong to AWS, not to an account. */
function permissions(deployed: DeployedNames, own: Permission): Permission[] {
  return [
    {
      sid: 'MakeStackSets',
      actions: ['cloudformation:CreateStackSet'],
      resources: ['*'],
      conditions: tagged(deployed, 'RequestTag'),
    },
    {
      ...own,
      actions: own.actions.filter((action) => action !== 'cloudformation:CreateStackSet'),
      resources: [...own.resources, ...TYPES.map((type) => arnOf(deployed.region, '', `type/resource/${type}`))],
    },
  ];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html */
export const STACK_SETS: Concern = {
  title: 'StackSets',
  rules: Object.values(RULES),
  types: [
    terraformType('aws_cloudformation_stack_set', {
      arn: ({ account, region, name }) => arnOf(region, account, name),
      names: ({ stackSets }) => stackSets.flatMap((name) => [`stackset/${name}:*`, `stackset-target/${name}:*`]),
      permissionSet: 'organization',
      actions: {
        create: ['cloudformation:CreateStackSet'],
        read: [
          'cloudformation:DescribeStackInstance',
          'cloudformation:DescribeStackSet',
          'cloudformation:DescribeStackSetOperation',
          'cloudformation:ListStackInstances',
          'cloudformation:ListStackSetOperationResults',
          'cloudformation:ListStackSetOperations',
        ],
        update: ACTIONS.map((action) => `cloudformation:${action}`),
        // No stack, and so no vault, is deleted: an administrator does that manually.
        destroy: [],
      },
      permissions,
      replacedBy: ['name', 'permission_model', 'call_as'],
      added: addedSet,
      removed: RULES.removed,
      replaced: RULES.replaced,
      changes: {
        name: RULES.replaced,
        permission_model: RULES.replaced,
        call_as: RULES.replaced,
        description: GENERAL.noEffect,
        'auto_deployment/**': RULES.notDeployed,
        'operation_preferences/region_order/**': GENERAL.order,
        'template_body/Description': GENERAL.noEffect,
        'template_body/Conditions/HomeRegion/**': RULES.homeMoved,
        'template_body/Mappings/**': RULES.fixed,
        [RESOURCE]: resourceChange,
        [`${RESOURCE}/DeletionPolicy`]: RULES.protection,
        [`${RESOURCE}/UpdateReplacePolicy`]: RULES.protection,
        ...Object.fromEntries(FIXED.map((name) => [`${PROPERTIES}/${name}/**`, asOne(DEPTH, () => RULES.fixed)])),
        [`${PROPERTIES}/LockConfiguration/**`]: asOne(DEPTH, lockChange),
        ...Object.fromEntries(ACCESS.map((name) => [`${PROPERTIES}/${name}/**`, asOne(DEPTH, () => RULES.access)])),
        [`${PROPERTIES}/Tags/**`]: GENERAL.tags,
        [`${PROPERTIES}/BackupVaultTags/**`]: GENERAL.tags,
        'template_body/**': RULES.changed,
      },
    }),
  ],
};
