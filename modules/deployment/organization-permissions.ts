import { iamArn } from '../core/naming';
import { AWS_BACKUP_POLICIES, rolePermissions } from './identity-permissions';
import type { Permission } from './permission';

export interface OrganizationNames {
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** The role that every account gets. */
  readonly baselineRole: string;
  /** The ARN of the policy that bounds it.
   * @default - none */
  readonly permissionsBoundaryArn?: string | undefined;
  /** Whether the organization itself is managed too. */
  readonly managed: boolean;
}

/** What an apply does to the organization from its management account (O1–O6). */
export function organizationPermissions(names: OrganizationNames): Permission[] {
  const { organizationId, managementAccountId, baselineRole, permissionsBoundaryArn, managed } = names;
  const inOrganization = (kind: string): string =>
    `arn:aws:organizations::${managementAccountId}:${kind}/${organizationId}/*`;
  const policies = `arn:aws:organizations::${managementAccountId}:policy/${organizationId}/backup_policy/*`;
  const roles = [iamArn(managementAccountId, `role/${baselineRole}`)];
  return [
    {
      // A policy has its id only once it is made.
      sid: 'MakePolicies',
      types: ['aws_organizations_policy'],
      actions: ['organizations:CreatePolicy'],
      resources: ['*'],
      conditions: [{ test: 'StringEquals', variable: 'organizations:PolicyType', values: ['BACKUP_POLICY'] }],
    },
    {
      sid: 'Policies',
      types: ['aws_organizations_policy', 'aws_organizations_policy_attachment'],
      actions: [
        'organizations:AttachPolicy',
        'organizations:DeletePolicy',
        'organizations:DetachPolicy',
        'organizations:TagResource',
        'organizations:UntagResource',
        'organizations:UpdatePolicy',
      ],
      resources: [policies],
    },
    {
      sid: 'PolicyTargets',
      types: ['aws_organizations_policy_attachment'],
      actions: ['organizations:AttachPolicy', 'organizations:DetachPolicy'],
      resources: ['account', 'ou', 'root'].map(inOrganization),
      conditions: [{ test: 'StringEquals', variable: 'organizations:PolicyType', values: ['BACKUP_POLICY'] }],
    },
    {
      sid: 'DelegatedAdministrator',
      types: ['aws_organizations_delegated_administrator'],
      actions: ['organizations:DeregisterDelegatedAdministrator', 'organizations:RegisterDelegatedAdministrator'],
      resources: [inOrganization('account')],
      conditions: [
        { test: 'StringEquals', variable: 'organizations:ServicePrincipal', values: ['backup.amazonaws.com'] },
      ],
    },
    {
      // Settings of AWS Backup have no ARN.
      sid: 'GlobalSettings',
      types: ['aws_backup_global_settings'],
      actions: ['backup:UpdateGlobalSettings'],
      resources: ['*'],
    },
    ...rolePermissions({ roles, policies: AWS_BACKUP_POLICIES, permissionsBoundaryArn }),
    ...(managed ? [organizationItself()] : []),
  ];
}

/** The actions know no resource. */
function organizationItself(): Permission {
  return {
    sid: 'Organization',
    types: ['aws_organizations_organization'],
    actions: [
      'organizations:DisableAWSServiceAccess',
      'organizations:DisablePolicyType',
      'organizations:EnableAWSServiceAccess',
      'organizations:EnablePolicyType',
    ],
    resources: ['*'],
  };
}
