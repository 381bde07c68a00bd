import { BACKUP_ROLE, RESTORE_ROLE, SERVICE_ROLE_PATH } from '../../domain/backup/service-roles';
import { AGENT_CHECK_ROLE, AUTOMATION_ROLE, iamArn, PRUNE_ROLE, SCHEDULER_ROLE, WINDOW_ROLE } from '../core/naming';
import { awsBackupPolicy } from '../iam/backup-statements';
import type { Permission } from './permission';

/** The environment's own policies, each with the roles that get it (E5, S2–S4). */
const POLICIES = [
  'AWSBackupServiceRolePolicyForEC2Restore',
  'AWSBackupServiceRolePolicyForEC2Restores',
  'ec2DescribeFastSnapshotRestores',
  'iam-policy-for-lmd-ssm-backup',
  'iam-policy-for-lmd-ssmagentcheck',
  'iam-policy-for-mw-ssm-backup',
  'iam-policy-for-scheduler-ssmagentcheck',
  'iam-policy-for-ssm-backup',
];

const ROLES = [
  `${SERVICE_ROLE_PATH.slice(1)}${BACKUP_ROLE}`,
  `${SERVICE_ROLE_PATH.slice(1)}${RESTORE_ROLE}`,
  AGENT_CHECK_ROLE,
  AUTOMATION_ROLE,
  PRUNE_ROLE,
  SCHEDULER_ROLE,
  WINDOW_ROLE,
];

/** The services that the roles are made for. */
const SERVICES = ['backup', 'lambda', 'scheduler', 'ssm'].map((service) => `${service}.amazonaws.com`);

/**
 * The environment's roles and policies, by name. Whoever may write a role's policy may give it any right: what the
 * pipeline can do ends where the review of its plan and its approval end, and at the permissions boundary.
 *
 * @param attachable ARNs of further policies that the configuration gives to a role
 */
export function identityPermissions(accountId: string, attachable: readonly string[]): Permission[] {
  const roles = ROLES.map((name) => iamArn(accountId, `role/${name}`));
  const policies = POLICIES.map((name) => iamArn(accountId, `policy/${name}`));
  return [
    rolePermission(roles),
    attachPermission(roles, [...policies, ...AWS_BACKUP_POLICIES, ...attachable]),
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

/** Roles by their ARNs: made, changed, and given to whom their trust says. */
export function rolePermission(roles: readonly string[]): Permission {
  return {
    sid: 'Roles',
    types: ['aws_iam_role'],
    actions: [
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
      'iam:UpdateRoleDescription',
    ],
    resources: roles,
  };
}

/** Only these policies come to the roles: none that AWS made for administrators. */
export function attachPermission(roles: readonly string[], policies: readonly string[]): Permission {
  return {
    sid: 'AttachPolicies',
    types: ['aws_iam_role_policy_attachment'],
    actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
    resources: roles,
    conditions: [{ test: 'ArnEquals', variable: 'iam:PolicyARN', values: [...new Set(policies)].toSorted() }],
  };
}
