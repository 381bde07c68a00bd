import { COVERAGE_READS } from '../../../domain/coverage/reads';
import type { Questions } from '../questions';
import { arn, iamArn, passed, role, subject, type Subject } from '../resources';

const tags = (where: 'RequestTag' | 'ResourceTag', service = 'anyservice', stack = 'organizations') => ({
  [`aws:${where}/ManagedBy`]: 'Terraform',
  [`aws:${where}/Service`]: service,
  [`aws:${where}/Stack`]: stack,
});
const vault = (context = {}): Subject => subject(arn('backup', 'backup-vault:test-bk-vault'), context);
const key = (context = {}): Subject => subject(arn('kms', 'key/1', 'us-east-1'), context);
const rule = (target: string): Subject =>
  subject(arn('events', 'rule/evtbg-rule-backup-failures', 'us-east-1'), { 'events:TargetArn': [target] });
const BUS = 'arn:aws:events:ap-northeast-1:999999999999:event-bus/evtbg-bus-backup-failures';
const BACKUP = 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup';
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

const CHANGE_VAULT = ['backup:PutBackupVaultAccessPolicy', 'backup:PutBackupVaultLockConfiguration'] as const;
const CHANGE_ROLE = ['iam:UpdateAssumeRolePolicy', 'iam:DetachRolePolicy', 'iam:DeleteRole'] as const;

const READS = {
  'every resource that coverage lists': [subject('*'), ...COVERAGE_READS.actions],
  'a vault': [vault(), 'backup:DescribeBackupVault', 'backup:GetBackupVaultAccessPolicy', 'backup:ListTags'],
  'the recovery points that show sizes': [vault(), 'backup:ListRecoveryPointsByBackupVault'],
  'a key': [key(), 'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
  'the role of the baseline': [subject(iamArn('role/test-bk-role')), 'iam:GetRole', 'iam:ListAttachedRolePolicies'],
  'the role of plans': [subject(iamArn('role/backupctl-member-plan')), 'iam:GetRole', 'iam:ListAttachedRolePolicies'],
  'the policy of the role of applies': [
    subject(iamArn('policy/backupctl-member-apply-change')),
    'iam:GetPolicy',
    'iam:GetPolicyVersion',
  ],
  'the event rule': [
    subject(arn('events', 'rule/evtbg-rule-backup-failures', 'us-east-1')),
    'events:DescribeRule',
    'events:ListTargetsByRule',
    'events:ListTagsForResource',
  ],
} satisfies Questions['may'];

/** What neither role in a member may do. */
const NEVER: Questions['mayNot'] = {
  'the role of plans': [subject(iamArn('role/backupctl-member-plan')), ...CHANGE_ROLE, 'iam:AttachRolePolicy'],
  'the role of applies': [subject(iamArn('role/backupctl-member-apply')), ...CHANGE_ROLE, 'iam:AttachRolePolicy'],
  'their policies': [
    subject(iamArn('policy/backupctl-member-apply-change')),
    'iam:CreatePolicyVersion',
    'iam:DeletePolicy',
  ],
  'another role': [subject(iamArn('role/administrator')), 'iam:GetRole', 'sts:AssumeRole', ...CHANGE_ROLE],
  'the role of the management account': [subject(iamArn('role/backupctl-apply', '999999999999')), 'sts:AssumeRole'],
  'an administrator policy': [role('test-bk-role', undefined, ADMINISTRATOR), 'iam:AttachRolePolicy'],
  'the vault, to lose backups': [vault(tags('ResourceTag')), 'backup:DeleteBackupVault', 'backup:DeleteRecoveryPoint'],
  'the key, to lose backups': [key(tags('ResourceTag')), 'kms:ScheduleKeyDeletion', 'kms:DisableKey'],
  'a vault of an environment': [vault(tags('ResourceTag', 'anyservice', 'backup')), ...CHANGE_VAULT],
  'the vault in another account': [
    subject('arn:aws:backup:ap-northeast-1:222222222222:backup-vault:test-bk-vault', tags('ResourceTag')),
    'backup:DescribeBackupVault',
    ...CHANGE_VAULT,
  ],
  'an object': [subject('arn:aws:s3:::invoices/1.pdf'), 's3:GetObject'],
  'a table': [subject(arn('dynamodb', 'table/orders')), 'dynamodb:Scan'],
  'the organization': [subject('*'), 'organizations:DescribeOrganization', 'organizations:AttachPolicy'],
};

/** What plans of the organization read in a member. */
export const MEMBER_PLAN: Questions = {
  may: READS,
  mayNot: {
    ...NEVER,
    'its vault': [vault(tags('ResourceTag')), ...CHANGE_VAULT, 'backup:TagResource'],
    'a new vault': [vault(tags('RequestTag')), 'backup:CreateBackupVault'],
    'its key': [key(tags('ResourceTag')), 'kms:PutKeyPolicy', 'kms:Decrypt'],
    'the role of the baseline, in writing': [subject(iamArn('role/test-bk-role')), ...CHANGE_ROLE, 'iam:CreateRole'],
    'its event rule': [rule(BUS), 'events:PutRule', 'events:PutTargets'],
  },
};

/** What applies of the organization change in a member. */
export const MEMBER_APPLY: Questions = {
  may: {
    ...READS,
    'its vault': [vault(tags('ResourceTag')), ...CHANGE_VAULT],
    'a new vault': [vault(tags('RequestTag')), 'backup:CreateBackupVault', 'backup:TagResource'],
    'its key': [key(tags('ResourceTag')), 'kms:PutKeyPolicy'],
    'a new key': [key(tags('RequestTag')), 'kms:CreateKey'],
    'the role of the baseline, in writing': [subject(iamArn('role/test-bk-role')), 'iam:CreateRole', 'iam:UpdateRole'],
    'its policy of AWS Backup': [role('test-bk-role', undefined, BACKUP), 'iam:AttachRolePolicy'],
    'the role of the events, for their rule': [passed('EventsBackupFailuresRole', 'events'), 'iam:PassRole'],
    'its event rule': [rule(BUS), 'events:PutRule', 'events:PutTargets'],
  },
  mayNot: {
    ...NEVER,
    'a vault of others': [vault(tags('ResourceTag', 'billing')), ...CHANGE_VAULT, 'backup:TagResource'],
    'a vault without tags': [vault(), ...CHANGE_VAULT],
    'an event rule that sends elsewhere': [
      rule('arn:aws:events:ap-northeast-1:666666666666:event-bus/default'),
      'events:PutTargets',
    ],
    'an event rule that starts a function': [rule(arn('lambda', 'function:payments')), 'events:PutTargets'],
    'the contents of backups': [key(tags('ResourceTag')), 'kms:Decrypt'],
    'a role for an instance': [passed('test-bk-role', 'ec2'), 'iam:PassRole'],
  },
};
