import { AGGREGATOR_READS, COVERAGE_READS } from '../../../domain/coverage/reads';
import type { Questions } from '../questions';
import { iamArn, subject, type Subject } from '../resources';

const MANAGEMENT = '999999999999';
const ORGANIZATION = 'o-exampleorg1';
const arn = (service: string, name: string): string => `arn:aws:${service}:ap-northeast-1:${MANAGEMENT}:${name}`;
const organizations = (name: string): string => `arn:aws:organizations::${MANAGEMENT}:${name}`;
const tags = (where: string, service = 'anyservice') => ({
  [`aws:${where}/ManagedBy`]: 'Terraform',
  [`aws:${where}/Service`]: service,
  [`aws:${where}/Stack`]: 'organizations',
});
const policy = (type: string): Subject =>
  subject(organizations(`policy/${ORGANIZATION}/${type.toLowerCase()}/p-1`), { 'organizations:PolicyType': type });
const target = (kind: string, id: string, type: string): Subject =>
  subject(organizations(`${kind}/${ORGANIZATION}/${id}`), { 'organizations:PolicyType': type });
const vault = (context = {}) => subject(arn('backup', 'backup-vault:test-bk-vault'), context);
const memberRole = (account: string, name = 'OrganizationAccountAccessRole') =>
  subject(iamArn(`role/${name}`, account));
const STACK_SET = 'stackset/anyservice-backup-baseline:1111';
const UPDATE_SET = ['cloudformation:UpdateStackSet', 'cloudformation:CreateStackInstances'] as const;
const object = (name: string) =>
  subject(`arn:aws:s3:::anyservice-organizations-tfstate-${MANAGEMENT}/anyservice/organizations/${name}`);
const administrator = (service: string) =>
  subject(organizations(`account/${ORGANIZATION}/555555555555`), { 'organizations:ServicePrincipal': service });

const CHANGE_POLICY = ['organizations:UpdatePolicy', 'organizations:DeletePolicy'] as const;
const ATTACH = ['organizations:AttachPolicy', 'organizations:DetachPolicy'] as const;
const CHANGE_VAULT = ['backup:PutBackupVaultAccessPolicy', 'backup:PutBackupVaultLockConfiguration'] as const;

/** Roles in prod and in the log archive. */
const inMembers = (name: string) =>
  ({
    [`${name} in prod`]: [memberRole('333333333333', name), 'sts:AssumeRole'],
    [`${name} in the log archive`]: [memberRole('555555555555', name), 'sts:AssumeRole'],
  }) satisfies Questions['may'];

/** What neither role of the management account may do. */
const NEVER: Questions['mayNot'] = {
  'another role in a member': [memberRole('333333333333', 'backupctl-apply'), 'sts:AssumeRole'],
  'a role in an account outside the organization': [memberRole('666666666666'), 'sts:AssumeRole'],
  'a role in its own account': [memberRole(MANAGEMENT), 'sts:AssumeRole'],
  'a service control policy': [policy('SERVICE_CONTROL_POLICY'), ...CHANGE_POLICY, ...ATTACH],
  'the root, with a service control policy': [target('root', 'r-ab12', 'SERVICE_CONTROL_POLICY'), ...ATTACH],
  'an organizational unit, with a tag policy': [target('ou', 'ou-ab12-production', 'TAG_POLICY'), ...ATTACH],
  'an account': [
    subject('*'),
    'organizations:CreateAccount',
    'organizations:CloseAccount',
    'organizations:MoveAccount',
    'organizations:RemoveAccountFromOrganization',
    'organizations:InviteAccountToOrganization',
  ],
  'the organization': [subject('*'), 'organizations:LeaveOrganization', 'organizations:DeleteOrganization'],
  'an administrator for another service': [
    administrator('guardduty.amazonaws.com'),
    'organizations:RegisterDelegatedAdministrator',
  ],
  'a vault of others': [vault(tags('ResourceTag', 'billing')), ...CHANGE_VAULT, 'backup:TagResource'],
  'a vault without tags': [vault(), ...CHANGE_VAULT],
  'recovery points': [vault(tags('ResourceTag')), 'backup:DeleteBackupVault', 'backup:DeleteRecoveryPoint'],
  'the state of the bootstrap, in writing': [object('state-bootstrap/terraform.tfstate'), 's3:PutObject'],
  'a role of others': [subject(iamArn('role/administrator', MANAGEMENT)), 'iam:PassRole', 'iam:AttachRolePolicy'],
  'its own roles': [subject(iamArn('role/backupctl-apply', MANAGEMENT)), 'iam:UpdateAssumeRolePolicy'],
  'a function of others': [subject(arn('lambda', 'function:payments')), 'lambda:GetFunction'],
  'a secret': [subject(arn('secretsmanager', 'secret:db')), 'secretsmanager:GetSecretValue'],
  'a table': [subject(arn('dynamodb', 'table/orders')), 'dynamodb:Scan'],
};

/** What a plan of the organization reads (E1, O1). */
export const ORGANIZATION_PLAN: Questions = {
  may: {
    ...inMembers('backupctl-member-plan'),
    'the organization': [subject('*'), 'organizations:DescribeOrganization', 'organizations:ListAccounts'],
    'its tree': [subject('*'), 'organizations:ListAccountsForParent', 'organizations:ListOrganizationalUnitsForParent'],
    'a backup policy': [policy('BACKUP_POLICY'), 'organizations:DescribePolicy', 'organizations:ListTargetsForPolicy'],
    'a service control policy': [
      policy('SERVICE_CONTROL_POLICY'),
      'organizations:DescribePolicy',
      'organizations:ListTargetsForPolicy',
    ],
    'the trusted access of StackSets, and the OU of a new account': [
      subject('*'),
      'cloudformation:DescribeOrganizationsAccess',
      'organizations:ListParents',
    ],
    'every resource that coverage lists': [subject('*'), ...COVERAGE_READS.actions, ...AGGREGATOR_READS.actions],
    'a vault': [vault(), 'backup:DescribeBackupVault', 'backup:ListRecoveryPointsByBackupVault'],
    'the StackSet of the members': [
      subject(arn('cloudformation', STACK_SET)),
      'cloudformation:DescribeStackSet',
      'cloudformation:ListStackInstances',
      'cloudformation:ListStackSetOperations',
    ],
    'its state': [object('terraform.tfstate'), 's3:GetObject'],
    'the lock of its state': [object('terraform.tfstate.tflock'), 's3:PutObject'],
  },
  mayNot: {
    ...NEVER,
    'a topic of others': [subject(arn('sns', 'payments')), 'sns:Publish'],
    ...inMembers('backupctl-member-apply'),
    ...inMembers('OrganizationAccountAccessRole'),
    'a backup policy, in writing': [policy('BACKUP_POLICY'), ...CHANGE_POLICY, ...ATTACH],
    'its vault': [vault(tags('ResourceTag')), ...CHANGE_VAULT],
    'the StackSet of the members, in writing': [subject(arn('cloudformation', STACK_SET)), ...UPDATE_SET],
    'its state, in writing': [object('terraform.tfstate'), 's3:PutObject'],
    'settings of AWS Backup': [subject('*'), 'backup:UpdateGlobalSettings', 'backup:UpdateRegionSettings'],
  },
};

/** What an apply of the organization changes (E1, O1–O6). */
export const ORGANIZATION_APPLY: Questions = {
  may: {
    ...inMembers('backupctl-member-apply'),
    ...inMembers('OrganizationAccountAccessRole'),
    'a backup policy': [policy('BACKUP_POLICY'), ...CHANGE_POLICY, ...ATTACH],
    'the root, with a backup policy': [target('root', 'r-ab12', 'BACKUP_POLICY'), ...ATTACH],
    'a new backup policy': [
      subject('*', { 'organizations:PolicyType': 'BACKUP_POLICY' }),
      'organizations:CreatePolicy',
    ],
    'the administrator of AWS Backup': [
      administrator('backup.amazonaws.com'),
      'organizations:RegisterDelegatedAdministrator',
    ],
    'its vault': [vault(tags('ResourceTag')), ...CHANGE_VAULT],
    'a new vault': [vault(tags('RequestTag')), 'backup:CreateBackupVault', 'backup:TagResource'],
    'settings of AWS Backup': [subject('*'), 'backup:UpdateGlobalSettings', 'backup:UpdateRegionSettings'],
    'the role of the baseline': [subject(iamArn('role/test-bk-role', MANAGEMENT)), 'iam:UpdateAssumeRolePolicy'],
    'its state': [object('terraform.tfstate'), 's3:PutObject'],
    'the state of the members': [object('members/terraform.tfstate'), 's3:PutObject'],
    'a new StackSet': [subject('*', tags('RequestTag')), 'cloudformation:CreateStackSet'],
    'the StackSet of the members': [subject(arn('cloudformation', STACK_SET)), ...UPDATE_SET],
    'its instances': [
      subject(arn('cloudformation', 'stackset-target/anyservice-backup-baseline:1111/333333333333')),
      'cloudformation:CreateStackInstances',
    ],
    'a type in its template': [
      subject('arn:aws:cloudformation:ap-northeast-1::type/resource/AWS-Backup-BackupVault'),
      'cloudformation:UpdateStackSet',
    ],
  },
  mayNot: {
    ...NEVER,
    'a StackSet of others': [subject(arn('cloudformation', 'stackset/landing-zone:1111')), ...UPDATE_SET],
    'a new StackSet without tags': [subject('*'), 'cloudformation:CreateStackSet'],
    'stacks in members, to delete them': [
      subject(arn('cloudformation', STACK_SET)),
      'cloudformation:DeleteStackInstances',
      'cloudformation:DeleteStackSet',
    ],
    'another type in its template': [
      subject('arn:aws:cloudformation:ap-northeast-1::type/resource/AWS-IAM-User'),
      'cloudformation:UpdateStackSet',
    ],
    'a new service control policy': [
      subject('*', { 'organizations:PolicyType': 'SERVICE_CONTROL_POLICY' }),
      'organizations:CreatePolicy',
    ],
    'an administrator policy': [
      subject(iamArn('role/test-bk-role', MANAGEMENT), {
        'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
      'iam:AttachRolePolicy',
    ],
  },
};
