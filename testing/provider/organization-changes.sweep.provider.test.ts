import { backupctl, emptyFolder, type Ended } from '../commands';
import { credentialsIn } from '../aws/credentials-in';
import { findingsIn, refusalsOf } from './drift-findings';
import { onlyOne } from './only-one';
import { openTo, person, type Person } from './person';
import { appliedPlan, type AppliedPlan } from './applied-plan';
import { applyBootstrap, applyStack, type ProviderApp } from './provider-account';
import { startOrganization, type ProviderOrganization } from './provider-organization';

const REGION = 'ap-northeast-1';
const BackupVaultName = 'test-bk-vault';

/** The organization itself is managed too. */
const managed = (text: string): string =>
  text.replace(
    '  globalSettings:',
    "  managed: { servicePrincipals: ['backup.amazonaws.com'], policyTypes: ['BACKUP_POLICY'] },\n  globalSettings:",
  );

let organization: ProviderOrganization;
let app: ProviderApp;
let manager: Person;
let member: Person;
/** The account shared-services. */
let memberId: string;
let folder: string;
/** What has changed in organization.ts so far. */
let text = managed;

const run = (...args: string[]): Promise<Ended> => backupctl(args, folder, app.variables);
const drift = (): Promise<Ended> => run('drift', '--environment', 'organizations', '--json', '--from', app.folder);
const stackFolder = (): string => app.stacks.get('organizations')?.folder ?? '';

beforeAll(async () => {
  folder = emptyFolder();
  organization = await startOrganization();
  const { aws, credentials, ids, synthesize } = organization;
  memberId = ids['444444444444'] ?? '';
  manager = person(aws.standIn.url, REGION, credentials);
  member = person(aws.standIn.url, REGION, await credentialsIn(memberId, aws.standIn.url));
  app = await synthesize(managed);
  await applyBootstrap(app, 'organizations-state-bootstrap');
  await applyStack(app, 'organizations');
});

afterAll(() => organization.aws.stop());

test('O drift and policy verify find nothing after the first apply', async () => {
  const { stdout, code } = await drift();
  expect([findingsIn(stdout), code]).toEqual([[], 0]);
  const verified = await run('policy', 'verify');
  if (verified.code !== 0) throw new Error(verified.stdout + verified.stderr);
});

test('O Terraform refuses to destroy the stack: policies and vaults are protected', async () => {
  const refused = await refusalsOf(stackFolder(), app.variables, '-destroy');
  const types = new Set(refused.map((address) => address.replace(/\..*/, '')));
  expect([...types].toSorted()).toEqual([
    'aws_backup_vault',
    'aws_organizations_organization',
    'aws_organizations_policy',
  ]);
});

test('O drift names manual changes of policies, the organization and members', async () => {
  const { organizations, backup } = manager;
  const { Policies = [] } = await organizations.listPolicies({ Filter: 'BACKUP_POLICY' });
  const idOf = (name: string): string => onlyOne(Policies.filter(({ Name }) => Name === name)).Id ?? '';
  const PolicyId = idOf('test-bk-policy');
  const { Policy } = await organizations.describePolicy({ PolicyId });
  await organizations.updatePolicy({ PolicyId, Content: Policy?.Content?.replace('"7"', '"1"') });
  await organizations.detachPolicy({
    PolicyId: idOf('test-bk-policy-production'),
    TargetId: organization.ids['ou-ab12-production'] ?? '',
  });
  await organizations.disableAWSServiceAccess({ ServicePrincipal: 'backup.amazonaws.com' });
  await backup.updateGlobalSettings({ GlobalSettings: { isCrossAccountBackupEnabled: 'false' } });
  await member.backup.putBackupVaultAccessPolicy({ BackupVaultName, Policy: openTo('backup:*') });
  const { stdout, code } = await drift();
  const ou = organization.ids['ou-ab12-production'];
  expect(findingsIn(stdout)).toEqual([
    `critical organization-attachment-removed aws_organizations_policy_attachment.policy-test-bk-policy-production_attachment-${ou} `,
    'critical service-access-removed aws_organizations_organization.managed_organization aws_service_access_principals',
    'high global-setting-off aws_backup_global_settings.global-settings global_settings/isCrossAccountBackupEnabled',
    `high retention-shorter aws_organizations_policy.policy-test-bk-policy content/plans/test-bk-plan/rules/test-bk-rule/lifecycle/delete_after_days/@@assign`,
    `high vault-policy-opened aws_backup_vault_policy.account-${memberId}_test-bk-vault-ap-northeast-1_access-policy policy/Allow backup:*`,
  ]);
  expect(code).toBe(1);
  // The next apply undoes all of them.
  await applyStack(app, 'organizations');
});

/** Applies the organization after one more change of its file. */
function change(next: (text: string) => string): Promise<AppliedPlan> {
  const former = text;
  text = (file) => next(former(file));
  return organization.synthesize(text).then((synthesized) => {
    app = synthesized;
    return appliedPlan(app, 'organizations');
  });
}

const replacing =
  (from: string, to: string) =>
  (file: string): string => {
    if (!file.includes(from)) throw new Error(`no ${from}`);
    return file.replace(from, to);
  };

const NOTHING: AppliedPlan = { actions: [], findings: [] };

test('O another order of accounts changes nothing', async () => {
  const accounts = ["{ id: dev.accountId, name: 'dev' },", "{ id: stg.accountId, name: 'stg' },"];
  const reordered = await change((file) =>
    replacing(
      accounts[0] ?? '',
      'swapped',
    )(file)
      .replace(accounts[1] ?? '', accounts[0] ?? '')
      .replace('swapped', accounts[1] ?? ''),
  );
  expect(reordered).toEqual(NOTHING);
});

test('O an attachment moves to another OU, and no other address', async () => {
  const moved = await change(replacing("ous: ['Workloads/Production']", "ous: ['Workloads']"));
  const address = 'aws_organizations_policy_attachment.policy-test-bk-policy-production_attachment';
  const { 'ou-ab12-workloads': to, 'ou-ab12-production': from } = organization.ids;
  expect(moved).toEqual({
    actions: [`create ${address}-${to}`, `delete ${address}-${from}`],
    findings: ['critical organization-attachment-removed', 'medium organization-attachment-added'],
  });
});

test('O an account leaves: Terraform forgets its resources, and then the account can be removed', async () => {
  const { actions, findings } = await change(
    replacing("name: 'shared-services' }", "name: 'shared-services', leaving: true }"),
  );
  const prefix = `account-${memberId}`;
  expect(actions).toEqual([
    `forget aws_backup_vault.${prefix}_test-bk-vault-ap-northeast-1_vault`,
    `forget aws_backup_vault_policy.${prefix}_test-bk-vault-ap-northeast-1_access-policy`,
    `forget aws_iam_policy.${prefix}_apply-role-policy-change_policy`,
    `forget aws_iam_policy.${prefix}_plan-role-policy-read_policy`,
    `forget aws_iam_role.${prefix}_apply-role`,
    `forget aws_iam_role.${prefix}_plan-role`,
    `forget aws_iam_role.${prefix}_role`,
    `forget aws_iam_role_policy_attachment.${prefix}_apply-role_own-change`,
    `forget aws_iam_role_policy_attachment.${prefix}_apply-role_own-read`,
    `forget aws_iam_role_policy_attachment.${prefix}_plan-role_own-read`,
    `forget aws_iam_role_policy_attachment.${prefix}_role_for-backup`,
    `forget aws_iam_role_policy_attachment.${prefix}_role_for-restores`,
  ]);
  expect(findings).toEqual(actions.map(() => 'high resource-forgotten'));
  await expect(member.backup.describeBackupVault({ BackupVaultName })).resolves.toMatchObject({ BackupVaultName });
  const removed = replacing("{ id: '444444444444', name: 'shared-services', leaving: true }", '');
  await expect(change(removed)).resolves.toEqual(NOTHING);
});

test('O an account that is removed without leaving breaks plans, until it is back and leaves', async () => {
  const account = "{ id: '555555555555', name: 'log-archive' }";
  await expect(change(replacing(account, ''))).rejects.toThrow('Provider configuration not present');
  const back = await change(
    replacing(
      "name: 'Security',\n        accounts: []",
      `name: 'Security',\n        accounts: [${account.replace(' }', ', leaving: true }')}]`,
    ),
  );
  expect(back.findings).toEqual(back.actions.map(() => 'high resource-forgotten'));
});
