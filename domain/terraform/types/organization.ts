import { accessRules } from '../changes/access-rules';
import { becoming, fewerIsWorse } from '../changes/judges';
import { critical, high, medium } from '../changes/rule';
import { anyOf, NO_RESOURCES } from '../permission';
import { type Concern, terraformType } from '../terraform-type';

const RULES = {
  removed: critical('organization-removed', {
    finds: 'a managed organization that is removed, or replaced because it gets fewer features',
    why: 'Terraform tries to delete the organization, or no longer manages it',
    remedy: 'keep it; to stop managing it, remove it from the state',
  }),
  principalDropped: critical('service-access-removed', {
    finds: 'a service principal that a managed organization no longer lists',
    why: 'Terraform disables what is not listed: that service loses its access to every account',
    remedy: 'list every service with trusted access, also those that others enabled',
  }),
  policyTypeDropped: critical('policy-type-removed', {
    finds: 'a policy type that a managed organization no longer lists',
    why: 'Terraform disables what is not listed: AWS detaches all policies of that type everywhere, and enabling it again does not restore them',
    remedy: 'list every policy type in use',
  }),
  wider: medium('organization-access-added', {
    finds: 'another service or policy type in a managed organization',
    why: 'the service may act in every account; policies of the type can be attached',
    remedy: 'check that you want it',
  }),
  delegationRemoved: high('organization-delegation-removed', {
    finds: 'a removed resource policy of the organization',
    why: 'members lose all actions of AWS Organizations that it delegates',
    remedy: 'keep it, or remove it from the state to leave it in AWS',
  }),
  administrator: high('delegated-administrator-changed', {
    finds: 'a delegated administrator for backups that is added, removed or changed',
    why: 'an account may act for the whole organization, or no longer may',
    remedy: 'check whose account it is',
  }),
};

const ACCESS = accessRules({
  policy: 'the resource policy of the organization',
  opened: {
    rule: 'organization-delegated',
    why: 'members may do more in AWS Organizations, for the whole organization',
    remedy: 'name the members and the actions, with conditions on the type of policy',
  },
  narrower: {
    rule: 'organization-delegation-narrower',
    why: 'members that used it can no longer manage policies, or read the organization',
    remedy: 'check that no member uses it',
  },
});

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_introduction.html */
const ONE_ORGANIZATION = 'an account has one organization';
const FOR_BACKUP = 'any member may become one; only for AWS Backup';

export const ORGANIZATION: Concern = {
  title: 'Organization',
  rules: [...Object.values(RULES), ...Object.values(ACCESS.rules)],
  types: [
    terraformType('aws_organizations_organization', {
      importId: '{id}',
      arn: () => '*',
      permissionSet: 'organization',
      unscoped: {
        'organizations:DisableAWSServiceAccess': NO_RESOURCES,
        'organizations:DisablePolicyType': ONE_ORGANIZATION,
        'organizations:EnableAWSServiceAccess': NO_RESOURCES,
        'organizations:EnablePolicyType': ONE_ORGANIZATION,
      },
      // An existing organization is imported, and never deleted.
      actions: {
        create: [],
        read: [
          'organizations:DescribeOrganization',
          'organizations:ListAWSServiceAccessForOrganization',
          'organizations:ListAccounts',
          'organizations:ListRoots',
        ],
        // The tree, and every policy: `drift` compares them with the repository, `preflight` looks for service control
        // policies that deny the baseline, and `members status` finds the OU of a new account.
        list: [
          'cloudformation:DescribeOrganizationsAccess',
          'organizations:DescribePolicy',
          'organizations:ListAccountsForParent',
          'organizations:ListOrganizationalUnitsForParent',
          'organizations:ListParents',
          'organizations:ListPolicies',
          'organizations:ListTargetsForPolicy',
        ],
        update: [
          'organizations:DisableAWSServiceAccess',
          'organizations:DisablePolicyType',
          'organizations:EnableAWSServiceAccess',
          'organizations:EnablePolicyType',
        ],
        destroy: [],
      },
      // Only from ALL, which the stacks write: AWS cannot remove features.
      replacedBy: ['feature_set'],
      removed: RULES.removed,
      changes: {
        aws_service_access_principals: fewerIsWorse(RULES.principalDropped, RULES.wider),
        enabled_policy_types: fewerIsWorse(RULES.policyTypeDropped, RULES.wider),
        feature_set: becoming('ALL', RULES.wider, RULES.removed),
      },
    }),
    terraformType('aws_organizations_delegated_administrator', {
      importId: '{account_id}/{service_principal}',
      arn: ({ account, name }) => `arn:aws:organizations::${account}:account/${name}`,
      permissionSet: 'organization',
      names: ({ organizationId = '*' }) => [`${organizationId}/*`],
      actions: {
        create: ['organizations:RegisterDelegatedAdministrator'],
        read: [],
        list: ['organizations:ListDelegatedAdministrators'],
        update: [],
        destroy: ['organizations:DeregisterDelegatedAdministrator'],
      },
      permissions: (_deployed, own) => [
        { ...own, conditions: [anyOf('organizations:ServicePrincipal', ['backup.amazonaws.com'])] },
      ],
      unscoped: {
        'organizations:RegisterDelegatedAdministrator': FOR_BACKUP,
        'organizations:DeregisterDelegatedAdministrator': FOR_BACKUP,
      },
      replacedBy: ['*'],
      added: RULES.administrator,
      removed: RULES.administrator,
      changes: { account_id: RULES.administrator, service_principal: RULES.administrator },
    }),
    terraformType('aws_organizations_resource_policy', {
      importId: '{id}',
      arn: () => '*',
      permissionSet: 'organization',
      // With PutResourcePolicy, the apply role could hand over the organization: only an administrator may.
      permissions: () => [],
      actions: {
        create: ['organizations:PutResourcePolicy', 'organizations:TagResource'],
        read: ['organizations:DescribeResourcePolicy', 'organizations:ListTagsForResource'],
        update: ['organizations:UntagResource'],
        destroy: ['organizations:DeleteResourcePolicy'],
      },
      replacedBy: [],
      removed: RULES.delegationRemoved,
      changes: { 'content/**': ACCESS.changed() },
    }),
  ],
};
