import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';

import { BY_ROLE } from '../../local-aws/moto';
import { type Ending, Fault, LOST_RESPONSE } from '../../local-aws/operation';
import { credentialsIn } from '../../testing/aws/credentials-in';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeMembers, membersVariables, type Members } from '../../testing/aws/members-environment';
import { resetMoto } from '../../testing/aws/reset-moto';
import {
  makeStackSetOrganization,
  stackSetInput,
  type StackSetOrganization,
} from '../../testing/aws/stack-set-organization';
import { backupctl, emptyFolder, startBackupctl, until } from '../../testing/commands';
import { blocksOf, linesOf } from '../../testing/walkthrough';

const NAME = 'test-backup-baseline';

let aws: LocalAws;
let made: StackSetOrganization;
let members: Members;
let variables: Record<string, string>;

beforeAll(async () => {
  aws = await testAws(BY_ROLE);
});

beforeEach(async () => {
  await resetMoto(aws.standIn.url);
  aws.standIn.reset();
  made = await makeStackSetOrganization(aws);
  await made.cloudFormation.activateOrganizationsAccess({});
  await made.cloudFormation.createStackSet(stackSetInput(NAME));
  members = await makeMembers(made);
  variables = { ...aws.variables, ...membersVariables(made, members) };
  aws.standIn.clock.perRequest = 30_000;
});

afterAll(() => aws.stop());

const command = (...args: readonly string[]) => backupctl(['members', ...args], emptyFolder(), variables);
const deploy = (...more: readonly string[]) => command('deploy', '--poll', '1', ...more);
const calls = (action: string) => aws.standIn.actions.filter((one) => one === `cloudformation:${action}`).length;
/** Operations are looked at more or less often while they run. */
const settled = (text: string) => new Set(linesOf(text).filter((line) => !line.startsWith('create UUID: RUNNING')));

/** What the page of the command shows for a subcommand. */
const onPage = (subcommand: string) =>
  blocksOf('docs/commands/members.md', 'text')
    .filter((block) => block.startsWith(`$ npx backupctl members ${subcommand}`))
    .map((block) => settled(block.replace(/^\$.*\n/, '')));

/** What a command printed, with the IDs of the page. */
const printed = (
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  ids: Readonly<Record<string, string>>,
) => settled(Object.entries(ids).reduce((text, [id, shown]) => text.replaceAll(id, shown), stdout + stderr));

const denied = new Fault(
  'AccessDenied',
  'User: x is not authorized to perform: iam:CreateRole with an explicit deny in a service control policy',
);

test('M1 M8 deploys the baseline to every member, the home region first, and reports that all have it', async () => {
  const before = await command('status');
  expect(before).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      '3 accounts that policies reach have no current baseline\n→ deploy it: npx backupctl members deploy\n',
    ),
  });
  expect(before.stdout).toContain('✗ missing in us-east-1, ap-northeast-1: 3 accounts\n');

  const { code, stdout, stderr } = await deploy();
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `StackSet ${NAME}\n  STATE    INSTANCES\n  current  6\n`,
  });
  expect(stderr).toMatch(/^reading AWS Organizations\nreading the instances of test-backup-baseline\ncreate \S+: /);
  expect(stderr).toMatch(/create \S+: SUCCEEDED\n/);
  const [request] = aws.standIn.requests('cloudformation:CreateStackInstances');
  expect(request).toMatchObject({
    'DeploymentTargets.OrganizationalUnitIds.member.1': made.rootId,
    'OperationPreferences.RegionOrder.member.1': 'ap-northeast-1',
    'OperationPreferences.FailureTolerancePercentage': '100',
  });
  expect(aws.standIn.state.vaults).toHaveLength(6);

  // Nothing is left to do.
  expect(await deploy()).toMatchObject({ code: 0, stdout });
  expect(calls('CreateStackInstances') + calls('UpdateStackInstances')).toBe(1);
  const status = await command('status', '--json');
  expect([status.code, JSON.parse(status.stdout)]).toEqual([
    0,
    {
      rollout: 'stack-set',
      stackSet: NAME,
      counts: { current: 6, 'in progress': 0, failed: 0, outdated: 0, skipped: 0, missing: 0 },
      problems: [],
      withoutBaseline: [],
      suspended: [],
      otherRegions: {},
      newAccounts: [],
      goneAccounts: [],
    },
  ]);
});

test('M8 ends with 1 and the reason of each failed instance, and deploys only what remains the next time', async () => {
  aws.standIn.state.stackRefusals.push({ account: members.prod, fault: denied });
  const { code, stdout, stderr } = await deploy();
  expect(code).toBe(1);
  expect(onPage('deploy')).toEqual([printed({ stdout, stderr }, { [members.prod]: '333333333333' })]);
  expect(stdout).toBe(`StackSet ${NAME}
  STATE    INSTANCES
  current  4
  failed   2

✗ failed in ap-northeast-1, us-east-1: 1 account
  ${denied.message}
  ${members.prod} prod

✗ A policy reaches them, and they have no current baseline: 1 account
  in the root: us-east-1, ap-northeast-1
    ${members.prod} prod
`);
  expect(stderr).toContain(
    '\n2 instances are not current\n→ correct the reasons, and deploy again: npx backupctl members deploy\n',
  );

  aws.standIn.state.stackRefusals.length = 0;
  expect(await deploy()).toMatchObject({ code: 0, stdout: `StackSet ${NAME}\n  STATE    INSTANCES\n  current  6\n` });
  expect([calls('CreateStackInstances'), calls('UpdateStackInstances')]).toEqual([1, 1]);
  expect(aws.standIn.actions.filter((action) => action.includes(':Delete'))).toEqual([]);
});

test('M1 an account that has the role already fails with its name, and keeps it as it is', async () => {
  const credentials = await credentialsIn(members.prod, aws.standIn.url);
  const iam = new IAMClient({ endpoint: aws.standIn.url, region: 'us-east-1', credentials });
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  await iam.send(new CreateRoleCommand({ RoleName: 'Backup', Path: '/members/', AssumeRolePolicyDocument }));
  const { code, stdout } = await deploy();
  expect(code).toBe(1);
  expect(stdout).toMatch(/✗ failed in ap-northeast-1[^:]*: 1 account\n.*AWS::IAM::Role.*[Aa]lready *[Ee]xists/);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'Backup' }));
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(AssumeRolePolicyDocument);
});

test('M8 follows an operation that is in progress instead of starting another one', async () => {
  const targets = {
    DeploymentTargets: { OrganizationalUnitIds: [made.rootId] },
    Regions: ['ap-northeast-1', 'us-east-1'],
  };
  const { OperationId } = await made.cloudFormation.createStackInstances({ StackSetName: NAME, ...targets });
  aws.standIn.clock.perRequest = 5000;
  const { code, stderr } = await deploy();
  expect(code).toBe(0);
  expect(stderr).toContain(`create ${OperationId}: RUNNING\n`);
  expect(calls('CreateStackInstances')).toBe(1);
});

test.each<[string, Ending]>([
  ['the response to its start was lost', LOST_RESPONSE],
  ['another operation was faster', new Fault('OperationInProgressException', 'Another Operation is in progress', 409)],
])('M8 follows the operation when %s', async (_, ending) => {
  aws.standIn.fail('cloudformation:CreateStackInstances', [ending]);
  expect(await deploy()).toMatchObject({ code: 0, stdout: `StackSet ${NAME}\n  STATE    INSTANCES\n  current  6\n` });
  const { Summaries = [] } = await made.cloudFormation.listStackSetOperations({ StackSetName: NAME });
  expect(Summaries.map(({ Action, Status }) => [Action, Status])).toEqual([['CREATE', 'SUCCEEDED']]);
});

test('M8 a delegated administrator of AWS Backup and StackSets uses the StackSet of the management account', async () => {
  await deploy();
  variables = {
    ...variables,
    ...membersVariables(made, members, (text) =>
      text
        .replace('  policies: [', `  delegatedAdministrator: '${members.dev}',\n  policies: [`)
        .replace('delegatedAdministrator: false', 'delegatedAdministrator: true'),
    ),
  };
  const { accessKeyId, secretAccessKey, sessionToken } = await credentialsIn(members.dev, aws.standIn.url);
  const own = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
  variables = { ...variables, ...own };
  expect(await command('status')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('You must be the management account or delegated admin account'),
  });
  const ServicePrincipal = 'member.org.stacksets.cloudformation.amazonaws.com';
  aws.standIn.state.delegatedAdministrators.push({ Id: members.dev, ServicePrincipal });
  expect(await command('status')).toMatchObject({ code: 0, stdout: expect.stringContaining('current  6\n') });
  expect(aws.standIn.requests('cloudformation:ListStackInstances').at(-1)).toMatchObject({ CallAs: 'DELEGATED_ADMIN' });
});

test('M8 an interrupted deployment leaves its operation, which the next one follows', async () => {
  aws.standIn.clock.perRequest = 0;
  aws.standIn.clock.speed = 0;
  const running = startBackupctl(['members', 'deploy', '--poll', '1'], emptyFolder(), variables);
  let stderr = '';
  running.onStderr((text) => void (stderr += text));
  await until(() => stderr.includes(': RUNNING'), running.ended);
  running.kill('SIGINT');
  const ended = await running.ended;
  expect(ended.code).toBe(130);
  expect(ended.stderr).toContain(
    '\nAn operation that has started continues in AWS.\n→ to follow it, and to deploy what remains: npx backupctl members deploy\n',
  );
  aws.standIn.clock.perRequest = 30_000;
  expect(await deploy()).toMatchObject({ code: 0 });
  expect([calls('CreateStackInstances'), calls('StopStackSetOperation')]).toEqual([1, 0]);
});

test('M8 reports suspended and new accounts, and waits for a new one', async () => {
  await deploy();
  await made.organizations.closeAccount({ AccountId: members.stg });
  const id = await made.makeAccount('vended');
  aws.standIn.clock.perRequest = 0;
  const { code, stdout, stderr } = await command('status');
  expect(code).toBe(1);
  expect(onPage('status')).toEqual([
    printed({ stdout, stderr }, { [members.stg]: '222222222222', [id]: '666666666666' }),
  ]);
  expect(stdout).toContain(
    `✗ A policy reaches them, and they have no current baseline: 1 account\n  new accounts: us-east-1, ap-northeast-1\n    ${id} vended\n`,
  );
  expect(stderr).toMatch(/no current baseline\n→ wait for it: npx backupctl members status --watch\n$/);
  expect(stdout).toContain(`! Suspended: 1 account\n  ${members.stg} stg\n`);
  expect(stdout).toContain(`! New: not in the tree of organization.ts: 1 account\n  ${id} vended\n`);
  aws.standIn.clock.perRequest = 1000;
  const watched = await command('status', '--watch', '--poll', '1');
  expect(watched.code).toBe(0);
  expect(watched.stdout).toMatch(/current +8\n/);
  expect(watched.stderr).toMatch(/\d current, \d in progress, \d missing\n/);
});

test('M8 skips suspended accounts without a failure', async () => {
  await made.organizations.closeAccount({ AccountId: members.stg });
  const { code, stdout } = await deploy();
  expect(code).toBe(0);
  expect(stdout).toContain('current  4\n  skipped  2\n');
  expect(stdout).toContain('! skipped in ap-northeast-1, us-east-1: 1 account\n  The account is suspended.\n');
});

test('M8 ends with 3 when AWS refuses', async () => {
  const refused = new Fault(
    'AccessDenied',
    'User: x is not authorized to perform: cloudformation:CreateStackInstances',
    403,
  );
  aws.standIn.fail('cloudformation:CreateStackInstances', [refused]);
  const { code, stdout, stderr } = await deploy();
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toContain('x is not allowed to call cloudformation:CreateStackInstances on *.');
});

describe('refuses', () => {
  test('M8 a StackSet that does not exist, and names the stack that creates it', async () => {
    await made.cloudFormation.deleteStackSet({ StackSetName: NAME });
    const text = `There is no StackSet ${NAME} in ap-northeast-1.\n→ apply the stack organizations-members first: npx backupctl plan --environment organizations\n`;
    expect(await deploy()).toEqual({ code: 1, stdout: '', stderr: text });
    expect(await command('status')).toEqual({ code: 1, stdout: '', stderr: text });
  });

  test('M8 to deploy what Terraform manages; its status lists accounts that the tree does not have', async () => {
    variables = {
      ...variables,
      ...membersVariables(made, members, (text) => text.replace("rollout: 'stack-set'", "rollout: 'providers'")),
    };
    expect(await deploy()).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "organization.ts sets baseline.rollout to 'providers': Terraform creates the baselines of the members.\n→ apply them: npx backupctl plan --environment organizations\n",
    });
    const lead =
      'Terraform manages the baselines of the members in the tree, in the stack organizations. Only accounts outside it are listed here.\n';
    expect(await command('status')).toMatchObject({ code: 0, stdout: lead });
    const id = await made.makeAccount('vended');
    const { code, stdout, stderr } = await command('status');
    expect(code).toBe(1);
    expect(stdout).toContain(`  new accounts: us-east-1, ap-northeast-1\n    ${id} vended\n`);
    expect(stderr).toContain(
      '\n1 account that a policy reaches has no current baseline\n→ add them to the tree, and apply the stack organizations\n',
    );
  });
});
