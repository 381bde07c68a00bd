import { controlPolicyConflicts, controlTowerBackupPolicies } from './control-policy-conflicts';

const regions = ['ap-northeast-1', 'us-east-1'];
const principal = 'arn:aws:iam::*:role/stacksets-exec-*';

const conflicts = (statement: object) =>
  controlPolicyConflicts(
    { name: 'scp', content: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) },
    { regions, principal },
  );

/** As Control Tower writes it. */
const regionDeny = (allowed: readonly string[], exempt = 'arn:*:iam::*:role/AWSControlTowerExecution') => ({
  Sid: 'GRREGIONDENY',
  Effect: 'Deny',
  NotAction: ['iam:*', 'kms:*', 'organizations:*'],
  Resource: '*',
  Condition: {
    StringNotEquals: { 'aws:RequestedRegion': allowed },
    ArnNotLike: { 'aws:PrincipalARN': [exempt] },
  },
});

test('O1 a region deny of Control Tower denies vaults in regions that are not governed', () => {
  expect(conflicts(regionDeny(['ap-northeast-1']))).toEqual([
    {
      policy: 'scp',
      sid: 'GRREGIONDENY',
      regions: ['us-east-1'],
      actions: [
        'backup:CreateBackupVault',
        'backup:PutBackupVaultAccessPolicy',
        'backup:PutBackupVaultLockConfiguration',
        'events:PutRule',
      ],
    },
  ]);
  expect(conflicts(regionDeny(regions))).toEqual([]);
});

test('O1 a region deny that exempts the role of StackSets denies nothing', () => {
  expect(conflicts(regionDeny([], 'arn:*:iam::*:role/stacksets-exec-*'))).toEqual([]);
  expect(conflicts(regionDeny([], 'arn:*:iam::*:role/stacksets-exec-1'))).toHaveLength(1);
});

test.each([
  [{ Action: 'iam:*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } } }, []],
  [
    { Action: 'iam:*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'ap-northeast-1' } } },
    ['iam:AttachRolePolicy', 'iam:CreateRole'],
  ],
  [
    { Action: ['kms:Create*'], Condition: { StringLike: { 'aws:RequestedRegion': 'us-*' } } },
    ['kms:CreateAlias', 'kms:CreateKey'],
  ],
  [{ Action: ['kms:Create*'], Condition: { StringLike: { 'aws:RequestedRegion': 'eu-*' } } }, []],
  [{ Action: 'BACKUP:createbackupvault' }, ['backup:CreateBackupVault']],
  [{ Action: 'backup:Delete*' }, []],
  [{ Action: '*', Resource: 'arn:aws:iam::*:role/protected' }, []],
  [{ Action: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }, []],
  [{ Effect: 'Allow', Action: '*' }, []],
])('O1 %j denies %j', (statement, actions) => {
  expect(conflicts({ Effect: 'Deny', Resource: '*', ...statement }).flatMap((one) => one.actions)).toEqual(actions);
});

test('O1 a policy that is not JSON has no conflicts', () => {
  expect(controlPolicyConflicts({ name: 'scp', content: 'none' }, { regions, principal })).toEqual([]);
});

test('O1 recognizes the controls of Control Tower for its own backups', () => {
  const policy = (name: string, Sid: string) => ({
    name,
    content: JSON.stringify({ Statement: [{ Sid, Effect: 'Deny', Action: 'backup:*', Resource: '*' }] }),
  });
  const policies = [policy('a', 'CTBACKUPPV3'), policy('b', 'GRREGIONDENY'), policy('c', 'CTBACKUPPVX')];
  expect(controlTowerBackupPolicies(policies)).toEqual(['a']);
});
