import type { Change } from '../changes/change';
import type { Difference } from '../changes/difference';
import { asOne } from '../changes/judges';
import { type Judge, matchAt, matchWhole, type Rule, type WholeJudge } from '../changes/rule';
import { namesIn, textAt, type Value, valueAt } from '../changes/value';
import { type DeployedNames, type Permission, tagged } from '../permission';
import { type Concern, terraformType } from '../terraform-type';
import { CHECK_RULES } from './checks';
import { GENERAL } from './general';
import { propertyRules, severeInNew } from './member-resources';
import { STACK_SET_RULES } from './stack-set-rules';
import { VAULT_RULES } from './vaults';

export const STACK_SET = 'aws_cloudformation_stack_set';

const RESOURCE = 'template_body/Resources/*';
const PROPERTIES = `${RESOURCE}/Properties`;

/** The length of the path of a property. */
const DEPTH = 5;

/** What a StackSet cannot change, because the resource has a fixed name. */
const FIXED = ['BackupVaultName', 'EncryptionKeyArn', 'RoleName', 'Path', 'AliasName', 'ManagedPolicyName', 'Name'];

const resourceChange: Judge = (difference, change, context) => {
  const { path, before, after } = difference;
  if (after === undefined) return STACK_SET_RULES.resourceRemoved;
  if (before !== undefined) return STACK_SET_RULES.changed;
  return [matchAt(added(after), difference), ...severeInNew(path.at(-1) ?? '', after, change, context)];
};

function added(resource: Value): Rule {
  return isPermanent(valueAt(resource, ['Properties', 'LockConfiguration']))
    ? STACK_SET_RULES.untried
    : STACK_SET_RULES.added;
}

/** A compliance lock: it has a grace period. */
function isPermanent(lock: Value | undefined): boolean {
  return valueAt(lock, ['ChangeableForDays']) !== undefined;
}

const addedSet: WholeJudge = (change, context) => {
  const resources = valueAt(change.after, ['template_body', 'Resources']);
  const all = namesIn(resources).map((id) => [id, valueAt(resources, [id]) ?? null] as const);
  const isUntried = all.some(([, resource]) => added(resource) === STACK_SET_RULES.untried);
  return [
    matchWhole(isUntried ? STACK_SET_RULES.untried : GENERAL.added, change),
    ...all.flatMap(([id, resource]) => severeInNew(id, resource, change, context)),
  ];
};

/** A policy of fixed name cannot get another description. */
function description({ path }: Difference, { before }: Change): Rule {
  const type = textAt(before, [...path.slice(0, DEPTH - 2), 'Type']);
  return type === 'AWS::IAM::ManagedPolicy' ? STACK_SET_RULES.fixed : STACK_SET_RULES.changed;
}

/** A compliance lock must have had its limits in governance mode. */
function lockChange({ before, after }: Difference): Rule {
  const isSame = (limit: string) => textAt(before, [limit]) === textAt(after, [limit]);
  const minimum = (lock: Value | undefined) => Number(textAt(lock, ['MinRetentionDays']) ?? 0);
  if (isPermanent(before)) return STACK_SET_RULES.complianceChanged;
  if (isPermanent(after)) {
    const isTried = before !== undefined && isSame('MinRetentionDays') && isSame('MaxRetentionDays');
    return isTried ? STACK_SET_RULES.complianceLock : STACK_SET_RULES.untried;
  }
  if (after === undefined) return VAULT_RULES.lockRemoved;
  return minimum(after) < minimum(before) ? VAULT_RULES.lockWeaker : VAULT_RULES.lockChanged;
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
  rules: Object.values(STACK_SET_RULES),
  types: [
    terraformType(STACK_SET, {
      importId: '{name}',
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
      removed: STACK_SET_RULES.removed,
      replaced: STACK_SET_RULES.replaced,
      changes: {
        name: STACK_SET_RULES.replaced,
        permission_model: STACK_SET_RULES.replaced,
        call_as: STACK_SET_RULES.replaced,
        description: GENERAL.noEffect,
        'auto_deployment/**': STACK_SET_RULES.notDeployed,
        'operation_preferences/**': STACK_SET_RULES.preferences,
        'capabilities/**': STACK_SET_RULES.capabilities,
        'managed_execution/**': STACK_SET_RULES.managed,
        template_url: STACK_SET_RULES.hidden,
        'parameters/**': STACK_SET_RULES.hidden,
        execution_role_name: STACK_SET_RULES.hidden,
        administration_role_arn: STACK_SET_RULES.hidden,
        'timeouts/**': GENERAL.noEffect,
        'template_body/Description': GENERAL.noEffect,
        'template_body/Conditions/HomeRegion/**': STACK_SET_RULES.homeMoved,
        'template_body/Conditions/**': STACK_SET_RULES.condition,
        'template_body/Mappings/**': STACK_SET_RULES.fixed,
        [RESOURCE]: resourceChange,
        [`${RESOURCE}/Type`]: STACK_SET_RULES.fixed,
        [`${RESOURCE}/Condition`]: STACK_SET_RULES.condition,
        [`${RESOURCE}/DeletionPolicy`]: STACK_SET_RULES.protection,
        [`${RESOURCE}/UpdateReplacePolicy`]: STACK_SET_RULES.protection,
        ...Object.fromEntries(
          FIXED.map((name) => [`${PROPERTIES}/${name}/**`, asOne(DEPTH, () => STACK_SET_RULES.fixed)]),
        ),
        [`${PROPERTIES}/LockConfiguration/**`]: asOne(DEPTH, lockChange),
        ...propertyRules(STACK_SET_RULES.changed),
        [`${PROPERTIES}/Policies/**`]: asOne(DEPTH, () => GENERAL.access),
        [`${PROPERTIES}/Targets/**`]: asOne(DEPTH, () => CHECK_RULES.targetOther),
        [`${PROPERTIES}/Description`]: description,
        [`${PROPERTIES}/Tags/**`]: GENERAL.tags,
        [`${PROPERTIES}/BackupVaultTags/**`]: GENERAL.tags,
        'template_body/**': STACK_SET_RULES.changed,
      },
    }),
  ],
};
