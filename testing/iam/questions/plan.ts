import type { Questions } from '../questions';
import { arn, iamArn, inSituation, key, keyThrough, passed, subject } from '../resources';

const BUCKET = 'arn:aws:s3:::anyservice-prod-tfstate-333333333333';
const BEFORE = 'arn:aws:s3:::anyservice-stg-tfstate-222222222222';
const object = (name: string) => subject(`${BUCKET}/anyservice/prod/${name}`);

/** What a plan of prod reads without an approval, and what it must not read or change (E1). */
export const PLAN: Questions = {
  may: {
    'the state of a stack': [object('backup/terraform.tfstate'), 's3:GetObject'],
    'the lock of a state': [object('backup/terraform.tfstate.tflock'), 's3:PutObject', 's3:DeleteObject'],
    'a bundle': [object('bundles/1.zip'), 's3:PutObject', 's3:GetObject'],
    'a release of the previous environment': [subject(`${BEFORE}/anyservice/stg/releases/1.json`), 's3:GetObject'],
    'the settings of a vault': [
      inSituation('own', arn('backup', 'backup-vault:EC2')),
      'backup:DescribeBackupVault',
      'backup:GetBackupVaultAccessPolicy',
      'backup:GetBackupVaultNotifications',
      'backup:ListTags',
    ],
    'a vault that has lost its tags': [subject(arn('backup', 'backup-vault:EC2')), 'backup:DescribeBackupVault'],
    'a plan': [subject(arn('backup', 'backup-plan:1')), 'backup:GetBackupPlan', 'backup:GetBackupSelection'],
    'a role of its stacks': [subject(iamArn('role/SSMAutomationRole')), 'iam:GetRole', 'iam:ListAttachedRolePolicies'],
    'its own role': [subject(iamArn('role/backupctl-plan')), 'iam:GetRole'],
    'a policy of the bootstrap': [subject(iamArn('policy/backupctl-apply-backup')), 'iam:GetPolicyVersion'],
    'a function of its stacks': [subject(arn('lambda', 'function:lmd-del-backup-gen')), 'lambda:GetFunction'],
    'the SSM document': [subject(arn('ssm', 'document/SSM-BackupEC2Instance')), 'ssm:GetDocument'],
    'the bucket of the states': [subject(BUCKET), 's3:GetBucketPolicy', 's3:GetEncryptionConfiguration'],
  },
  mayNot: {
    'the state of a stack, in writing': [object('backup/terraform.tfstate'), 's3:PutObject', 's3:DeleteObject'],
    'a release of its own': [object('releases/1.json'), 's3:PutObject'],
    'a state of the previous environment': [subject(`${BEFORE}/anyservice/stg/iam/terraform.tfstate`), 's3:GetObject'],
    'a bundle of the previous environment': [subject(`${BEFORE}/anyservice/stg/bundles/1.zip`), 's3:GetObject'],
    'a folder of others in its bucket': [subject(`${BUCKET}/billing/prod/iam/terraform.tfstate`), 's3:GetObject'],
    'objects of others': [subject('arn:aws:s3:::invoices/1.pdf'), 's3:GetObject', 's3:PutObject'],
    'the bucket of others': [subject('arn:aws:s3:::invoices'), 's3:GetBucketPolicy', 's3:ListBucket'],
    'the code of a function of others': [
      subject(arn('lambda', 'function:payments')),
      'lambda:GetFunction',
      'lambda:GetFunctionConfiguration',
      'lambda:InvokeFunction',
    ],
    'what a command on an instance printed': [subject('*'), 'ssm:GetCommandInvocation', 'ssm:ListCommandInvocations'],
    'a file in a code repository': [subject(arn('codecommit', 'payments')), 'codecommit:GetFile', 'codecommit:GitPull'],
    'the user data of an instance': [subject(arn('ec2', 'instance/i-1')), 'ec2:DescribeInstanceAttribute'],
    'the user data of a launch template': [subject('*'), 'ec2:DescribeLaunchTemplateVersions'],
    'the console of an instance': [subject(arn('ec2', 'instance/i-1')), 'ec2:GetConsoleOutput', 'ec2:GetPasswordData'],
    'a table': [subject(arn('dynamodb', 'table/orders')), 'dynamodb:Scan', 'dynamodb:Query', 'dynamodb:GetItem'],
    'a secret': [subject(arn('secretsmanager', 'secret:db')), 'secretsmanager:GetSecretValue'],
    'a parameter': [subject(arn('ssm', 'parameter/db')), 'ssm:GetParameter', 'ssm:GetParameters'],
    'messages in its queue': [
      subject(arn('sqs', 'evtbg-rule-ssmagentcheck-undelivered')),
      'sqs:ReceiveMessage',
      'sqs:PurgeQueue',
    ],
    'logs of its function': [
      subject(arn('logs', 'log-group:/aws/lambda/lmd-del-backup-gen')),
      'logs:FilterLogEvents',
      'logs:StartQuery',
    ],
    'an SSM document of others': [subject(arn('ssm', 'document/payments')), 'ssm:GetDocument'],
    'a role of others': [subject(iamArn('role/administrator')), 'iam:GetRole', 'sts:AssumeRole'],
    'a vault of its own': [
      inSituation('own', arn('backup', 'backup-vault:EC2')),
      'backup:PutBackupVaultAccessPolicy',
      'backup:StartRestoreJob',
      'backup:DeleteBackupVault',
    ],
    'a key of its own': [key('own'), 'kms:Decrypt', 'kms:CreateGrant', 'kms:PutKeyPolicy'],
    'a key through S3': [keyThrough('s3'), 'kms:Decrypt', 'kms:GenerateDataKey'],
    'a role for a service': [passed('SSMAutomationRole', 'ssm'), 'iam:PassRole'],
  },
};
