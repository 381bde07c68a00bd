import type { EnvironmentInput } from '../../environments/schema';
import { RefusedError } from '../../environments/refusal';
import { type Block, synthesizeAll, synthesizedOrganization } from '../../testing/synthesized';
import { allowed, iam } from '../../testing/permissions';
import type { Statement } from '../../testing/iam/statement';
import { fixtures } from '../../testing/fixtures';

// What the roles of the iam stack can do at the most, and that an apply cannot make any that can do more.

const BOUNDARY = 'arn:aws:iam::333333333333:policy/backupctl-role-boundary';

function app(change: (input: EnvironmentInput) => void = () => {}): Record<string, Block> {
  const input = structuredClone(fixtures.prod);
  change(input);
  return synthesizeAll([input]);
}

function statementsOf(json: Block | undefined, policyName: string): Statement[] {
  const policies: Block[] = Object.values(json?.['resource'].aws_iam_policy ?? {});
  const policy = policies.find(({ name }) => name === policyName);
  const id = /aws_iam_policy_document\.([^.]+)\.json/.exec(String(policy?.['policy']))?.[1] ?? '';
  return (json?.['data'].aws_iam_policy_document[id]?.statement ?? []) as Statement[];
}

const shipped = app();

const boundary = (all: Record<string, Block>) => statementsOf(all['prod-state-bootstrap'], 'backupctl-role-boundary');
const roles = (json: Block | undefined): Block[] => Object.values(json?.['resource'].aws_iam_role ?? {});

test('E5 S2 limits every role of the iam stack by the boundary that the bootstrap creates', () => {
  const made = roles(shipped['prod-iam']);
  expect(made.length).toBeGreaterThan(5);
  expect(made.map(({ permissions_boundary }) => permissions_boundary)).toEqual(made.map(() => BOUNDARY));
});

test('E5 S2 accepts a custom boundary, or none', () => {
  const own = 'arn:aws:iam::333333333333:policy/own';
  for (const [setting, expected] of [
    [own, own],
    ['none', undefined],
  ] as const) {
    const all = app((input) => Object.assign(input.iam ?? {}, { permissionsBoundary: setting }));
    expect(new Set(roles(all['prod-iam']).map((role) => role['permissions_boundary']))).toEqual(new Set([expected]));
    expect(boundary(all)).toEqual([]);
    expect(JSON.stringify(all['prod-state-bootstrap']).includes('iam:PermissionsBoundary')).toBe(
      expected !== undefined,
    );
  }
});

test('E5 sets no boundary without a bootstrap, unless the environment names a policy', () => {
  const all = app((input) => delete input.bootstrap);
  expect(roles(all['prod-iam']).some((role) => 'permissions_boundary' in role)).toBe(false);
});

test('E5 S2–S4 the boundary allows everything that the policies of the roles allow', () => {
  const all = app((input) => {
    input.iam = { passableInstanceRoles: ['arn:aws:iam::333333333333:role/web'] };
    input.notifications = { key: 'customer-managed', subscriptions: [] };
    input.ssmBackup = { imageParameterArns: ['arn:aws:ssm:ap-northeast-1:333333333333:parameter/golden'] };
  });
  const own: Block[] = Object.values(all['prod-iam']?.['data'].aws_iam_policy_document);
  const needed = own
    .flatMap(({ statement }) => statement as Statement[])
    // A trust is no policy of the role's own.
    .filter(({ principals }) => principals === undefined)
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => (resources ?? []).map((arn) => [action, arn] as const)),
    );
  expect(needed.length).toBeGreaterThan(30);
  // kms:ViaService is not in a policy that names its key: the call comes through SNS all the same.
  expect(needed.filter(([action, arn]) => !allowed(boundary(all), action, arn))).toEqual([]);
});

test.each([
  ['iam:CreatePolicyVersion', 'arn:aws:iam::333333333333:policy/any'],
  ['iam:DeleteRolePermissionsBoundary', 'arn:aws:iam::333333333333:role/SSMAutomationRole'],
  ['iam:PassRole', 'arn:aws:iam::333333333333:role/administrator'],
  ['sts:AssumeRole', 'arn:aws:iam::333333333333:role/administrator'],
  ['lambda:UpdateFunctionCode', 'arn:aws:lambda:ap-northeast-1:333333333333:function:any'],
  ['lambda:InvokeFunction', 'arn:aws:lambda:ap-northeast-1:333333333333:function:any'],
  ['ssm:SendCommand', 'arn:aws:ssm:ap-northeast-1::document/AWS-RunShellScript'],
  ['ssm:StartAutomationExecution', 'arn:aws:ssm:ap-northeast-1::automation-definition/AWS-RunShellScript:1'],
  ['ssm:StartSession', 'arn:aws:ec2:ap-northeast-1:333333333333:instance/i-1'],
  ['cloudformation:UpdateStack', 'arn:aws:cloudformation:ap-northeast-1:333333333333:stack/any/1'],
  ['cloudformation:ExecuteChangeSet', 'arn:aws:cloudformation:ap-northeast-1:333333333333:stack/any/1'],
  ['ec2:ModifyInstanceAttribute', 'arn:aws:ec2:ap-northeast-1:333333333333:instance/i-1'],
  ['ec2:AttachVolume', 'arn:aws:ec2:ap-northeast-1:333333333333:volume/vol-1'],
  ['ec2:CreateReplaceRootVolumeTask', 'arn:aws:ec2:ap-northeast-1:333333333333:instance/i-1'],
  ['ec2:DisableImageBlockPublicAccess', '*'],
  ['ec2:DisableSnapshotBlockPublicAccess', '*'],
  ['ec2:UnlockSnapshot', 'arn:aws:ec2:ap-northeast-1::snapshot/snap-1'],
  [
    'elasticfilesystem:DeleteFileSystemPolicy',
    'arn:aws:elasticfilesystem:ap-northeast-1:333333333333:file-system/fs-1',
  ],
  ['ssm:GetParameters', 'arn:aws:ssm:ap-northeast-1:333333333333:parameter/any'],
  ['ec2:AssociateIamInstanceProfile', 'arn:aws:ec2:ap-northeast-1:333333333333:instance/i-1'],
  ['eks:UpdateAccessEntry', 'arn:aws:eks:ap-northeast-1:333333333333:access-entry/any'],
  ['kms:PutKeyPolicy', 'arn:aws:kms:ap-northeast-1:333333333333:key/1'],
  ['s3:GetObject', 'arn:aws:s3:::anyservice-prod-tfstate-333333333333/anyservice/prod/iam/terraform.tfstate'],
  ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:ap-northeast-1:333333333333:secret:any'],
  ['redshift:GetClusterCredentials', 'arn:aws:redshift:ap-northeast-1:333333333333:dbuser:any/any'],
  ['organizations:LeaveOrganization', '*'],
  ['backup:DeleteRecoveryPoint', 'arn:aws:backup:ap-northeast-1:333333333333:recovery-point:1'],
  ['backup:DeleteBackupVault', 'arn:aws:backup:ap-northeast-1:333333333333:backup-vault:EC2'],
  ['backup:PutBackupVaultAccessPolicy', 'arn:aws:backup:ap-northeast-1:333333333333:backup-vault:EC2'],
])('E5 S2 lets no role do %s, whatever policies it is given', (action, arn) => {
  expect(allowed(boundary(shipped), action, arn)).toBe(false);
});

test('E2 no role can destroy vaults or keys, even if their resource policies allow it', () => {
  const denied = boundary(shipped).filter(({ effect }) => effect === 'Deny');
  expect(denied.map(({ resources }) => resources)).toEqual([['*']]);
  for (const action of ['backup:DeleteBackupVault', 'backup:DeleteRecoveryPoint', 'kms:ScheduleKeyDeletion'])
    expect(denied[0]?.actions).toContain(action);
});

test('E5 the boundary allows keys only through the services of backed-up resources, so not for states', () => {
  const using = boundary(shipped).filter(
    ({ actions, effect }) => effect !== 'Deny' && actions.some((one) => /^kms:(?!DescribeKey$)/.test(one)),
  );
  expect(using.map(({ actions, condition = [] }) => [actions, condition.map(({ variable }) => variable)])).toEqual([
    [['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], ['kms:ViaService']],
    [['kms:CreateGrant'], ['kms:GrantIsForAWSResource']],
  ]);
  expect(using[0]?.condition?.[0]?.values).toContain('ec2.*.amazonaws.com');
  expect(using[0]?.condition?.[0]?.values).not.toContain('s3.*.amazonaws.com');
});

test('E5 the boundary allows access to clusters only with the policies of AWS Backup', () => {
  const giving = boundary(shipped).filter(({ actions }) => actions.includes('eks:AssociateAccessPolicy'));
  expect(giving.map(({ condition }) => condition?.map(({ variable, values }) => [variable, values]))).toEqual([
    [['eks:policyArn', ['arn:aws:eks::aws:cluster-access-policy/AWSBackupFullAccessPolicyFor*']]],
  ]);
});

test('E1 an apply creates roles and attaches policies only with the boundary, which it can neither remove nor change', () => {
  const json = shipped['prod-state-bootstrap'];
  const apply = ['identity', 'backup', 'services', 'state'].flatMap((part) =>
    statementsOf(json, `backupctl-apply-${part}`),
  );
  const bounded = { test: 'StringEquals', variable: 'iam:PermissionsBoundary', values: [BOUNDARY] };
  for (const action of ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:AttachRolePolicy']) {
    const granting = apply.filter(({ actions }) => actions.includes(action));
    expect([action, granting.length]).toEqual([action, 1]);
    expect(granting[0]?.condition).toContainEqual(bounded);
  }
  for (const action of ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePolicy'])
    expect(apply.some(({ actions }) => actions.includes(action))).toBe(false);
  for (const action of ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:SetDefaultPolicyVersion'])
    expect(allowed(apply, action, BOUNDARY)).toBe(false);
});

test('S13 allows custom steps the actions that the environment lists', () => {
  const all = app((input) => {
    input.iam = { boundaryActions: ['codedeploy:CreateDeployment'] };
  });
  expect(allowed(boundary(all), 'codedeploy:CreateDeployment', '*')).toBe(true);
  expect(allowed(boundary(shipped), 'codedeploy:CreateDeployment', '*')).toBe(false);
});

test('E5 refuses every policy that is too long for IAM before anything is applied', () => {
  const roleArns = Array.from({ length: 120 }, (_, index) => iam('role/', `instance-role-${index}`));
  const long = () => app((input) => void (input.iam = { passableInstanceRoles: roleArns }));
  expect(long).toThrow(RefusedError);
  expect(long).toThrow(/environments\/prod\.ts is refused: 1 problem\n\n {2}iam\.passableInstanceRoles\n/);
  expect(long).toThrow(
    /: backupctl-role-boundary would have \d+, AWSBackupServiceRolePolicyForEC2Restores would have \d+, AWSBackup/,
  );
  expect(long).toThrow(/→ list less in iam\.passableInstanceRoles, and use/);
});

test('E1 splits the permissions of the apply role if they are too long for IAM', () => {
  const stacks = app((input) => {
    input.ssmBackup = {
      automationPolicyArns: Array.from({ length: 9 }, (_, index) => iam('policy/', `${'step'.repeat(20)}${index}`)),
    };
  });
  const policies = Object.values(stacks['prod-state-bootstrap']?.['resource'].aws_iam_policy as Block).map(
    ({ name }) => name,
  );
  expect(policies).toEqual(expect.arrayContaining(['backupctl-apply-identity', 'backupctl-apply-identity-2']));
});

test('O2 limits the role of every account by a boundary of that account, which the apply in the management account must keep', () => {
  const change = (input: typeof fixtures.organization) => {
    input.baseline.role.permissionsBoundary = 'landing-zone';
  };
  const bounds = roles(synthesizedOrganization(change).json).map((role) => role['permissions_boundary']);
  expect(bounds.toSorted()).toEqual(
    ['111111111111', '222222222222', '333333333333', '444444444444', '555555555555', '999999999999'].flatMap(
      (account) =>
        // Members also have the roles of plans and applies.
        Array.from({ length: account === '999999999999' ? 1 : 3 }, () => `arn:aws:iam::${account}:policy/landing-zone`),
    ),
  );
  const { json } = synthesizedOrganization(change, 'organizations-state-bootstrap');
  const made = statementsOf(json, 'backupctl-apply-organization').find(({ actions }) =>
    actions.includes('iam:CreateRole'),
  );
  expect(made?.condition).toEqual([
    {
      test: 'StringEquals',
      variable: 'iam:PermissionsBoundary',
      values: ['arn:aws:iam::999999999999:policy/landing-zone'],
    },
  ]);
  expect(roles(synthesizedOrganization().json).some((role) => 'permissions_boundary' in role)).toBe(false);
});
