import { IAMClient, AttachRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { KMSClient, DisableKeyRotationCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';

import { memberBaseline } from '../../domain/baseline/member-baseline';
import { memberTemplate, type Template } from '../../domain/baseline/template';
import { BY_ROLE, startMoto } from '../../local-aws/moto';
import { Fault } from '../../local-aws/operation';
import { type LocalAws, withStandIn } from '../../local-aws/start';
import { credentialsIn } from '../../testing/aws/credentials-in';
import { makeMembers, membersVariables, type Members } from '../../testing/aws/members-environment';
import {
  makeStackSetOrganization,
  stackSetInput,
  type StackSetOrganization,
} from '../../testing/aws/stack-set-organization';
import { DEFAULT_NAMES } from '../../domain/names';
import { backupctl, emptyFolder, startBackupctl } from '../../testing/commands';

const NAME = 'test-backup-baseline';
const REGIONS = ['us-east-1', 'ap-northeast-1'];
const VAULTS = [{ name: 'Safe', key: 'customer-managed', lock: { mode: 'governance', minRetentionDays: 7 } }] as const;
const TAGS = { ManagedBy: 'Terraform', Service: 'test', Stack: 'members' };

let aws: LocalAws;
let made: StackSetOrganization;
let members: Members;
let variables: Record<string, string>;

const organizationText = (text: string) =>
  text.replace("vaults: [{ name: 'Safe' }]", `vaults: ${JSON.stringify(VAULTS)}`);

function template(): Template {
  const source = {
    id: made.id,
    service: 'test',
    region: 'ap-northeast-1',
    names: DEFAULT_NAMES,
    tags: {},
    policies: [],
  };
  const baseline = { regions: REGIONS, vaults: VAULTS, role: { name: 'Backup' } };
  return memberTemplate(memberBaseline({ ...source, managementAccount: { id: '999999999999' }, baseline }));
}

const inputOf = (body: unknown) => ({
  ...stackSetInput(NAME, body),
  Tags: Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value })),
});

beforeAll(async () => {
  aws = await withStandIn(await startMoto(BY_ROLE, { managedPolicies: true }));
  made = await makeStackSetOrganization(aws);
  await made.cloudFormation.activateOrganizationsAccess({});
  members = await makeMembers(made);
  await made.cloudFormation.createStackSet(inputOf(template()));
  variables = { ...aws.variables, ...membersVariables(made, members, organizationText), COLUMNS: '1000' };
  aws.standIn.clock.perRequest = 30_000;
  const deployed = await backupctl(['members', 'deploy', '--poll', '1'], emptyFolder(), variables);
  if (deployed.code !== 0) throw new Error(deployed.stdout);
});

afterAll(() => aws.stop());

const verify = (...args: readonly string[]) =>
  backupctl(['verify', '--organization', ...args], emptyFolder(), variables);

const inAccount = async (id: string) => ({
  endpoint: aws.standIn.url,
  region: 'ap-northeast-1',
  credentials: await credentialsIn(id, aws.standIn.url),
});

/** The findings in accounts, each in one line. */
const findings = (stdout: string) =>
  stdout
    .split('\n\n')
    .filter((part) => /^[✗?] .* in /.test(part) && !part.includes('REGION'))
    .map((part) => part.replaceAll(/\n */g, ' | ').replaceAll(/ +/g, ' '));

test('M11 the StackSet, its instances and the accounts are as configured', async () => {
  const { code, stdout, stderr } = await verify('--all-accounts');
  expect({ code, findings: findings(stdout) }).toEqual({ code: 0, findings: [] });
  expect(stdout).toContain('3 of 3 member accounts compared\n');
  expect(stdout).toMatch(/✓ +ap-northeast-1 +StackSet test-backup-baseline +template +as configured +as expected\n/);
  expect(stderr).toContain(`reading the StackSet ${NAME}\n`);
  expect(stderr).toMatch(/comparing \w+ \(\d{12}\), 3 of 3\n/);
  const written = aws.standIn.actions.filter((action) => /:(?:Put|Update|Create|Delete|Attach|Tag)/.test(action));
  aws.standIn.actions.length = 0;
  await verify('--all-accounts');
  expect(aws.standIn.actions.filter((action) => written.includes(action))).toEqual([]);
});

test('M11 a sample is the same each time, and --after continues it', async () => {
  const idsOf = async (...args: readonly string[]): Promise<string[]> => {
    const { stdout } = await verify('--json', ...args);
    const { comparisons } = JSON.parse(stdout) as { comparisons: { account?: string }[] };
    return [...new Set(comparisons.flatMap(({ account = [] }) => account))];
  };
  const all = Object.values(members).toSorted();
  expect(await idsOf('--sample', '2')).toEqual([all[0], all[2]]);
  expect(await idsOf('--sample', '2', '--after', all[0] ?? '')).toEqual([all[2]]);
  expect(await idsOf('--all-accounts', '--after', all[0] ?? '')).toEqual(all.slice(1));
  expect(await idsOf('--all-accounts', '--after', all[2] ?? '')).toEqual([]);
});

test('M11 an account that cannot be read is no match, and hides no other one', async () => {
  const refusal = new Fault('AccessDenied', 'User: x is not authorized to perform: iam:GetRole', 403);
  aws.standIn.fail('iam:GetRole', [refusal]);
  const { code, stdout, stderr } = await verify('--all-accounts');
  expect(code).toBe(3);
  expect(findings(stdout)).toEqual([expect.stringMatching(/^\? role Backup in ap-northeast-1: 1 account \| x is not/)]);
  expect(stderr).toMatch(/\n1 of \d+ comparisons could not be made\n$/);
});

test('M11 an interruption prints what was compared, and how to continue', async () => {
  const running = startBackupctl(['verify', '--organization', '--all-accounts'], emptyFolder(), variables);
  running.onStderr((text) => {
    if (text.includes(', 1 of 3')) running.kill('SIGINT');
  });
  const { code, stdout, stderr } = await running.ended;
  const [first = ''] = Object.values(members).toSorted();
  expect(code).toBe(130);
  expect(stdout).toContain('1 of 3 member accounts compared (interrupted: 3 were to be compared)\n');
  expect(stderr).toContain(`\n→ to continue: npx backupctl verify --organization --all-accounts --after ${first}\n`);
});

test('M11 reports what differs in an account: vault, lock, access policy, key, role', async () => {
  const vault = aws.standIn.state.vaults.find((one) => one.account === members.dev && one.region === 'ap-northeast-1');
  if (!vault) throw new Error(JSON.stringify(aws.standIn.state.vaults));
  const options = await inAccount(members.dev);
  const [iam, kms] = [new IAMClient(options), new KMSClient(options)];
  const KeyId = String(vault.vault['EncryptionKeyArn']);
  const Statement = [{ Sid: 'Any', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }];
  await kms.send(new DisableKeyRotationCommand({ KeyId }));
  await kms.send(
    new PutKeyPolicyCommand({
      KeyId,
      PolicyName: 'default',
      Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'Backup', PolicyArn }));
  const trust = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Backup', PolicyDocument }));
  aws.standIn.state.vaults.splice(
    aws.standIn.state.vaults.findIndex((one) => one.account === members.prod && one.region === 'us-east-1'),
    1,
  );

  const { code, stdout } = await verify('--all-accounts');
  expect(code).toBe(1);
  const found = findings(stdout);
  const dev = `${members.dev} dev`;
  expect(found).toEqual(
    expect.arrayContaining([
      `✗ key alias/backup-vault-Safe, rotation in ap-northeast-1: 1 account | expected on | found off | ${dev}`,
      expect.stringMatching(/^✗ key \S+, policy Any in ap-northeast-1: 1 account \| expected none \| found \{.*kms:\*/),
      expect.stringMatching(/^✗ role Backup, policies in ap-northeast-1: .*found .*AdministratorAccess/),
      expect.stringMatching(/^✗ role Backup, trust .* in ap-northeast-1: .*expected .*backup\.amazonaws\.com/),
      `✗ vault Safe, vault in us-east-1: 1 account | expected exists | found none | ${members.prod} prod`,
    ]),
  );
});

test('M11 reports another template and other settings of the StackSet', async () => {
  const changed = structuredClone(template()) as any;
  changed.Resources.VaultSafe.Properties.LockConfiguration.MinRetentionDays = 6;
  await made.cloudFormation.updateStackSet({
    ...inputOf(changed),
    Tags: [{ Key: 'Service', Value: 'test' }],
    AutoDeployment: { Enabled: false },
  });
  const { code, stdout, stderr } = await verify('--sample', '1');
  expect(code).toBe(1);
  const rows = stdout.split('\n').filter((line) => line.startsWith('✗'));
  expect(rows.map((line) => line.replaceAll(/ +/g, ' '))).toEqual(
    expect.arrayContaining([
      `✗ ap-northeast-1 StackSet ${NAME} template Resources/VaultSafe/Properties/LockConfiguration/MinRetentionDays 7 6`,
      `✗ ap-northeast-1 StackSet ${NAME} automatic deployment on off`,
      expect.stringMatching(/tags ManagedBy=Terraform, Service=test, Stack=members Service=test$/),
    ]),
  );
  expect(stderr).toMatch(/\n\d+ of \d+ settings differ\n$/);
});

describe('refuses', () => {
  test.each([
    [[], 'There is nothing to compare.\n→ add --environment NAME, or --organization\n'],
    [
      ['--environment', 'dev', '--sample', '2'],
      '--sample, --all-accounts, --after and --role choose members of the organization.\n→ use them with --organization\n',
    ],
    [['--organization', '--region', 'us-east-1'], '--organization compares every region.\n→ leave --region out\n'],
  ])('%j', async (args, stderr) => {
    expect(await backupctl(['verify', ...args], emptyFolder(), variables)).toEqual({ code: 2, stdout: '', stderr });
  });

  test.each([
    ['--after', '12', 'Specify the 12 digits of an account.'],
    ['--sample', '0', 'Specify a whole number'],
  ])('%s %s', async (option, value, text) => {
    expect(await verify(option, value)).toMatchObject({ code: 2, stderr: expect.stringContaining(text) });
  });
});
