import { credentialsIn } from '../aws/credentials-in';
import { backupctl, emptyFolder, type Ended } from '../commands';
import { fixtures } from '../fixtures';
import { openTo, person } from './person';
import { applyBootstrap, type ProviderApp } from './provider-account';
import { type ProviderOrganization, startOrganization } from './provider-organization';

// A saved plan is made with one role in members, and applied with another one.

const REGION = 'ap-northeast-1';
const { id: MANAGEMENT } = fixtures.organization.managementAccount;

let organization: ProviderOrganization;
let app: ProviderApp;
let folder: string;
let members: string[];

beforeAll(async () => {
  folder = emptyFolder();
  organization = await startOrganization();
  members = Object.entries(organization.ids)
    .filter(([id]) => /^\d{12}$/.test(id))
    .map(([, made]) => made);
  app = await organization.synthesize();
  await applyBootstrap(app, 'organizations-state-bootstrap');
});

afterAll(() => organization.aws.stop());

/** Runs a command as a role of the management account. Returns the roles in members that Terraform assumed, too. */
async function run(role: string, ...args: string[]): Promise<Ended & { readonly assumed: readonly string[] }> {
  const { standIn } = organization.aws;
  const { accessKeyId, secretAccessKey, sessionToken } = await credentialsIn(MANAGEMENT, standIn.url, role);
  const before = standIn.requests('sts:AssumeRole').length;
  const ended = await backupctl([...args, '--from', app.folder], folder, {
    ...app.variables,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
  // backupctl only asks which roles the caller may assume.
  const byTerraform = standIn
    .requests('sts:AssumeRole')
    .slice(before)
    .filter(({ RoleSessionName }) => RoleSessionName !== 'backupctl');
  return { ...ended, assumed: [...new Set(byTerraform.map(({ RoleArn }) => String(RoleArn)))].toSorted() };
}

const everywhere = (role: string) => members.map((id) => `arn:aws:iam::${id}:role/${role}`).toSorted();

function expectSuccess<T extends Ended>(ended: T): T {
  if (ended.code !== 0) throw new Error(ended.stdout + ended.stderr);
  return ended;
}

async function deploy(planner: string, applier: string, bundle: string) {
  const planned = expectSuccess(await run(planner, 'plan', '--environment', 'organizations', '--out', bundle));
  const [, sha256 = ''] = /^sha256 (\w+)$/m.exec(planned.stdout) ?? [];
  const applied = expectSuccess(await run(applier, 'apply', '--bundle', bundle, '--sha256', sha256));
  return { planned, applied };
}

test('O1 the first plan and apply of an administrator create the roles', async () => {
  const { planned, applied } = await deploy('admin', 'admin', 'first.zip');
  expect(planned.stdout).toContain('Planned with OrganizationAccountAccessRole, because backupctl-member-plan');
  expect(planned.assumed).toEqual(everywhere('OrganizationAccountAccessRole'));
  expect(applied.assumed).toEqual(everywhere('OrganizationAccountAccessRole'));
});

test('O1 a saved plan that reads is applied by the role that writes', async () => {
  const [first = ''] = members;
  const member = person(organization.aws.standIn.url, REGION, await credentialsIn(first, organization.aws.standIn.url));
  const vault = { BackupVaultName: 'test-bk-vault' };
  const { Policy } = await member.backup.getBackupVaultAccessPolicy(vault);
  await member.backup.putBackupVaultAccessPolicy({ ...vault, Policy: openTo('backup:*') });
  const { planned, applied } = await deploy('backupctl-plan', 'backupctl-apply', 'second.zip');
  expect(planned.stdout).not.toContain('Planned with');
  expect(planned.assumed).toEqual(everywhere('backupctl-member-plan'));
  expect(applied.assumed).toContain(`arn:aws:iam::${first}:role/backupctl-member-apply`);
  expect(everywhere('backupctl-member-apply')).toEqual(expect.arrayContaining([...applied.assumed]));
  const { Policy: restored = '' } = await member.backup.getBackupVaultAccessPolicy(vault);
  expect(JSON.parse(restored)).toEqual(JSON.parse(Policy ?? ''));
});

test('O1 memberRole applies a plan that changes the roles themselves, in that account only', async () => {
  const [first = ''] = members;
  const member = person(organization.aws.standIn.url, REGION, await credentialsIn(first, organization.aws.standIn.url));
  await member.iam.tagRole({ RoleName: 'backupctl-member-apply', Tags: [{ Key: 'Service', Value: 'other' }] });
  const { planned, applied } = await deploy('backupctl-plan', 'backupctl-apply', 'third.zip');
  expect(planned.assumed).toEqual(everywhere('backupctl-member-plan'));
  expect(applied.assumed).toContain(`arn:aws:iam::${first}:role/OrganizationAccountAccessRole`);
  const others = applied.assumed.filter((arn) => !arn.includes(first));
  expect(everywhere('backupctl-member-apply')).toEqual(expect.arrayContaining(others));
});

test('O1 drift reads with the role of plans', async () => {
  const { assumed } = expectSuccess(await run('backupctl-plan', 'drift', '--environment', 'organizations'));
  expect(assumed).toEqual(everywhere('backupctl-member-plan'));
});
