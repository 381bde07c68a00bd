import path from 'node:path';

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

import { BY_ROLE } from '../../local-aws/moto';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeMembers, membersVariables, type Members } from '../../testing/aws/members-environment';
import {
  makeStackSetOrganization,
  stackSetInput,
  type StackSetOrganization,
  VAULT_TEMPLATE,
} from '../../testing/aws/stack-set-organization';
import { backupctl, emptyFolder } from '../../testing/commands';
import { fakeTerraform } from '../../testing/terraform/fake-terraform';
import { writeStacks } from '../../testing/terraform/two-stacks';

const NAME = 'test-backup-baseline';
const region = 'ap-northeast-1';
const STATE = { bucket: 'test-tfstate', region, encrypt: true, use_lockfile: true };
const stack = (key: string) => ({
  terraform: {
    backend: { s3: { ...STATE, key: `test/organizations/${key}terraform.tfstate` } },
    required_version: '>= 1.11.0',
  },
  resource: { terraform_data: { one: { input: key } } },
});

let aws: LocalAws;
let made: StackSetOrganization;
let members: Members;
let environments: Record<string, string>;

beforeAll(async () => {
  aws = await testAws(BY_ROLE);
  made = await makeStackSetOrganization(aws);
  members = await makeMembers(made);
  environments = membersVariables(made, members);
  const s3 = new S3Client({ region, endpoint: aws.standIn.url, credentials: made.credentials });
  await s3.send(
    new CreateBucketCommand({ Bucket: STATE.bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
  );
});

beforeEach(() => aws.standIn.reset());

afterAll(() => aws.stop());

/** Plans and applies the stacks of the organization by a Terraform that reports these plans. */
async function apply({ applyable = true, variables = environments } = {}) {
  const folder = emptyFolder();
  writeStacks(
    path.join(folder, 'app'),
    { 'organizations-members': stack('members/'), organizations: stack('') },
    { organizations: ['organizations-members'] },
  );
  const plan = { format_version: '1.2', terraform_version: '1.11.4', applyable };
  const fake = fakeTerraform(plan, `state) echo '{"lineage": "l", "serial": 1}' ;;`);
  const all = { ...aws.variables, ...variables, PATH: fake.PATH };
  const planned = await backupctl(
    ['plan', '--environment', 'organizations', '--from', 'app', '--out', 'bundle.zip'],
    folder,
    all,
  );
  if (planned.code !== 0) throw new Error(planned.stderr);
  return backupctl(['apply', '--bundle', 'bundle.zip', '--from', 'app'], folder, all);
}

async function createSet(): Promise<void> {
  await made.cloudFormation.activateOrganizationsAccess({});
  await made.cloudFormation.createStackSet(stackSetInput(NAME, VAULT_TEMPLATE));
}

const deploy = async () => {
  const targets = { DeploymentTargets: { OrganizationalUnitIds: [made.rootId] }, Regions: [region, 'us-east-1'] };
  await made.cloudFormation.createStackInstances({ StackSetName: NAME, ...targets });
  aws.standIn.clock.advance(600_000);
};

test('M8 stops before the policies while an account that they reach has no current baseline', async () => {
  await createSet();
  const { code, stdout, stderr } = await apply();
  expect(code).toBe(1);
  expect(stdout).toMatch(/organizations-members +applied\norganizations +not applied\n/);
  expect(stderr).toContain(`
Policies reach accounts that have no current baseline, so their backups would fail.
  in the root: us-east-1, ap-northeast-1
    ${members.dev} dev
    ${members.stg} stg
    ${members.prod} prod
→ deploy it: npx backupctl members deploy

Applied: organizations-members
Not applied: organizations
→ then plan again to continue with the remaining stacks: npx backupctl plan --environment organizations
`);
});

test('M8 applies the policies once every account has the baseline', async () => {
  await createSet();
  await deploy();
  const { stdout } = await apply();
  expect(stdout).toMatch(/organizations-members +applied\norganizations +applied\n/);
});

test('M8 does not ask AWS when nothing changes, or when Terraform manages the members', async () => {
  const asked = () => aws.standIn.actions.filter((action) => action.startsWith('cloudformation:'));
  expect((await apply({ applyable: false })).stdout).toMatch(/organizations +unchanged\n/);
  expect(asked()).toEqual([]);
  const variables = membersVariables(made, members, (text) =>
    text.replace("rollout: 'stack-set'", "rollout: 'providers'"),
  );
  expect((await apply({ variables })).stdout).toMatch(/organizations +applied\n/);
  expect(asked()).toEqual([]);
});

test('M8 stops when the StackSet does not exist', async () => {
  const { code, stderr } = await apply();
  expect(code).toBe(1);
  expect(stderr).toContain(
    `\nThere is no StackSet ${NAME} in ${region}.\n→ apply the stack organizations-members first:`,
  );
});
