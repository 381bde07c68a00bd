import { openTo } from '../person';
import type { OutOfBandChange } from './change';

const ROLE = 'AWSBackupServiceEC2Role';
const FOR_BACKUP = 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup';

export const ROLES: readonly OutOfBandChange[] = [
  {
    what: 'a policy detached from a role',
    make: ({ iam }) => iam.detachRolePolicy({ RoleName: ROLE, PolicyArn: FOR_BACKUP }),
    findings: ['high role-attachment-removed aws_iam_role_policy_attachment.backup-role_for-backup '],
  },
  {
    what: 'a policy attached to a role',
    make: ({ iam }) =>
      iam.attachRolePolicy({ RoleName: ROLE, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    findings: ['high role-attachment-added aws_iam_role.backup-role managed_policy_arns'],
  },
  {
    what: 'an inline policy added to a role',
    make: ({ iam }) => {
      const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      return iam.putRolePolicy({ RoleName: ROLE, PolicyName: 'more', PolicyDocument });
    },
    findings: ['high role-attachment-added aws_iam_role.backup-role inline_policy/more'],
  },
  {
    what: 'the trust of a role opened',
    make: ({ iam }) =>
      iam.updateAssumeRolePolicy({
        RoleName: 'AWSBackupServiceEC2Restore',
        PolicyDocument: openTo('sts:AssumeRole', null),
      }),
    findings: ['high role-trust-wider aws_iam_role.restore-role assume_role_policy/Allow sts:AssumeRole'],
  },
  {
    what: 'the boundary of a role exchanged',
    make: ({ iam }) =>
      iam.putRolePermissionsBoundary({
        RoleName: 'LambdaBackupRole',
        PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    findings: ['high role-boundary-changed aws_iam_role.ssm-backup_prune-role permissions_boundary'],
  },
];
