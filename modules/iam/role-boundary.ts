import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { FURTHER_ACTIONS_SID, passInstanceRoles } from '../../domain/backup/role-statements';
import { type EnvironmentNames, namesOfType } from '../../domain/names';
import { BACKUP_DOCUMENT } from '../../domain/ssm-backup/document-name';
import { arnOf, iamArn, logGroupName, type Place } from '../core/naming';
import { denyDestruction } from './backup-statements';
import { BACKED_UP_SERVICES } from './backed-up-services';

export interface RoleBoundaryProps extends Place {
  readonly names: EnvironmentNames;
  readonly topicArn: string;
  readonly backupRoleArn: string;
  readonly restoreRoleArn: string;
  /** ARNs of the instance roles that a restore may pass to EC2, or `all`. */
  readonly passableInstanceRoles: readonly string[] | 'all';
  /** The parameters in which launch templates find their images (S5). */
  readonly imageParameterArns: readonly string[];
  /** Additional actions that custom policies need (S13). */
  readonly furtherActions: readonly string[];
}

interface Bounded {
  readonly accountId: string;
  readonly iam: { readonly permissionsBoundary: string };
  readonly names: Pick<EnvironmentNames, 'roleBoundary'>;
}

/** The ARN of the permissions boundary of an environment's roles: created by its bootstrap (`made-here`), custom, or `none`. */
export function roleBoundaryArn({ accountId, iam, names }: Bounded): string | undefined {
  const { permissionsBoundary: boundary } = iam;
  if (boundary === 'none') return undefined;
  return boundary === 'made-here' ? iamArn(accountId, `policy/${names.roleBoundary}`) : boundary;
}

/**
 * The maximum permissions of a role of the iam stack, whatever policies it has (E5, S2–S4): the actions of AWS Backup and of
 * the SSM backup. No identities, no other roles, no functions, commands or keys of others.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function roleBoundaryStatements(props: RoleBoundaryProps): DataAwsIamPolicyDocumentStatement[] {
  const { furtherActions, imageParameterArns } = props;
  return [
    {
      sid: 'BackUpAndRestore',
      actions: [...BACKED_UP_SERVICES],
      // The resources to back up are unknown at synth time; the policies of the roles are narrower.
      resources: ['*'],
    },
    {
      sid: 'TagRecoveryPoints',
      actions: ['backup:TagResource'],
      // No vaults and plans: with the tags of these stacks, an apply could change those of others.
      resources: ['arn:aws:backup:*:*:recovery-point:*'],
    },
    ...kubernetes(),
    ...keys(),
    ...commands(props),
    ...ownParts(props),
    ...passedRoles(props),
    ...(imageParameterArns.length === 0
      ? []
      : [{ sid: 'SeeWhichImage', actions: ['ssm:GetParameters'], resources: [...imageParameterArns] }]),
    ...denyDestruction(),
    ...(furtherActions.length === 0
      ? []
      : [{ sid: FURTHER_ACTIONS_SID, actions: [...furtherActions], resources: ['*'] }]),
  ];
}

/** Access to a cluster only as AWS Backup has it: any other would be that of its administrator. */
function kubernetes(): DataAwsIamPolicyDocumentStatement[] {
  return [
    {
      sid: 'AccessClustersAsAwsBackup',
      actions: ['eks:AssociateAccessPolicy', 'eks:DisassociateAccessPolicy'],
      resources: ['*'],
      condition: [
        {
          test: 'StringLike',
          variable: 'eks:policyArn',
          values: ['arn:aws:eks::aws:cluster-access-policy/AWSBackupFullAccessPolicyFor*'],
        },
      ],
    },
  ];
}

/** Keys are used for backed-up resources, through their service: not for objects in S3, such as states. */
function keys(): DataAwsIamPolicyDocumentStatement[] {
  const services = ['dsql', 'dynamodb', 'ec2', 'elasticfilesystem', 'rds', 'redshift', 'redshift-serverless', 'sns'];
  return [
    {
      sid: 'UseKeysThroughServices',
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      condition: [
        {
          test: 'StringLike',
          variable: 'kms:ViaService',
          values: services.map((service) => `${service}.*.amazonaws.com`),
        },
      ],
    },
    {
      sid: 'GrantKeysToServices',
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      condition: [{ test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] }],
    },
  ];
}

/** A command on an instance can do whatever the instance may do: only AWS's own document, which calls the shadow copy service. */
function commands(place: Place): DataAwsIamPolicyDocumentStatement[] {
  const executions = arnOf('ssm', place, 'automation-execution/*');
  return [
    {
      sid: 'ShadowCopies',
      actions: ['ssm:SendCommand'],
      resources: ['arn:aws:ssm:*:*:document/AWSEC2-CreateVssSnapshot', 'arn:aws:ec2:*:*:instance/*'],
    },
    {
      sid: 'SsmBackup',
      actions: ['ssm:GetAutomationExecution', 'ssm:StartAutomationExecution'],
      resources: [
        arnOf('ssm', place, `automation-definition/${BACKUP_DOCUMENT}:*`),
        arnOf('ssm', place, `document/${BACKUP_DOCUMENT}`),
        executions,
      ],
    },
  ];
}

function ownParts(props: RoleBoundaryProps): DataAwsIamPolicyDocumentStatement[] {
  const functions = namesOfType(props.names, 'aws_lambda_function');
  return [
    {
      sid: 'Functions',
      actions: ['lambda:InvokeFunction'],
      resources: functions.map((name) => arnOf('lambda', props, `function:${name}`)),
    },
    {
      sid: 'Logs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: functions.map((name) => arnOf('logs', props, `log-group:${logGroupName(name)}:log-stream:*`)),
    },
    { sid: 'Tell', actions: ['sns:Publish'], resources: [props.topicArn] },
    {
      sid: 'KeepUndelivered',
      actions: ['sqs:SendMessage'],
      resources: [arnOf('sqs', props, props.names.agentCheckQueue)],
    },
  ];
}

/** AWS's restore policies allow passing every role: the boundary allows only the roles that the environment names. */
function passedRoles(props: RoleBoundaryProps): DataAwsIamPolicyDocumentStatement[] {
  const { accountId, names, passableInstanceRoles, backupRoleArn, restoreRoleArn } = props;
  return [
    ...(passableInstanceRoles.length === 0 ? [] : [passInstanceRoles(passableInstanceRoles)]),
    {
      sid: 'PassOwnRoles',
      actions: ['iam:PassRole'],
      resources: [iamArn(accountId, `role/${names.automationRole}`), backupRoleArn, restoreRoleArn],
      condition: [
        {
          test: 'StringEquals',
          variable: 'iam:PassedToService',
          values: ['backup.amazonaws.com', 'ssm.amazonaws.com'],
        },
      ],
    },
    {
      sid: 'LookAtRoles',
      actions: ['iam:GetRole', 'iam:ListAttachedRolePolicies'],
      resources: ['*'],
    },
  ];
}
