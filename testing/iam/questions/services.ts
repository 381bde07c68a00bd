import type { Questions } from '../questions';
import { arn, BOUNDARY, iamArn, keyThrough, passed, subject } from '../resources';

const inGroup = (group: string) => subject(arn('ec2', 'instance/i-1'), { 'ec2:ResourceTag/BackupGroup': group });
const image = (context = {}) => subject('arn:aws:ec2:ap-northeast-1::image/ami-1', context);
const snapshot = (context = {}) => subject('arn:aws:ec2:ap-northeast-1::snapshot/snap-1', context);
const AUTO = { 'ec2:ResourceTag/AutoBackup': 'true' };
const own = (name: string) => subject(arn('lambda', `function:${name}`));
const logs = (name: string) => subject(arn('logs', `log-group:/aws/lambda/${name}:log-stream:1`));
const document = (name: string) => subject(arn('ssm', `automation-definition/${name}:1`));
const topic = (name: string, region?: string) => subject(arn('sns', name, region));
const IMAGES = ['ec2:DeregisterImage', 'ec2:ModifyImageAttribute', 'ec2:CopyImage'] as const;
const SNAPSHOTS = ['ec2:DeleteSnapshot', 'ec2:ModifySnapshotAttribute', 'ec2:CopySnapshot'] as const;
const POWER = ['ec2:StopInstances', 'ec2:StartInstances', 'ec2:CreateImage'] as const;

/** What no role of the SSM backup needs. */
const NEVER: Questions['mayNot'] = {
  'any instance': [
    subject(arn('ec2', 'instance/i-2')),
    'ec2:TerminateInstances',
    'ec2:RebootInstances',
    'ec2:RunInstances',
    'ec2:ModifyInstanceAttribute',
    'ec2:AssociateIamInstanceProfile',
    'ec2:CreateReplaceRootVolumeTask',
  ],
  'a volume': [subject(arn('ec2', 'volume/vol-1')), 'ec2:AttachVolume', 'ec2:DetachVolume', 'ec2:DeleteVolume'],
  'an image of others': [image(), ...IMAGES, 'ec2:DeleteTags'],
  'a snapshot of others': [snapshot(), ...SNAPSHOTS, 'ec2:LockSnapshot'],
  'a vault': [subject(arn('backup', 'backup-vault:EC2')), 'backup:StartBackupJob', 'backup:StartRestoreJob'],
  'its own role': [subject(iamArn('role/SSMAutomationRole')), 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'],
  'a state': [
    subject('arn:aws:s3:::anyservice-prod-tfstate-333333333333/anyservice/prod/iam/terraform.tfstate'),
    's3:GetObject',
    's3:PutObject',
  ],
  'a function of the stacks, in writing': [own('lmd-del-backup-gen'), 'lambda:UpdateFunctionCode'],
  'the SSM document, in writing': [subject(arn('ssm', 'document/SSM-BackupEC2Instance')), 'ssm:UpdateDocument'],
};

/** The automation stops, images and starts the instances of its group (S2). */
export const AUTOMATION: Questions = {
  may: {
    'an instance of the group': [inGroup('ssm-backup-group'), ...POWER],
    'a new image': [image(), 'ec2:CreateImage'],
    'the tags of a new image': [
      image({ 'ec2:CreateAction': 'CreateImage', 'aws:TagKeys': ['Name', 'AutoBackup'] }),
      'ec2:CreateTags',
    ],
    'the tags of its image': [image({ ...AUTO, 'aws:TagKeys': ['Name'] }), 'ec2:CreateTags'],
    'the function that prunes': [own('lmd-del-backup-gen'), 'lambda:InvokeFunction'],
    everything: [subject('*'), 'ec2:DescribeInstances', 'ec2:DescribeImages', 'ec2:DescribeTags'],
    'a key of a volume for EC2': [keyThrough('ec2', { 'kms:GrantIsForAWSResource': 'true' }), 'kms:CreateGrant'],
  },
  mayNot: {
    ...NEVER,
    'an instance of another group': [inGroup('other'), ...POWER],
    'an instance without a group': [subject(arn('ec2', 'instance/i-3')), ...POWER],
    'the group of an instance': [
      subject(arn('ec2', 'instance/i-3'), { 'aws:TagKeys': ['BackupGroup'] }),
      'ec2:CreateTags',
    ],
    'an image of others that it would mark as its own': [image({ 'aws:TagKeys': ['AutoBackup'] }), 'ec2:CreateTags'],
    'another tag of its image': [image({ ...AUTO, 'aws:TagKeys': ['Owner'] }), 'ec2:CreateTags'],
    'its images': [image(AUTO), ...IMAGES],
    'a key for the caller': [keyThrough('ec2', { 'kms:GrantIsForAWSResource': 'false' }), 'kms:CreateGrant'],
    'a key': [keyThrough('ec2'), 'kms:Decrypt'],
    'the other function': [own('lmd-ssmagentcheck-send-sns'), 'lambda:InvokeFunction'],
    'a role': [passed('SSMAutomationRole', 'ssm'), 'iam:PassRole'],
  },
};

/** The window starts the automation (S2, ADR 12). */
export const WINDOW: Questions = {
  may: {
    'the backup': [document('SSM-BackupEC2Instance'), 'ssm:StartAutomationExecution'],
    'an execution': [subject(arn('ssm', 'automation-execution/1')), 'ssm:GetAutomationExecution'],
    'the group': [subject('*'), 'tag:GetResources'],
    'the role of the automation': [passed('SSMAutomationRole', 'ssm'), 'iam:PassRole'],
  },
  mayNot: {
    ...NEVER,
    'an instance of the group': [inGroup('ssm-backup-group'), ...POWER],
    'another document': [document('AWS-RunShellScript'), 'ssm:StartAutomationExecution'],
    'a document of others': [document('SSM-BackupEC2InstanceX'), 'ssm:StartAutomationExecution'],
    'an execution, in writing': [
      subject(arn('ssm', 'automation-execution/1')),
      'ssm:StopAutomationExecution',
      'ssm:SendAutomationSignal',
    ],
    'the role of the automation for EC2': [passed('SSMAutomationRole', 'ec2'), 'iam:PassRole'],
    'its own role, passed on': [passed('SSMMaintenanceWindowRole', 'ssm'), 'iam:PassRole'],
    'a function': [own('lmd-del-backup-gen'), 'lambda:InvokeFunction'],
    'a window': [subject(arn('ssm', 'maintenancewindow/mw-1')), 'ssm:UpdateMaintenanceWindow'],
  },
};

/** The pruning deletes its own generations, and nothing else (S3). */
export const PRUNE: Questions = {
  may: {
    'a generation': [image(AUTO), 'ec2:DeregisterImage'],
    'a snapshot of a generation': [snapshot(AUTO), 'ec2:DeleteSnapshot'],
    everything: [subject('*'), 'ec2:DescribeImages', 'ec2:DescribeLaunchTemplateVersions', 'ec2:DescribeInstances'],
    'its logs': [logs('lmd-del-backup-gen'), 'logs:PutLogEvents', 'logs:CreateLogStream'],
  },
  mayNot: {
    ...NEVER,
    'an image with AutoBackup=false': [image({ 'ec2:ResourceTag/AutoBackup': 'false' }), 'ec2:DeregisterImage'],
    'a snapshot with AutoBackup=yes': [snapshot({ 'ec2:ResourceTag/AutoBackup': 'yes' }), 'ec2:DeleteSnapshot'],
    'an image in another region': [subject('arn:aws:ec2:eu-west-1::image/ami-1', AUTO), 'ec2:DeregisterImage'],
    'an image of others that it would mark as its own': [
      image({ 'ec2:CreateAction': 'CreateImage', 'aws:TagKeys': ['AutoBackup'] }),
      'ec2:CreateTags',
    ],
    'an instance of the group': [inGroup('ssm-backup-group'), ...POWER],
    'the logs of others': [logs('payments'), 'logs:PutLogEvents', 'logs:GetLogEvents'],
    'a parameter': [subject(arn('ssm', 'parameter/db')), 'ssm:GetParameters'],
    'its topic': [topic('sns-backup-alertnotification'), 'sns:Publish'],
  },
};

/** The check of SSM agents looks, and publishes to one topic (S4). */
export const AGENT_CHECK: Questions = {
  may: {
    everything: [subject('*'), 'ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'],
    'its topic': [topic('sns-backup-alertnotification'), 'sns:Publish'],
    'its logs': [logs('lmd-ssmagentcheck-send-sns'), 'logs:PutLogEvents'],
  },
  mayNot: {
    ...NEVER,
    'a topic of others': [topic('payments'), 'sns:Publish'],
    'its topic in another region': [topic('sns-backup-alertnotification', 'eu-west-1'), 'sns:Publish'],
    'its topic, in writing': [topic('sns-backup-alertnotification'), 'sns:Subscribe', 'sns:SetTopicAttributes'],
    'a generation': [image(AUTO), ...IMAGES],
    'an instance of the group': [inGroup('ssm-backup-group'), ...POWER],
    'the logs of the other function': [logs('lmd-del-backup-gen'), 'logs:PutLogEvents'],
    'a command': [subject('arn:aws:ssm:ap-northeast-1::document/AWS-RunShellScript'), 'ssm:SendCommand'],
  },
};

/** The scheduler starts one function (S10). */
export const SCHEDULER: Questions = {
  may: {
    'its function': [own('lmd-ssmagentcheck-send-sns'), 'lambda:InvokeFunction'],
    'its queue': [subject(arn('sqs', 'evtbg-rule-ssmagentcheck-undelivered')), 'sqs:SendMessage'],
  },
  mayNot: {
    ...NEVER,
    'the function that prunes': [own('lmd-del-backup-gen'), 'lambda:InvokeFunction'],
    'its function, in writing': [
      own('lmd-ssmagentcheck-send-sns'),
      'lambda:UpdateFunctionConfiguration',
      'lambda:GetFunction',
    ],
    'its queue, in reading': [
      subject(arn('sqs', 'evtbg-rule-ssmagentcheck-undelivered')),
      'sqs:ReceiveMessage',
      'sqs:SetQueueAttributes',
    ],
    'a queue of others': [subject(arn('sqs', 'payments')), 'sqs:SendMessage'],
    'its function with another qualifier': [own('lmd-ssmagentcheck-send-sns:old'), 'lambda:InvokeFunction'],
    'its function in another region': [
      subject(arn('lambda', 'function:lmd-ssmagentcheck-send-sns', 'eu-west-1')),
      'lambda:InvokeFunction',
    ],
    'its schedule': [
      subject(arn('scheduler', 'schedule/default/evtbg-rule-ssmagentcheck')),
      'scheduler:UpdateSchedule',
    ],
    'its role': [passed('SchedulerSSMAgentCheckRole', 'scheduler'), 'iam:PassRole'],
    'an instance of the group': [inGroup('ssm-backup-group'), ...POWER],
  },
};

/** The most that a role of the iam stack can do, whatever policies it has (ADR 13). */
export const BOUNDED: Questions = {
  may: {
    'an instance': [subject(arn('ec2', 'instance/i-1')), ...POWER, 'ec2:TerminateInstances'],
    'an image': [image(), 'ec2:DeregisterImage', 'ec2:CreateTags'],
    'a snapshot': [snapshot(), 'ec2:DeleteSnapshot', 'ec2:CopySnapshot', 'ebs:StartSnapshot'],
    'a database': [subject(arn('rds', 'db:orders')), 'rds:CreateDBSnapshot', 'rds:DescribeDBInstances'],
    'a table': [subject(arn('dynamodb', 'table/orders')), 'dynamodb:StartAwsBackupJob', 'dynamodb:DescribeTable'],
    'a file system': [subject(arn('elasticfilesystem', 'file-system/fs-1')), 'elasticfilesystem:Backup'],
    'a vault': [subject(arn('backup', 'backup-vault:EC2')), 'backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'],
    'a role for instances': [passed('ec2_role', 'ec2'), 'iam:PassRole'],
    'the role of AWS Backup': [passed('service-role/AWSBackupServiceEC2Role', 'backup'), 'iam:PassRole'],
    'a key through EC2': [keyThrough('ec2'), 'kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext'],
    'its topic': [topic('sns-backup-alertnotification'), 'sns:Publish'],
  },
  mayNot: {
    'a vault': [
      subject(arn('backup', 'backup-vault:EC2')),
      'backup:DeleteBackupVault',
      'backup:DeleteRecoveryPoint',
      'backup:PutBackupVaultAccessPolicy',
      'backup:PutBackupVaultLockConfiguration',
    ],
    'another role for instances': [passed('administrator', 'ec2'), 'iam:PassRole'],
    'a role for instances, for Lambda': [passed('ec2_role', 'lambda'), 'iam:PassRole'],
    'the boundary': [subject(BOUNDARY), 'iam:CreatePolicyVersion'],
    'an instance': [
      subject(arn('ec2', 'instance/i-1')),
      'ec2:ModifyInstanceAttribute',
      'ec2:AssociateIamInstanceProfile',
      'ec2:GetPasswordData',
      'ssm:StartSession',
    ],
    'a key through S3': [keyThrough('s3'), 'kms:Decrypt'],
    'an object': [subject('arn:aws:s3:::invoices/1.pdf'), 's3:GetObject', 's3:PutObject'],
    'a vault of others, by a tag': [
      subject(arn('backup', 'backup-vault:payments')),
      'backup:TagResource',
      'backup:UntagResource',
    ],
    'a plan': [subject(arn('backup', 'backup-plan:1')), 'backup:TagResource', 'backup:CreateBackupPlan'],
    'a key, by a tag': [subject(arn('kms', 'key/1')), 'kms:TagResource'],
    'a log': [subject(arn('logs', 'log-group:payments')), 'logs:FilterLogEvents', 'logs:DeleteLogGroup'],
  },
};
