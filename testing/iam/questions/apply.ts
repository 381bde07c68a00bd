import type { Questions } from '../questions';
import { arn, BOUNDARY, iamArn, inSituation, key, passed, role, type Situation, subject } from '../resources';

const vault = (situation: Situation, name = 'EC2', region?: string) =>
  inSituation(situation, arn('backup', `backup-vault:${name}`, region));
const plan = (situation: Situation) => inSituation(situation, arn('backup', 'backup-plan:1'));
const window = (situation: Situation) => inSituation(situation, arn('ssm', 'maintenancewindow/mw-1'));
const target = (topic: string) =>
  subject(arn('events', 'rule/evtbg-rule-backup'), { 'events:TargetArn': [arn('sns', topic)] });

const alarm = (...actions: string[]) =>
  subject(
    arn('cloudwatch', 'alarm:lmd-ssm-backup-errors'),
    actions.length === 0 ? {} : { 'cloudwatch:AlarmActions': actions },
  );

const CHANGE_VAULT = [
  'backup:PutBackupVaultLockConfiguration',
  'backup:DeleteBackupVaultLockConfiguration',
  'backup:PutBackupVaultAccessPolicy',
  'backup:DeleteBackupVaultAccessPolicy',
  'backup:PutBackupVaultNotifications',
  'backup:DeleteBackupVaultNotifications',
] as const;
const CHANGE_PLAN = [
  'backup:UpdateBackupPlan',
  'backup:DeleteBackupPlan',
  'backup:CreateBackupSelection',
  'backup:DeleteBackupSelection',
] as const;
const CHANGE_WINDOW = [
  'ssm:UpdateMaintenanceWindow',
  'ssm:DeleteMaintenanceWindow',
  'ssm:RegisterTargetWithMaintenanceWindow',
  'ssm:RegisterTaskWithMaintenanceWindow',
  'ssm:DeregisterTaskFromMaintenanceWindow',
  'ssm:UpdateMaintenanceWindowTask',
] as const;

/** What an apply of prod changes, and what it must leave alone (E1, E2). */
export const APPLY: Questions = {
  may: {
    'a vault of its own': [vault('own'), ...CHANGE_VAULT, 'backup:UntagResource'],
    'a vault of its own with another name in another region': [vault('own', 'Renamed', 'eu-west-1'), ...CHANGE_VAULT],
    'the tags of a vault of its own': [vault('own, tags again'), 'backup:TagResource'],
    'a new vault': [vault('new', 'Added'), 'backup:CreateBackupVault', 'backup:TagResource'],
    'a plan of its own': [plan('own'), ...CHANGE_PLAN],
    'a new plan': [plan('new'), 'backup:CreateBackupPlan', 'backup:TagResource'],
    'a window of its own': [window('own'), ...CHANGE_WINDOW],
    'a new window': [inSituation('new', '*'), 'ssm:CreateMaintenanceWindow'],
    'its rule and its topic': [target('sns-backup-alertnotification'), 'events:PutTargets'],
    'its alarm': [alarm(arn('sns', 'sns-backup-alertnotification')), 'cloudwatch:PutMetricAlarm'],
    'its alarm without actions': [alarm(), 'cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms'],
    'its function': [subject(arn('lambda', 'function:lmd-del-backup-gen')), 'lambda:UpdateFunctionCode'],
    'the role of its automation for Systems Manager': [passed('SSMAutomationRole', 'ssm'), 'iam:PassRole'],
    'a role with the boundary': [role('SSMAutomationRole', BOUNDARY), 'iam:CreateRole'],
    'a key of its own': [key('own'), 'kms:PutKeyPolicy', 'kms:EnableKeyRotation'],
  },
  mayNot: {
    'a vault of others': [vault('foreign'), ...CHANGE_VAULT, 'backup:UntagResource'],
    'a vault without a service tag': [vault('partly'), ...CHANGE_VAULT],
    'a vault without tags': [vault('untagged', 'Default'), ...CHANGE_VAULT, 'backup:TagResource'],
    'a vault of others that it would tag as its own': [vault('foreign, claimed'), 'backup:TagResource'],
    'a vault with some tags that it would tag as its own': [vault('partly, claimed'), 'backup:TagResource'],
    'a new vault for others': [vault('new foreign'), 'backup:CreateBackupVault', 'backup:TagResource'],
    'a new vault without tags': [vault('new untagged'), 'backup:CreateBackupVault'],
    'recovery points of its own vault': [
      vault('own'),
      'backup:DeleteBackupVault',
      'backup:DeleteRecoveryPoint',
      'backup:StartRestoreJob',
    ],
    'a plan of others': [plan('foreign'), ...CHANGE_PLAN],
    'a plan of others that it would tag as its own': [plan('foreign, claimed'), 'backup:TagResource'],
    'a window of others': [window('foreign'), ...CHANGE_WINDOW],
    'a window without tags': [window('untagged'), ...CHANGE_WINDOW],
    'a window of others that it would tag as its own': [window('foreign, claimed'), 'ssm:AddTagsToResource'],
    'a new window without tags': [inSituation('new untagged', '*'), 'ssm:CreateMaintenanceWindow'],
    'a rule of others': [subject(arn('events', 'rule/evtbg-other')), 'events:PutRule', 'events:DeleteRule'],
    'its rule and a topic of others': [target('payments'), 'events:PutTargets'],
    'an alarm of others': [subject(arn('cloudwatch', 'alarm:lmd-payments')), 'cloudwatch:DeleteAlarms'],
    'a function of others': [subject(arn('lambda', 'function:payments')), 'lambda:UpdateFunctionCode'],
    'everyone calling its function': [
      subject(arn('lambda', 'function:lmd-del-backup-gen'), { 'lambda:Principal': '*' }),
      'lambda:AddPermission',
    ],
    'a role without the boundary': [role('SSMAutomationRole'), 'iam:CreateRole'],
    'the boundary itself': [subject(BOUNDARY), 'iam:CreatePolicyVersion', 'iam:DeletePolicy'],
    'its own role': [subject(iamArn('role/backupctl-apply')), 'iam:UpdateAssumeRolePolicy', 'iam:PassRole'],
    'a key of others': [key('foreign'), 'kms:PutKeyPolicy', 'kms:EnableKeyRotation', 'kms:TagResource'],
  },
};
