import type { Questions } from '../questions';
import { arn, BOUNDARY, iamArn, inSituation, key, keyThrough, passed, role, subject } from '../resources';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const instance = subject(arn('ec2', 'instance/i-1'), { 'ec2:ResourceTag/BackupGroup': 'other' });

/** Ways to more permissions, to the data of others, or to the loss of backups. No role may take any of them. */
export const ATTACKS: Questions = {
  may: {},
  mayNot: {
    'an administrator for EC2': [passed('administrator', 'ec2'), 'iam:PassRole'],
    'an administrator for Lambda': [passed('administrator', 'lambda'), 'iam:PassRole'],
    'the apply role for Systems Manager': [passed('backupctl-apply', 'ssm'), 'iam:PassRole'],
    'the apply role itself': [
      subject(iamArn('role/backupctl-apply')),
      'sts:AssumeRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:PutRolePolicy',
      'iam:DeleteRolePermissionsBoundary',
    ],
    'an administrator policy on a role of the stacks': [
      role('SSMAutomationRole', BOUNDARY, ADMINISTRATOR),
      'iam:AttachRolePolicy',
    ],
    'the boundary of a role of the stacks': [
      role('SSMAutomationRole', BOUNDARY),
      'iam:DeleteRolePermissionsBoundary',
      'iam:PutRolePolicy',
    ],
    'the boundary policy': [
      subject(BOUNDARY),
      'iam:CreatePolicyVersion',
      'iam:SetDefaultPolicyVersion',
      'iam:DeletePolicyVersion',
    ],
    'a policy of the apply role': [subject(iamArn('policy/backupctl-apply-backup')), 'iam:CreatePolicyVersion'],
    'a user': [subject(iamArn('user/intruder')), 'iam:CreateUser', 'iam:CreateAccessKey', 'iam:AttachUserPolicy'],
    'the identity provider': [
      subject(iamArn('oidc-provider/token.actions.githubusercontent.com')),
      'iam:AddClientIDToOpenIDConnectProvider',
      'iam:UpdateOpenIDConnectProviderThumbprint',
    ],
    'a vault of others': [
      inSituation('foreign', arn('backup', 'backup-vault:payments')),
      'backup:PutBackupVaultLockConfiguration',
      'backup:PutBackupVaultAccessPolicy',
    ],
    'a vault of others, claimed by its tags': [
      inSituation('foreign, claimed', arn('backup', 'backup-vault:payments')),
      'backup:TagResource',
    ],
    'its own vault and recovery points': [
      inSituation('own', arn('backup', 'backup-vault:EC2')),
      'backup:DeleteBackupVault',
      'backup:DeleteRecoveryPoint',
      'backup:DisassociateRecoveryPoint',
      'backup:UpdateRecoveryPointLifecycle',
    ],
    'a key of others': [key('foreign'), 'kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:Decrypt', 'kms:ReEncryptFrom'],
    'a key of its own': [key('own'), 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:Decrypt'],
    'a key through Secrets Manager': [keyThrough('secretsmanager'), 'kms:Decrypt'],
    'the states of its own bootstrap': [
      subject('arn:aws:s3:::anyservice-prod-tfstate-333333333333/anyservice/prod/state-bootstrap/terraform.tfstate'),
      's3:PutObject',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
    ],
    'the states of the neighbours': [
      subject('arn:aws:s3:::anyservice-stg-tfstate-222222222222/anyservice/stg/iam/terraform.tfstate'),
      's3:GetObject',
      's3:PutObject',
    ],
    'the bucket of the states': [
      subject('arn:aws:s3:::anyservice-prod-tfstate-333333333333'),
      's3:PutBucketPolicy',
      's3:PutBucketVersioning',
      's3:DeleteBucket',
    ],
    'a command on an instance': [subject('arn:aws:ssm:ap-northeast-1::document/AWS-RunShellScript'), 'ssm:SendCommand'],
    'an automation of AWS': [
      subject(arn('ssm', 'automation-definition/AWS-RunShellScript:1')),
      'ssm:StartAutomationExecution',
    ],
    'a session on an instance': [instance, 'ssm:StartSession', 'ec2:ModifyInstanceAttribute'],
    'a function of others': [
      subject(arn('lambda', 'function:payments'), { 'lambda:Principal': '*' }),
      'lambda:UpdateFunctionCode',
      'lambda:AddPermission',
      'lambda:InvokeFunction',
    ],
    'messages of others for a function': [subject('*'), 'lambda:CreateEventSourceMapping'],
    'a function of the stacks for everyone': [
      subject(arn('lambda', 'function:lmd-del-backup-gen'), { 'lambda:Principal': '*' }),
      'lambda:AddPermission',
      'lambda:CreateFunctionUrlConfig',
    ],
    'events to a function of others': [
      subject(arn('events', 'rule/evtbg-rule-backup'), { 'events:TargetArn': [arn('lambda', 'function:payments')] }),
      'events:PutTargets',
    ],
    'events to its topic, and to a function of others': [
      subject(arn('events', 'rule/evtbg-rule-backup'), {
        'events:TargetArn': [arn('sns', 'sns-backup-alertnotification'), arn('lambda', 'function:payments')],
      }),
      'events:PutTargets',
    ],
    'events to another account': [
      subject(arn('events', 'rule/evtbg-rule-backup'), {
        'events:TargetArn': ['arn:aws:events:ap-northeast-1:666666666666:event-bus/default'],
      }),
      'events:PutTargets',
    ],
    'an alarm that terminates an instance': [
      subject(arn('cloudwatch', 'alarm:lmd-ssm-backup-errors'), {
        'cloudwatch:AlarmActions': [
          arn('sns', 'sns-backup-alertnotification'),
          'arn:aws:automate:ap-northeast-1:ec2:terminate',
        ],
      }),
      'cloudwatch:PutMetricAlarm',
    ],
    'an alarm that starts a function of others': [
      subject(arn('cloudwatch', 'alarm:lmd-ssm-backup-errors'), {
        'cloudwatch:AlarmActions': [arn('lambda', 'function:payments')],
      }),
      'cloudwatch:PutMetricAlarm',
    ],
    'a new event rule': [subject(arn('events', 'rule/evtbg-intruder')), 'events:PutRule'],
    'a topic of others': [subject(arn('sns', 'payments')), 'sns:Subscribe', 'sns:SetTopicAttributes', 'sns:Publish'],
    'a queue of others': [subject(arn('sqs', 'payments')), 'sqs:SetQueueAttributes', 'sqs:ReceiveMessage'],
    'a secret': [subject(arn('secretsmanager', 'secret:db')), 'secretsmanager:GetSecretValue'],
    'a stack with its role': [
      subject(arn('cloudformation', 'stack/payments/1')),
      'cloudformation:UpdateStack',
      'cloudformation:ExecuteChangeSet',
    ],
    'the organization': [subject('*'), 'organizations:LeaveOrganization', 'account:CloseAccount'],
  },
};
