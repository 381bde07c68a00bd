import { BACKUP_ROLE, RESTORE_ROLE, SERVICE_ROLE_PATH } from '../../domain/backup/service-roles';
import { FUNCTION_RECORDS } from '../core/functions';
import { AUTOMATION_ROLE, iamArn, SCHEDULER_ROLE, WINDOW_ROLE } from '../core/naming';
import { awsBackupPolicy } from '../iam/backup-statements';
import type { Permission, PermissionCondition } from './permission';

/** The environment's own policies, each with the roles that get it (E5, S2–S4). */
const POLICIES = [
  'AWSBackupServiceRolePolicyForEC2Restore',
  'AWSBackupServiceRolePolicyForEC2Restores',
  'ec2DescribeFastSnapshotRestores',
  ...FUNCTION_RECORDS.map(({ role }) => role.policyName),
  'iam-policy-for-mw-ssm-backup',
  'iam-policy-for-scheduler-ssmagentcheck',
  'iam-policy-for-ssm-backup',
].toSorted();

const ROLES = [
  `${SERVICE_ROLE_PATH.slice(1)}${BACKUP_ROLE}`,
  `${SERVICE_ROLE_PATH.slice(1)}${RESTORE_ROLE}`,
  ...FUNCTION_RECORDS.map(({ role }) => role.name),
  AUTOMATION_ROLE,
  SCHEDULER_ROLE,
  WINDOW_ROLE,
].toSorted();

/** The services that the roles are made for. */
const SERVICES = ['backup', 'lambda', 'scheduler', 'ssm'].map((service) => `${service}.amazonaws.com`);

export interface IdentityNames {
  readonly accountId: string;
  /** ARNs of further policies that the configuration gives to a role. */
  readonly attachable: readonly string[];
  /** The policy that bounds every role: without it no role is made, and none is given a policy. */
  readonly permissionsBoundaryArn: string | undefined;
}

/**
 * The environment's roles and policies, by name. Whoever may write a role's policy may give it any right within the
 * boundary of the role, and without one any right at all: then only the review of the plan and its approval are left.
 */
export function identityPermissions({ accountId, attachable, permissionsBoundaryArn }: IdentityNames): Permission[] {
  const roles = ROLES.map((name) => iamArn(accountId, `role/${name}`));
  const policies = POLICIES.map((name) => iamArn(accountId, `policy/${name}`));
  return [
    ...rolePermissions({
      roles,
      policies: [...policies, ...AWS_BACKUP_POLICIES, ...attachable],
      permissionsBoundaryArn,
    }),
    {
      sid: 'Policies',
      types: ['aws_iam_policy'],
      actions: [
        'iam:CreatePolicy',
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
        'iam:TagPolicy',
        'iam:UntagPolicy',
      ],
      resources: policies,
    },
    {
      sid: 'PassRoles',
      types: [
        'aws_backup_selection',
        'aws_lambda_function',
        'aws_scheduler_schedule',
        'aws_ssm_maintenance_window_task',
      ],
      actions: ['iam:PassRole'],
      resources: roles,
      conditions: [{ test: 'StringEquals', variable: 'iam:PassedToService', values: SERVICES }],
    },
  ];
}

export const AWS_BACKUP_POLICIES = [awsBackupPolicy('ForBackup'), awsBackupPolicy('ForRestores')];

export interface RolesOfStacks {
  /** ARNs of the roles. */
  readonly roles: readonly string[];
  /** ARNs of the policies that may come to them: none that AWS made for administrators. */
  readonly policies: readonly string[];
  /** @default - none */
  readonly permissionsBoundaryArn?: string | undefined;
}

/**
 * Roles: made, changed, and given policies, within their boundary. It can be put onto a role, and not be taken off or
 * exchanged.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function rolePermissions({ roles, policies, permissionsBoundaryArn: boundary }: RolesOfStacks): Permission[] {
  const bounded: PermissionCondition[] =
    boundary === undefined ? [] : [{ test: 'StringEquals', variable: 'iam:PermissionsBoundary', values: [boundary] }];
  const ofPolicies: PermissionCondition = {
    test: 'ArnEquals',
    variable: 'iam:PolicyARN',
    values: [...new Set(policies)].toSorted(),
  };
  return [
    {
      sid: 'MakeRoles',
      types: ['aws_iam_role'],
      actions: ['iam:CreateRole', ...(boundary === undefined ? [] : ['iam:PutRolePermissionsBoundary'])],
      resources: roles,
      conditions: bounded,
    },
    {
      sid: 'Roles',
      types: ['aws_iam_role'],
      actions: [
        'iam:DeleteRole',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      resources: roles,
    },
    {
      sid: 'AttachPolicies',
      types: ['aws_iam_role_policy_attachment'],
      actions: ['iam:AttachRolePolicy'],
      resources: roles,
      conditions: [ofPolicies, ...bounded],
    },
    {
      // A role that has no boundary yet may lose a policy before it gets one.
      sid: 'DetachPolicies',
      types: ['aws_iam_role_policy_attachment'],
      actions: ['iam:DetachRolePolicy'],
      resources: roles,
      conditions: [ofPolicies],
    },
  ];
}
