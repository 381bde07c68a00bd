import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { AttachPolicyCommand, CreatePolicyCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

import { Fault } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeOrganization, type MadeOrganization } from '../../testing/aws/organization';
import { organizationText } from '../../testing/aws/organization-text';
import { backupctlMeanwhile, changedEnvironments, emptyFolder, type Ended } from '../../testing/commands';
import { fakeTerraform } from '../../testing/terraform/fake-terraform';

const REGION = 'ap-northeast-1';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const SETTINGS = `  baseline: { regions: ['${REGION}'], vaults: [{ name: 'Safe' }], role: { name: 'Backup' } },
  globalSettings: { crossAccountBackup: false, multiPartyApproval: false, delegatedAdministrator: false },
`;

let aws: LocalAws;
let made: MadeOrganization;
let environments: string;

beforeAll(async () => {
  aws = await testAws('999999999999');
  made = await makeOrganization(aws.standIn.url);
  await made.enablePolicyType();
  environments = changedEnvironments({ 'organization.ts': () => organizationText(made, SETTINGS) });
  const s3 = new S3Client({ region: REGION, endpoint: aws.standIn.url, credentials, forcePathStyle: true });
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3.send(new CreateBucketCommand({ Bucket: 'test-tfstate', CreateBucketConfiguration }));
});

beforeEach(() => {
  aws.standIn.reset();
  for (const [Name, Id] of [
    ['dev', '111111111111'],
    ['stg', '222222222222'],
    ['prod', '333333333333'],
  ] as const)
    aws.standIn.state.members.push({ Id, Name, Status: 'ACTIVE', ParentId: made.rootId });
});

afterAll(() => aws.stop());

const drift = (...more: readonly string[]): Promise<Ended> => {
  const { PATH } = fakeTerraform({ format_version: '1.2', terraform_version: '1.11.4', applyable: true });
  return backupctlMeanwhile(['drift', '--environment', 'organizations', ...more], emptyFolder(), {
    ...aws.variables,
    PATH,
    BACKUP_ENVIRONMENTS_DIR: environments,
    AWS_MAX_ATTEMPTS: '1',
  });
};

test('M7 finds nothing where the tree and the policies are those of the repository', async () => {
  const { code, stdout, stderr } = await drift();
  expect({ code, stderr: stderr.split('\n').slice(-3) }).toEqual({ code: 0, stderr: expect.anything() });
  expect(stdout).toMatch(/^✓ {2}OUs, accounts and policies: as in the repository$/m);
});

test('M7 names accounts that differ, and policies that only AWS has', async () => {
  const client = new OrganizationsClient({ region: 'us-east-1', endpoint: aws.standIn.url, credentials });
  const policy = { Name: 'foreign', Content: '{"plans":{}}', Description: '', Type: 'BACKUP_POLICY' } as const;
  const { Policy } = await client.send(new CreatePolicyCommand(policy));
  await client.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: made.rootId }));
  const vended = { Id: '666666666666', Name: 'vended', Status: 'ACTIVE', ParentId: made.rootId };
  aws.standIn.state.members.splice(2, 1, vended);
  const { code, stdout, stderr } = await drift();
  expect([code, stderr]).toEqual([1, expect.stringMatching(/\nThe organization differs from the repository\n$/)]);
  expect(stdout).toContain(`✗  OUs, accounts and policies: differs
     account only in AWS: vended (root)
     account only in the repository: prod (root)
     policy only in AWS: foreign
     → run npx backupctl organization pull, and review the file`);
  const json = JSON.parse((await drift('--json')).stdout);
  expect(json.environments[0].organization).toMatchObject({
    state: 'differs',
    tree: [
      { name: 'vended', change: 'new' },
      { name: 'prod', change: 'gone' },
    ],
  });
});

test('M7 ends with 3 where AWS does not answer, and still reports the stacks', async () => {
  aws.standIn.fail('organizations:ListAccountsForParent', [new Fault('AccessDeniedException', 'No.')]);
  const { code, stdout, stderr } = await drift();
  expect([code, stderr]).toEqual([3, expect.stringMatching(/\nThe organization could not be compared\n$/)]);
  expect(stdout).toMatch(
    /^\? {2}OUs, accounts and policies: unknown\n {5}The caller is not allowed to call organizations:ListAccountsForParent/m,
  );
});

test('X7 checks neither stacks nor policies that Terraform no longer manages, and says so', async () => {
  const file = path.join(environments, 'organization.removed.json');
  writeFileSync(file, '{ "stacks": ["organizations"] }');
  const { code, stdout, stderr } = await drift();
  rmSync(file);
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining('\nNot checked, because Terraform no longer manages them: organizations\n'),
  ]);
  expect(stdout).not.toContain('OUs, accounts and policies');
});
