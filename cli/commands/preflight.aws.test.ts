import { CloudFormation } from '@aws-sdk/client-cloudformation';
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  Organizations,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';

import { makeOrganization, type MadeOrganization } from '../../testing/aws/organization';
import { organizationText } from '../../testing/aws/organization-text';
import { Fault } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { backupctlMeanwhile, changedEnvironments, emptyFolder } from '../../testing/commands';
import { blocksOf, linesOf } from '../../testing/walkthrough';

const MANAGEMENT = '999999999999';
const LOCAL = { accessKeyId: 'local', secretAccessKey: 'local' };

let aws: LocalAws;
let made: MadeOrganization;
let environments: string;

const SETTINGS = `  baseline: { regions: ['ap-northeast-1', 'ap-northeast-3'], vaults: [{ name: 'Safe' }], role: { name: 'Backup' } },
  globalSettings: { crossAccountBackup: true, multiPartyApproval: false, delegatedAdministrator: true },
  delegatedAdministrator: '111111111111',
  optIn: { EC2: true, 'Storage Gateway': false },
`;

/** The configuration of the organization that moto made. */
const configured = (change: (text: string) => string = (text) => text) =>
  changedEnvironments({ 'organization.ts': () => change(organizationText(made, SETTINGS)) });

const preflight = (args: readonly string[] = [], variables: Record<string, string> = {}) =>
  backupctlMeanwhile(['preflight', ...args], emptyFolder(), {
    ...aws.variables,
    BACKUP_ENVIRONMENTS_DIR: environments,
    ...variables,
  });

beforeAll(async () => {
  aws = await testAws(MANAGEMENT);
  made = await makeOrganization(aws.standIn.url);
  environments = configured();
});

beforeEach(() => {
  aws.standIn.reset();
  aws.standIn.state.members.push(...members());
});

/** The accounts of the fixtures, as AWS has them. */
const members = () =>
  Object.entries({ dev: '111111111111', stg: '222222222222', prod: '333333333333' }).map(([Name, Id]) => {
    return { Id, Name, Status: 'ACTIVE', ParentId: made.rootId };
  });

afterAll(() => aws.stop());

const cloudFormation = () =>
  new CloudFormation({ region: 'ap-northeast-1', endpoint: aws.standIn.url, credentials: LOCAL });
const organizations = () => new Organizations({ region: 'us-east-1', endpoint: aws.standIn.url, credentials: LOCAL });

const PROGRESS = `reading AWS Organizations
reading the root
reading accounts: 2 in 0 OUs
reading accounts: 4 in 0 OUs
reading backup policies
reading AWS Backup
reading AWS Backup in ap-northeast-1
reading AWS Backup in ap-northeast-3
`;

test('O1 reports everything that is off, and the command that turns it on', async () => {
  aws.standIn.state.globalSettings['isMpaEnabled'] = 'true';
  aws.standIn.state.optIn['ap-northeast-1'] = { EC2: false, 'Storage Gateway': true };
  aws.standIn.state.optIn['ap-northeast-3'] = { EC2: true };
  expect(await preflight()).toEqual({
    code: 1,
    stdout: `✓ organization: 999999999999 manages ${made.id}, with all features
✗ trusted-access: backup.amazonaws.com has no trusted access: policies create no plans, and members' jobs are not visible
    aws organizations enable-aws-service-access --service-principal backup.amazonaws.com
✗ policy-type: BACKUP_POLICY is not enabled at ${made.rootId}: no backup policy can be attached
    aws organizations enable-policy-type --root-id ${made.rootId} --policy-type BACKUP_POLICY
✗ delegated-administrator: none, but the configuration names 111111111111
    aws organizations register-delegated-administrator --account-id 111111111111 --service-principal backup.amazonaws.com
✓ tree: 4 accounts in 0 OUs, as in the repository
✓ backup-policies: attached as in the repository
✓ service-control-policies: none denies what the baseline requires
✓ control-tower: Control Tower is not in use
✗ global-settings: isCrossAccountBackupEnabled is false; the configuration sets true; isMpaEnabled is true; the configuration sets false; isDelegatedAdministratorEnabled is false; the configuration sets true
    aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true,isMpaEnabled=false,isDelegatedAdministratorEnabled=true --region ap-northeast-1
✗ opt-in ap-northeast-1: EC2 is off; the configuration sets on; Storage Gateway is on; the configuration sets off
    aws backup update-region-settings --resource-type-opt-in-preference '{"EC2":true,"Storage Gateway":false}' --region ap-northeast-1
✓ opt-in ap-northeast-3: as configured
`,
    stderr: `${PROGRESS}
5 of 11 checks failed
`,
  });
});

test('O1 M7 prints what its page shows', async () => {
  const [dev, stg] = members();
  aws.standIn.state.members.length = 0;
  if (dev && stg) aws.standIn.state.members.push(dev, { ...stg, Status: 'SUSPENDED' });
  for (const Name of ['new-1', 'new-2'])
    aws.standIn.state.members.push({ Id: `44444444444${Name.at(-1)}`, Name, Status: 'ACTIVE', ParentId: made.rootId });
  aws.standIn.state.optIn['ap-northeast-1'] = { EC2: false, 'Storage Gateway': false };
  aws.standIn.state.optIn['ap-northeast-3'] = { EC2: true, 'Storage Gateway': false };
  const Condition = { StringNotEquals: { 'aws:RequestedRegion': ['ap-northeast-1'] } };
  const Statement = [{ Sid: 'GRREGIONDENY', Effect: 'Deny', Action: 'backup:*', Resource: '*', Condition }];
  const { Policy } = await organizations().createPolicy({
    Name: 'aws-guardrails-abcdef',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  const attached = { PolicyId: Policy?.PolicySummary?.Id, TargetId: made.rootId };
  await organizations().attachPolicy(attached);
  const { code, stdout, stderr } = await preflight();
  await organizations().detachPolicy(attached);

  expect(code).toBe(1);
  const [shown = ''] = blocksOf('docs/commands/preflight.md', 'text');
  const printed = (stdout + stderr).replaceAll(made.id, 'o-exampleorg1').replaceAll(made.rootId, 'r-ab12');
  expect(linesOf(printed)).toEqual(linesOf(shown.replace(/^\$.*\n/, '')));
});

describe('where everything is on', () => {
  beforeAll(async () => {
    await made.enableTrustedAccess();
    await made.enablePolicyType();
  });

  beforeEach(() => {
    const { state } = aws.standIn;
    state.delegatedAdministrators.push({ Id: '111111111111', ServicePrincipal: 'backup.amazonaws.com' });
    state.globalSettings['isCrossAccountBackupEnabled'] = 'true';
    state.globalSettings['isDelegatedAdministratorEnabled'] = 'true';
    state.optIn['ap-northeast-1'] = { EC2: true, EBS: false };
    state.optIn['ap-northeast-3'] = { EC2: true, EBS: false };
  });

  test('O1 ends with 0, and prints JSON for programs', async () => {
    const { code, stdout, stderr } = await preflight(['--json']);
    expect([code, stderr]).toEqual([0, PROGRESS]);
    const { checks } = JSON.parse(stdout);
    expect(checks.map(({ check, state }: { check: string; state: string }) => `${check} ${state}`)).toEqual([
      'organization ok',
      'trusted-access ok',
      'policy-type ok',
      'delegated-administrator ok',
      'tree ok',
      'backup-policies ok',
      'service-control-policies ok',
      'control-tower ok',
      'global-settings ok',
      'opt-in ok',
      'opt-in ok',
    ]);
  });

  test('O1 reports, without a failure, what is not configured', async () => {
    const open = configured((text) => text.replaceAll(/ {2}(delegatedAdministrator: '|optIn).*\n/g, ''));
    const { code, stdout } = await preflight(['--region', 'ap-northeast-3'], { BACKUP_ENVIRONMENTS_DIR: open });
    expect(code).toBe(0);
    expect(stdout).toContain('! delegated-administrator: 111111111111, but the configuration names none\n');
    expect(stdout).toContain(`! opt-in ap-northeast-3: EBS: off, so these resources are skipped`);
    expect(stdout).toContain(`--resource-type-opt-in-preference '{"EBS":true}' --region ap-northeast-3`);
    expect(stdout).not.toContain('ap-northeast-1');
  });

  test('M1 reports what StackSets requires, and the commands that enable it', async () => {
    const BACKUP_ENVIRONMENTS_DIR = configured((text) =>
      text.replace('baseline: {', "baseline: { rollout: 'stack-set',"),
    );
    const before = await preflight([], { BACKUP_ENVIRONMENTS_DIR });
    expect(before.code).toBe(1);
    expect(before.stdout)
      .toContain(`✗ stack-sets-trusted-access: StackSets cannot deploy to members: in CloudFormation it is DISABLED; in AWS Organizations member.org.stacksets.cloudformation.amazonaws.com has no trusted access
    aws cloudformation activate-organizations-access --region ap-northeast-1
! stack-sets-delegated-administrator: 111111111111 administers AWS Backup, but not StackSets: members deploy and members status require the management account
    aws organizations register-delegated-administrator --account-id 111111111111 --service-principal member.org.stacksets.cloudformation.amazonaws.com
✓ stack-set-quota: 6 of 100000 instances: 3 members in 2 regions
`);
    await cloudFormation().activateOrganizationsAccess({});
    const ServicePrincipal = 'member.org.stacksets.cloudformation.amazonaws.com';
    aws.standIn.state.delegatedAdministrators.push({ Id: '111111111111', ServicePrincipal });
    const { code, stdout } = await preflight([], { BACKUP_ENVIRONMENTS_DIR });
    expect(code).toBe(0);
    expect(stdout).toContain(`✓ stack-sets-trusted-access: StackSets has trusted access
✓ stack-sets-delegated-administrator: 111111111111
`);
    aws.standIn.state.delegatedAdministrators.push({ Id: '222222222222', ServicePrincipal });
    expect((await preflight([], { BACKUP_ENVIRONMENTS_DIR })).stdout).toContain(
      '! stack-sets-delegated-administrator: 222222222222 can change every StackSet of the organization\n',
    );
    await organizations().disableAWSServiceAccess({ ServicePrincipal });
    expect((await preflight([], { BACKUP_ENVIRONMENTS_DIR })).stdout).toContain(
      `✗ stack-sets-trusted-access: StackSets cannot deploy to members: in AWS Organizations ${ServicePrincipal} has no trusted access\n`,
    );
  });

  test('O1 reports service control policies that deny the baseline, and the backups of Control Tower', async () => {
    const statement = (Sid: string, more: object) => ({
      Sid,
      Effect: 'Deny',
      Action: 'backup:*',
      Resource: '*',
      ...more,
    });
    const policy = async (Name: string, ...Statement: readonly object[]) => {
      const Content = JSON.stringify({ Version: '2012-10-17', Statement });
      const created = { Name, Content, Description: '', Type: 'SERVICE_CONTROL_POLICY' as const };
      return (await organizations().createPolicy(created)).Policy?.PolicySummary?.Id ?? '';
    };
    const regions = { StringNotEquals: { 'aws:RequestedRegion': ['ap-northeast-1'] } };
    const PolicyId = await policy('aws-guardrails-x', statement('GRREGIONDENY', { Condition: regions }));
    await policy('not-attached', statement('All', {}));
    const tagged = { StringLike: { 'aws:ResourceTag/aws-control-tower': '*' } };
    await policy('aws-guardrails-y', statement('CTBACKUPPV3', { Condition: tagged }));
    expect((await preflight()).stdout).toContain('✓ service-control-policies: none denies');

    await organizations().attachPolicy({ PolicyId, TargetId: made.rootId });
    const found = await preflight();
    expect(found.code).toBe(1);
    expect(found.stdout)
      .toContain(`✗ service-control-policies: the baseline cannot be created in these accounts: exempt its role, or remove the regions
    aws-guardrails-x (GRREGIONDENY) at Root denies backup:CreateBackupVault, backup:PutBackupVaultAccessPolicy, backup:PutBackupVaultLockConfiguration in ap-northeast-3
`);
    await organizations().enableAWSServiceAccess({ ServicePrincipal: 'controltower.amazonaws.com' });
    expect((await preflight()).stdout).toContain('! control-tower: Control Tower backs up, too (aws-guardrails-y): ');
    await organizations().detachPolicy({ PolicyId, TargetId: made.rootId });
    expect((await preflight()).code).toBe(0);

    // Exempting memberRole is not sufficient where applies assume another role.
    const exempt = {
      ...regions,
      ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/OrganizationAccountAccessRole' },
    };
    const exempting = await policy('exempting', statement('Regions', { Condition: exempt }));
    await organizations().attachPolicy({ PolicyId: exempting, TargetId: made.rootId });
    expect((await preflight()).stdout).toContain('✓ service-control-policies: none denies');
    const BACKUP_ENVIRONMENTS_DIR = configured((text) =>
      text.replace('  policies: [', "  bootstrap: { github: { repository: 'owner/name' } },\n  policies: ["),
    );
    expect((await preflight([], { BACKUP_ENVIRONMENTS_DIR })).stdout).toContain(
      '    exempting (Regions) at Root denies',
    );
    await organizations().detachPolicy({ PolicyId: exempting, TargetId: made.rootId });
  });

  test('waits and tries again when AWS throttles or fails for a moment', async () => {
    aws.standIn.fail('organizations:ListRoots', [new Fault('TooManyRequestsException', 'Too many requests')]);
    aws.standIn.fail('backup:DescribeGlobalSettings', [new Fault('ServiceUnavailableException', 'Later', 500)]);
    expect(await preflight()).toMatchObject({ code: 0, stderr: PROGRESS });
    expect(aws.standIn.requests('organizations:ListRoots')).toHaveLength(3);
  });

  test('names a permission that is missing, and ends with 3', async () => {
    const denied =
      'User: arn:aws:iam::999999999999:user/ann is not authorized to perform: backup:DescribeRegionSettings on resource: * because no identity-based policy allows the backup:DescribeRegionSettings action';
    aws.standIn.fail('backup:DescribeRegionSettings', [new Fault('AccessDeniedException', denied, 403)]);
    const { code, stdout, stderr } = await preflight();
    expect(code).toBe(3);
    expect(stdout).toContain('✓ global-settings: as configured\n');
    expect(stdout).toContain(
      '? opt-in ap-northeast-1: arn:aws:iam::999999999999:user/ann is not allowed to call backup:DescribeRegionSettings on * because no identity-based policy allows the backup:DescribeRegionSettings action.\n    → allow backup:DescribeRegionSettings on *,',
    );
    expect(stderr).toContain('\n1 of 11 checks could not be made\n');
  });

  test('gives up on an AWS that keeps failing, and ends with 3', async () => {
    const faults = Array.from({ length: 20 }, () => new Fault('InternalFailure', 'Try later', 500));
    aws.standIn.fail('backup:DescribeGlobalSettings', faults);
    const { code, stdout } = await preflight();
    expect(code).toBe(3);
    expect(stdout).toContain(
      '? global-settings: backup:DescribeGlobalSettings failed: InternalFailure: Try later (request request-of-the-stand-in)\n',
    );
    expect(aws.standIn.requests('backup:DescribeGlobalSettings')).toHaveLength(6);
  });
});

describe('M7 compares the tree and the policies of the repository with AWS', () => {
  test('names the accounts and OUs that differ, grouped, and the command that writes them', async () => {
    const { state } = aws.standIn;
    const unit = await made.makeUnit('Unknown', made.rootId);
    state.members.length = 0;
    const [dev, stg] = members();
    if (dev && stg) state.members.push({ ...dev, Name: 'development' }, { ...stg, Status: 'SUSPENDED' });
    for (const [index, Name] of ['new-1', 'new-2'].entries())
      state.members.push({ Id: `55555555555${index}`, Name, Status: 'ACTIVE', ParentId: unit });
    const { code, stdout } = await preflight();
    expect(code).toBe(1);
    expect(stdout).toContain(`✗ tree: the repository differs from AWS, which has 5 accounts in 1 OU
    OU only in AWS: Unknown (root)
    account with another name in AWS: dev → development
    account with another state in AWS: stg (active → suspended)
    account only in AWS: new-1, new-2 (Unknown)
    account only in the repository: prod (root)
    npx backupctl organization pull
`);
  });

  test('names the policies and targets that differ, without a failure', async () => {
    const client = new OrganizationsClient({
      region: 'us-east-1',
      endpoint: aws.standIn.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const make = async (Name: string, ...targets: string[]): Promise<void> => {
      const Content = JSON.stringify({ plans: {} });
      const { Policy } = await client.send(
        new CreatePolicyCommand({ Name, Content, Description: '', Type: 'BACKUP_POLICY' }),
      );
      const PolicyId = Policy?.PolicySummary?.Id;
      for (const TargetId of targets) await client.send(new AttachPolicyCommand({ PolicyId, TargetId }));
    };
    await make('foreign', made.rootId);
    await make('daily', made.rootId, MANAGEMENT);
    const policies = ['daily', 'later'].map(
      (name) => `{ name: '${name}', attachTo: { root: true, accounts: ['111111111111'] }, plans: [] }`,
    );
    const other = configured((text) => text.replace('policies: []', `policies: [${policies.join(', ')}]`));
    const { stdout } = await preflight([], { BACKUP_ENVIRONMENTS_DIR: other });
    expect(stdout).toContain(`! backup-policies: the repository differs from AWS
    policy only in AWS: foreign
    policy daily is attached only in AWS to master
    policy daily is attached only in the repository to dev
    policy only in the repository: later
`);
  });
});

describe('refuses', () => {
  test('credentials of another account, before any other call', async () => {
    const other = configured((text) => text.replace(/999999999999/, '888888888888'));
    expect(await preflight([], { BACKUP_ENVIRONMENTS_DIR: other })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'The credentials belong to account 999999999999, not to the management account 888888888888.\n→ specify a profile of that account with --profile\n',
    });
    expect(aws.standIn.actions).toEqual(['sts:GetCallerIdentity']);
  });

  test('another organization, and does not look further', async () => {
    const other = configured((text) => text.replace(made.id, 'o-otherorg12'));
    const { code, stdout } = await preflight([], { BACKUP_ENVIRONMENTS_DIR: other });
    expect([code, stdout]).toEqual([1, `✗ organization: this is ${made.id}, but organization.ts names o-otherorg12\n`]);
  });

  test('an account that is not in an organization', async () => {
    const none = new Fault('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
    aws.standIn.fail('organizations:DescribeOrganization', [none]);
    const { code, stdout } = await preflight();
    expect([code, stdout]).toEqual([
      1,
      '✗ organization: account 999999999999 is not in an organization\n    aws organizations create-organization --feature-set ALL\n',
    ]);
  });

  test('to go without credentials', async () => {
    const { code, stdout, stderr } = await preflight([], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('AWS credentials are missing or no longer valid: ');
    expect(stderr).toContain('→ sign in, or name a profile that has credentials with --profile\n');
  });
});
