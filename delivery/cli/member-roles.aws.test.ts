import path from 'node:path';

import { IAM } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

import { BY_ROLE } from '../../local-aws/moto';
import { Fault } from '../../local-aws/operation';
import { credentialsIn } from '../../testing/aws/credentials-in';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeMembers, membersVariables, type Members } from '../../testing/aws/members-environment';
import { makeStackSetOrganization, type StackSetOrganization } from '../../testing/aws/stack-set-organization';
import { backupctl, emptyFolder } from '../../testing/commands';
import { type FakeTerraform, fakeTerraform } from '../../testing/terraform/fake-terraform';
import { writeStacks } from '../../testing/terraform/two-stacks';

const MANAGEMENT = '999999999999';
const ADMIN = 'OrganizationAccountAccessRole';
const region = 'ap-northeast-1';
const STACK = {
  terraform: {
    backend: {
      s3: {
        bucket: 'test-tfstate',
        region,
        encrypt: true,
        use_lockfile: true,
        key: 'test/organizations/terraform.tfstate',
      },
    },
    required_version: '>= 1.11.0',
  },
  resource: { terraform_data: { one: { input: 'one' } } },
};

let aws: LocalAws;
let made: StackSetOrganization;
let members: Members;
let folder: string;

beforeAll(async () => {
  aws = await testAws(BY_ROLE);
  made = await makeStackSetOrganization(aws);
  members = await makeMembers(made);
  const s3 = new S3Client({ region, endpoint: aws.standIn.url, credentials: made.credentials });
  await s3.send(
    new CreateBucketCommand({ Bucket: 'test-tfstate', CreateBucketConfiguration: { LocationConstraint: region } }),
  );
});

beforeEach(() => {
  aws.standIn.reset();
  folder = emptyFolder();
  writeStacks(path.join(folder, 'app'), { organizations: STACK }, {});
});

afterAll(() => aws.stop());

/** What a Terraform plans that changes the role of plans in dev. */
const plannedJson = () => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  applyable: true,
  variables: { member_roles: { value: null } },
  resource_changes: [
    {
      address: `aws_iam_role.account-${members.dev}_plan-role_1`,
      mode: 'managed',
      type: 'aws_iam_role',
      name: 'r',
      change: { actions: ['update'], before: { description: 'a' }, after: { description: 'b' }, after_unknown: {} },
    },
  ],
});

/** It prints the variable of its environment in place of a plan. */
const terraform = () =>
  fakeTerraform(
    plannedJson(),
    `state) echo '{"lineage": "l", "serial": 1}' ;; plan) touch plan.tfplan; echo "roles $TF_VAR_member_roles" >> "$ASKED" ;;`,
  );

/** Runs a command with the credentials of a role of the management account. */
async function run(role: string, { PATH, asked }: FakeTerraform, ...args: string[]) {
  const { accessKeyId, secretAccessKey, sessionToken } = await credentialsIn(MANAGEMENT, aws.standIn.url, role);
  const environment = membersVariables(made, members, (text) =>
    text
      .replace("rollout: 'stack-set', ", '')
      .replace('  policies: [', "  bootstrap: { github: { repository: 'owner/name' } },\n  policies: ["),
  );
  const ended = await backupctl([...args, '--from', 'app'], folder, {
    ...aws.variables,
    ...environment,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    PATH,
    ASKED: path.join(PATH.split(':')[0] ?? '', 'asked'),
  });
  return { ...ended, asked: asked() };
}

const plan = (role: string, ...more: string[]) =>
  run(role, terraform(), 'plan', '--environment', 'organizations', '--out', 'bundle.zip', ...more);

const everywhere = (role: string): Record<string, string> =>
  Object.fromEntries(Object.values(members).map((id) => [id, role]));
const rolesIn = (asked: string): unknown => JSON.parse(/^roles (.*)$/m.exec(asked)?.[1] ?? 'null');

/** Creates the roles of a member, as the stack does. */
async function createRoles(account: string): Promise<void> {
  const iam = new IAM({
    region,
    endpoint: aws.standIn.url,
    credentials: await credentialsIn(account, aws.standIn.url),
  });
  for (const kind of ['plan', 'apply']) {
    const Condition = { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${MANAGEMENT}:role/backupctl-${kind}` } };
    const Principal = { AWS: `arn:aws:iam::${MANAGEMENT}:root` };
    const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, Condition }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.createRole({ RoleName: `backupctl-member-${kind}`, AssumeRolePolicyDocument });
  }
}

test('O1 an account without the roles is planned with memberRole, and the plan says so', async () => {
  const { stdout, code, asked } = await plan('admin');
  const accounts = Object.entries(members).map(([name, id]) => `${name} (${id})`);
  expect(stdout).toContain(
    `Planned with ${ADMIN}, because backupctl-member-plan cannot be assumed there: ${accounts.join(', ')}`,
  );
  expect([code, rolesIn(asked)]).toEqual([0, everywhere(ADMIN)]);
});

test('O1 a plan of the plan role reads, its apply by the apply role writes, and memberRole changes only these roles', async () => {
  await createRoles(members.dev);
  await createRoles(members.stg);
  await createRoles(members.prod);
  const planned = await plan('backupctl-plan', '--json');
  expect(rolesIn(planned.asked)).toEqual(everywhere('backupctl-member-plan'));
  expect(JSON.parse(planned.stdout).memberRoles).toEqual(
    Object.entries(members).map(([name, id]) => ({ id, name, role: 'backupctl-member-plan' })),
  );

  const applied = await run('backupctl-apply', terraform(), 'apply', '--bundle', 'bundle.zip');
  const roles = { ...everywhere('backupctl-member-apply'), [members.dev]: ADMIN };
  expect(applied.asked).toContain(`apply -input=false -var=member_roles=${JSON.stringify(roles)} plan.tfplan`);

  const text = await plan('backupctl-plan');
  expect(text.stdout).not.toContain('Planned with');
});

test('O1 another caller than the roles of the workflows uses memberRole', async () => {
  expect(rolesIn((await plan('admin')).asked)).toEqual(everywhere(ADMIN));
  expect(rolesIn((await plan('backupctl-apply')).asked)).toEqual(everywhere('backupctl-member-apply'));
});

const denied = (times: number, name: string, status: number) =>
  aws.standIn.fail(
    'sts:AssumeRole',
    Array.from({ length: times }, () => new Fault(name, 'No.', status)),
  );

test('O1 refuses a plan that may assume no role in a member, before Terraform is called', async () => {
  const fake = terraform();
  const args = ['plan', '--environment', 'organizations'];
  // The credentials of the caller need the first request.
  const { accessKeyId } = await credentialsIn(MANAGEMENT, aws.standIn.url, 'backupctl-plan');
  expect(accessKeyId).not.toBe('');
  aws.standIn.onRequest((action) => {
    if (action === 'sts:GetCallerIdentity') denied(9, 'AccessDenied', 403);
  });
  const { code, stderr, stdout, asked } = await run('backupctl-plan', fake, ...args);
  const accounts = Object.entries(members).map(([name, id]) => `  ${name} (${id})`);
  expect(stderr).toContain(
    `The caller may assume no role in these member accounts:\n${accounts.join('\n')}\n→ the first plan and apply creates the roles: run both as an administrator of the management account (docs/bootstrap.md)`,
  );
  expect([code, stdout, asked]).toEqual([1, '', '']);
});

test('O1 an error that is no refusal stops the plan', async () => {
  aws.standIn.onRequest((action) => {
    if (action === 'sts:GetCallerIdentity') denied(9, 'ValidationError', 400);
  });
  const { code, stderr } = await plan('backupctl-plan');
  expect([code, stderr]).toEqual([3, expect.stringContaining('sts:AssumeRole')]);
});
