import { fixtures } from '../../testing/fixtures';
import { synthesized, type SynthesizedStack } from '../../testing/synthesized';

const AWS_POLICIES = 'arn:aws:iam::aws:policy/service-role';

function attachedTo(stack: SynthesizedStack, roleName: string): string[] {
  const [roleId] = Object.entries(stack.resources('aws_iam_role')).find(([, role]) => role['name'] === roleName) ?? [];
  const policies = stack.resources('aws_iam_policy');
  return Object.values(stack.resources('aws_iam_role_policy_attachment'))
    .filter(({ role }) => role === `\${aws_iam_role.${roleId}.name}`)
    .map(({ policy_arn }) => {
      const own = /aws_iam_policy\.([^.]+)\.arn/.exec(policy_arn)?.[1];
      return own === undefined ? policy_arn : policies[own]?.['name'];
    })
    .toSorted();
}

function trustOf(stack: SynthesizedStack, name: string) {
  return Object.values(stack.statements(stack.resource('aws_iam_role', { name })['assume_role_policy']));
}

test('E5 makes the backup role that AWS Backup may assume for this account only', () => {
  const stack = synthesized(fixtures.prod, 'iam');
  expect(stack.resource('aws_iam_role', { name: 'AWSBackupServiceEC2Role' })).toMatchObject({ path: '/service-role/' });
  expect(trustOf(stack, 'AWSBackupServiceEC2Role')).toEqual([
    {
      actions: ['sts:AssumeRole'],
      principals: [{ type: 'Service', identifiers: ['backup.amazonaws.com'] }],
      condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['333333333333'] }],
    },
  ]);
});

test('E5 leaves the condition on the account out where the environment says so', () => {
  const stack = synthesized(fixtures.prod, 'iam', (input) => {
    input.iam = { ...input.iam, trustOnlyOwnAccount: false };
  });
  for (const role of ['AWSBackupServiceEC2Role', 'AWSBackupServiceEC2Restore']) {
    expect(trustOf(stack, role)).toEqual([
      { actions: ['sts:AssumeRole'], principals: [{ type: 'Service', identifiers: ['backup.amazonaws.com'] }] },
    ]);
  }
});

test('E5 gives the backup role the managed policies and no inline one', () => {
  const stack = synthesized(fixtures.prod, 'iam');
  expect(attachedTo(stack, 'AWSBackupServiceEC2Role')).toEqual([
    'AWSBackupServiceRolePolicyForEC2Restores',
    `${AWS_POLICIES}/AWSBackupServiceRolePolicyForBackup`,
    `${AWS_POLICIES}/AWSBackupServiceRolePolicyForRestores`,
    'ec2DescribeFastSnapshotRestores',
  ]);
  expect(stack.resources('aws_iam_role_policy')).toEqual({});
});

test('E6 makes a restore role that cannot back up', () => {
  expect(attachedTo(synthesized(fixtures.prod, 'iam'), 'AWSBackupServiceEC2Restore')).toEqual([
    'AWSBackupServiceRolePolicyForEC2Restore',
    `${AWS_POLICIES}/AWSBackupServiceRolePolicyForRestores`,
  ]);
});

test.each(['AWSBackupServiceRolePolicyForEC2Restores', 'AWSBackupServiceRolePolicyForEC2Restore'])(
  'R4 lets %s pass only the listed instance roles, and only to EC2',
  (name) => {
    const stack = synthesized(fixtures.prod, 'iam');
    expect(stack.statements(stack.resource('aws_iam_policy', { name })['policy'])).toEqual({
      PassInstanceRoles: {
        sid: 'PassInstanceRoles',
        actions: ['iam:PassRole'],
        resources: ['arn:aws:iam::333333333333:role/ec2_role'],
        condition: [{ test: 'StringEquals', variable: 'iam:PassedToService', values: ['ec2.amazonaws.com'] }],
      },
    });
  },
);

test('E5 passes every role only where the environment says all', () => {
  const stack = synthesized(fixtures.prod, 'iam', (input) => {
    input.iam = { passableInstanceRoles: 'all' };
  });
  const { policy } = stack.resource('aws_iam_policy', { name: 'AWSBackupServiceRolePolicyForEC2Restores' });
  expect(stack.statements(policy)['PassInstanceRoles']).toMatchObject({ resources: ['*'] });
});

test('E5 writes no policy without a role to pass', () => {
  const stack = synthesized(fixtures.prod, 'iam', (input) => {
    input.iam = { passableInstanceRoles: [] };
    input.ssmBackup = 'none';
  });
  expect(Object.values(stack.resources('aws_iam_policy')).map(({ name }) => name)).toEqual([
    'ec2DescribeFastSnapshotRestores',
  ]);
});

test('E1 publishes both role ARNs, each under its own name', () => {
  const stack = synthesized(fixtures.prod, 'iam', (input) => {
    input.ssmBackup = 'none';
  });
  const roleOf = (output: string): unknown => {
    const id = /aws_iam_role\.([^.]+)\.arn/.exec(stack.json['output'][output].value)?.[1] ?? '';
    return stack.resources('aws_iam_role')[id]?.['name'];
  };
  expect(Object.keys(stack.json['output'])).toEqual(['backupRoleArn', 'restoreRoleArn']);
  expect(roleOf('backupRoleArn')).toBe('AWSBackupServiceEC2Role');
  expect(roleOf('restoreRoleArn')).toBe('AWSBackupServiceEC2Restore');
});
