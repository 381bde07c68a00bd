import { BackupClient, DescribeBackupVaultCommand, GetBackupVaultAccessPolicyCommand } from '@aws-sdk/client-backup';
import type { StackSetOperationPreferences } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';

import { credentialsIn } from '../../testing/aws/credentials-in';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { resetMoto } from '../../testing/aws/reset-moto';
import {
  makeStackSetOrganization,
  MANAGEMENT,
  MEMBER_TEMPLATE,
  stackSetInput,
  type StackSetOrganization,
} from '../../testing/aws/stack-set-organization';
import { BY_ROLE } from '../moto';
import { Fault } from '../operation';

const HOME = 'ap-northeast-1';
const OTHER = 'us-east-1';
const NAME = 'test-backup-baseline';
const StackSetName = NAME;

let aws: LocalAws;
let made: StackSetOrganization;

beforeAll(async () => {
  aws = await testAws(BY_ROLE);
});

beforeEach(async () => {
  await resetMoto(aws.standIn.url);
  aws.standIn.reset();
  made = await makeStackSetOrganization(aws);
  await made.cloudFormation.activateOrganizationsAccess({});
});

afterAll(() => aws.stop());

/** IAM refuses its policy. */
const BROKEN_ROLE = structuredClone(MEMBER_TEMPLATE.Resources.Role);
BROKEN_ROLE.Properties.Policies = [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [] } }];

const createSet = (template: unknown = MEMBER_TEMPLATE) =>
  made.cloudFormation.createStackSet(stackSetInput(NAME, template));

interface Deployment {
  readonly ous?: readonly string[];
  readonly regions?: readonly string[];
  readonly preferences?: StackSetOperationPreferences;
}

const targetsOf = ({ ous = [made.rootId], regions = [HOME] }: Deployment) => ({
  StackSetName,
  DeploymentTargets: { OrganizationalUnitIds: [...ous] },
  Regions: [...regions],
});

async function deploy(deployment: Deployment = {}): Promise<string> {
  const OperationPreferences = deployment.preferences;
  const { OperationId = '' } = await made.cloudFormation.createStackInstances({
    ...targetsOf(deployment),
    OperationPreferences,
  });
  return OperationId;
}

async function statusAfter(OperationId: string, seconds = 600) {
  aws.standIn.clock.advance(seconds * 1000);
  const { StackSetOperation } = await made.cloudFormation.describeStackSetOperation({ StackSetName, OperationId });
  return StackSetOperation;
}

async function instances(more: object = {}) {
  const all = [];
  let NextToken: string | undefined;
  do {
    const page = await made.cloudFormation.listStackInstances({ StackSetName, NextToken, ...more });
    all.push(...(page.Summaries ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return all;
}

const states = async () =>
  (await instances()).map(({ Account, Region, Status, StackInstanceStatus: detailed }) =>
    [Account, Region, Status, detailed?.DetailedStatus].join(' '),
  );

const clientsIn = async (account: string, region = HOME) => {
  const options = { region, endpoint: aws.standIn.url, credentials: await credentialsIn(account, aws.standIn.url) };
  return { backup: new BackupClient(options), iam: new IAMClient(options) };
};

const vaultIn = async (account: string, region = HOME) =>
  (await clientsIn(account, region)).backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'Safe' }));

test('deploys the template in every account below the root, never in the management account', async () => {
  const workloads = await made.makeUnit('Workloads', made.rootId);
  const production = await made.makeUnit('Production', workloads);
  const accounts = [await made.makeAccount('top'), await made.makeAccount('prod', production)].toSorted();
  await createSet();
  const id = await deploy({ regions: [OTHER, HOME], preferences: { RegionOrder: [HOME, OTHER] } });
  expect(await statusAfter(id, 0)).toMatchObject({ Status: 'RUNNING', Action: 'CREATE' });
  expect(await statusAfter(id)).toMatchObject({ Status: 'SUCCEEDED' });
  expect(await states()).toEqual(
    [OTHER, HOME].flatMap((region) => accounts.map((account) => `${account} ${region} CURRENT SUCCEEDED`)),
  );
  const results = await made.cloudFormation.listStackSetOperationResults({ StackSetName, OperationId: id });
  expect(results.Summaries?.map(({ Region }) => Region)).toEqual([HOME, HOME]);
  for (const account of accounts) {
    expect(await vaultIn(account)).toMatchObject({
      EncryptionKeyArn: expect.stringContaining(`arn:aws:kms:${HOME}:${account}:key/`),
      MinRetentionDays: 7,
    });
    expect(await vaultIn(account, OTHER)).toMatchObject({ MinRetentionDays: 1 });
    const { iam, backup } = await clientsIn(account);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'Backup' }));
    expect(Role?.Arn).toBe(`arn:aws:iam::${account}:role/members/Backup`);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain(`"aws:SourceAccount":"${account}"`);
    const { Policy } = await backup.send(new GetBackupVaultAccessPolicyCommand({ BackupVaultName: 'Safe' }));
    expect(JSON.parse(Policy ?? '')).toEqual({ Version: '2012-10-17', Statement: [] });
  }
  await expect(vaultIn(MANAGEMENT)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('skips suspended accounts, and reports why an account failed', async () => {
  const [good, closed, denied] = [
    await made.makeAccount('good'),
    await made.makeAccount('closed'),
    await made.makeAccount('denied'),
  ];
  await made.organizations.closeAccount({ AccountId: closed });
  const reason = 'with an explicit deny in a service control policy';
  aws.standIn.state.stackRefusals.push({ account: denied, fault: new Fault('AccessDenied', reason) });
  await createSet();
  const preferences = { FailureToleranceCount: 5, MaxConcurrentCount: 10 };
  const operation = await statusAfter(await deploy({ preferences }));
  expect(operation).toMatchObject({ Status: 'SUCCEEDED', StatusDetails: { FailedStackInstancesCount: 1 } });
  expect((await states()).toSorted()).toEqual(
    [
      `${good} ${HOME} CURRENT SUCCEEDED`,
      `${closed} ${HOME} OUTDATED SKIPPED_SUSPENDED_ACCOUNT`,
      `${denied} ${HOME} OUTDATED FAILED`,
    ].toSorted(),
  );
  const failed = await instances({ Filters: [{ Name: 'DETAILED_STATUS', Values: 'FAILED' }] });
  expect(failed).toEqual([expect.objectContaining({ Account: denied, StatusReason: reason })]);
});

test('a failed creation keeps what the template retains: the next one finds its name taken', async () => {
  const account = await made.makeAccount('one');
  const { Vault, Key } = MEMBER_TEMPLATE.Resources;

  const resources = (DeletionPolicy: string, role: object) => ({
    ...MEMBER_TEMPLATE,
    Resources: { Key: { ...Key, DeletionPolicy }, Vault: { ...Vault, DeletionPolicy }, Role: role },
  });
  await createSet(resources('Retain', BROKEN_ROLE));
  await statusAfter(await deploy());
  expect(await instances()).toEqual([
    expect.objectContaining({
      Account: account,
      Status: 'OUTDATED',
      StatusReason: expect.stringMatching(
        /^ResourceLogicalId:Role, ResourceType:AWS::IAM::Role, ResourceStatusReason:/,
      ),
    }),
  ]);
  await expect(vaultIn(account)).resolves.toBeDefined();
  await statusAfter(await deploy());
  expect((await instances())[0]?.StatusReason).toContain('Backup vault with the same name already exists: Safe');
});

test('a failed creation removes what the template retains except on create', async () => {
  const account = await made.makeAccount('one');
  const { Vault, Key } = MEMBER_TEMPLATE.Resources;
  await createSet({ ...MEMBER_TEMPLATE, Resources: { Key, Vault, Role: BROKEN_ROLE } });
  await statusAfter(await deploy());
  await expect(vaultIn(account)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const repaired = {
    StackSetName,
    TemplateBody: JSON.stringify(MEMBER_TEMPLATE),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
  };
  const { OperationId = '' } = await made.cloudFormation.updateStackSet(repaired);
  expect(await statusAfter(OperationId)).toMatchObject({ Status: 'SUCCEEDED' });
  expect(await states()).toEqual([`${account} ${HOME} CURRENT SUCCEEDED`]);
});

test('refuses a type that the template language does not have', async () => {
  const account = await made.makeAccount('one');
  await createSet({ Resources: { Wrong: { Type: 'AWS::Backup::RegionSettings' } } });
  expect(await statusAfter(await deploy())).toMatchObject({ Status: 'FAILED' });
  expect(await instances()).toEqual([
    expect.objectContaining({
      Account: account,
      StatusReason: 'Template format error: Unrecognized resource types: [AWS::Backup::RegionSettings]',
    }),
  ]);
});

test('stops a region once more accounts fail than tolerated, and leaves the other instances as they were', async () => {
  const accounts = [await made.makeAccount('a'), await made.makeAccount('b'), await made.makeAccount('c')].toSorted();
  aws.standIn.state.stackRefusals.push({ account: accounts[0], fault: new Fault('AccessDenied', 'denied') });
  await createSet();
  expect(await statusAfter(await deploy({ regions: [HOME, OTHER] }))).toMatchObject({ Status: 'FAILED' });
  expect(await states()).toEqual([
    `${accounts[0]} ${HOME} OUTDATED FAILED`,
    ...accounts.slice(1).map((account) => `${account} ${HOME} OUTDATED CANCELLED`),
    ...accounts.map((account) => `${account} ${OTHER} OUTDATED CANCELLED`),
  ]);
  // A strict tolerance of one lets two accounts run at once, whatever the maximum is.
  aws.standIn.state.stackRefusals.length = 0;
  const preferences = { FailureToleranceCount: 1, MaxConcurrentCount: 3 };
  const id = await deploy({ preferences });
  await statusAfter(id, 5);
  expect((await states()).filter((one) => one.includes('CURRENT'))).toHaveLength(2);
  expect(await statusAfter(id, 5)).toMatchObject({ Status: 'SUCCEEDED' });
});

test('deploys to more accounts at once with a soft tolerance, and stops when it is told to', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await made.makeAccount(name);
  await createSet();
  const preferences = { ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE', MaxConcurrentPercentage: 75 } as const;
  const OperationId = await deploy({ preferences });
  await statusAfter(OperationId, 5);
  await made.cloudFormation.stopStackSetOperation({ StackSetName, OperationId });
  expect(await statusAfter(OperationId, 0)).toMatchObject({ Status: 'STOPPED' });
  const found = await states();
  expect(found.filter((one) => one.endsWith('CURRENT SUCCEEDED'))).toHaveLength(3);
  expect(found.filter((one) => one.endsWith('OUTDATED CANCELLED'))).toHaveLength(1);
});

test('a changed template makes instances OUTDATED until the update reaches them', async () => {
  const account = await made.makeAccount('one');
  await createSet();
  await statusAfter(await deploy());
  const changed = structuredClone(MEMBER_TEMPLATE);
  changed.Resources.Vault.Properties.LockConfiguration.MinRetentionDays = { 'Fn::If': ['IsHome', 8, 1] };
  const update = {
    StackSetName,
    TemplateBody: JSON.stringify(changed),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
  };
  const { OperationId = '' } = await made.cloudFormation.updateStackSet(update);
  expect(await states()).toEqual([`${account} ${HOME} OUTDATED PENDING`]);
  expect(await statusAfter(OperationId)).toMatchObject({ Status: 'SUCCEEDED', Action: 'UPDATE' });
  expect(await states()).toEqual([`${account} ${HOME} CURRENT SUCCEEDED`]);
  expect(await vaultIn(account)).toMatchObject({ MinRetentionDays: 8 });

  const keyless = structuredClone(changed) as { Resources: { Vault: { Properties: { EncryptionKeyArn?: unknown } } } };
  delete keyless.Resources.Vault.Properties.EncryptionKeyArn;
  const second = await made.cloudFormation.updateStackSet({ ...update, TemplateBody: JSON.stringify(keyless) });
  expect(await statusAfter(second.OperationId ?? '')).toMatchObject({ Status: 'FAILED' });
  expect((await instances())[0]?.StatusReason).toContain(
    'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename Safe and update the stack again.',
  );
});

test('queues operations of a set with managed execution, and refuses them without it', async () => {
  await made.makeAccount('one');
  await createSet();
  const first = await deploy();
  const second = await deploy({ regions: [OTHER] });
  expect(await statusAfter(second, 0)).toMatchObject({ Status: 'QUEUED' });
  await expect(made.cloudFormation.deleteStackSet({ StackSetName })).rejects.toMatchObject({
    name: 'StackSetNotEmptyException',
  });
  await statusAfter(first, 5);
  expect(await statusAfter(second, 5)).toMatchObject({ Status: 'SUCCEEDED' });

  await made.cloudFormation.createStackSet({ ...stackSetInput('simple'), ManagedExecution: { Active: false } });
  const simple = { ...targetsOf({}), StackSetName: 'simple' };
  await made.cloudFormation.createStackInstances(simple);
  await expect(made.cloudFormation.updateStackInstances(simple)).rejects.toMatchObject({
    name: 'OperationInProgressException',
  });
});

test('deploys to accounts that join or move, and leaves the stacks of accounts that leave', async () => {
  const [workloads, other] = [await made.makeUnit('Workloads', made.rootId), await made.makeUnit('Other', made.rootId)];
  const first = await made.makeAccount('first', workloads);
  await createSet();
  await statusAfter(await deploy({ ous: [workloads] }));
  const second = await made.makeAccount('second', workloads);
  const third = await made.makeAccount('third', other);
  await instances();
  aws.standIn.clock.advance(60_000);
  expect(await states()).toEqual([first, second].map((account) => `${account} ${HOME} CURRENT SUCCEEDED`));
  await expect(vaultIn(third)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });

  const move = { AccountId: first, SourceParentId: workloads, DestinationParentId: other };
  await made.organizations.moveAccount(move);
  await instances();
  aws.standIn.clock.advance(60_000);
  expect(await states()).toEqual([`${second} ${HOME} CURRENT SUCCEEDED`]);
  await expect(vaultIn(first)).resolves.toBeDefined();
  const { Summaries = [] } = await made.cloudFormation.listStackSetOperations({ StackSetName });
  expect(Summaries[0]).toMatchObject({ Action: 'DELETE', Status: 'SUCCEEDED' });
});

test('deletes instances with or without their stacks', async () => {
  const account = await made.makeAccount('one');
  await createSet();
  await statusAfter(await deploy());
  const { OperationId = '' } = await made.cloudFormation.deleteStackInstances({ ...targetsOf({}), RetainStacks: true });
  expect(await statusAfter(OperationId)).toMatchObject({ Status: 'SUCCEEDED', Action: 'DELETE', RetainStacks: true });
  expect(await instances()).toEqual([]);
  await expect(vaultIn(account)).resolves.toBeDefined();
  // The retained vault is in the way of a new instance.
  await statusAfter(await deploy());
  expect((await instances())[0]?.StatusReason).toMatch(/already exists/);
  await made.cloudFormation.deleteStackInstances({ ...targetsOf({}), RetainStacks: false });
  aws.standIn.clock.advance(60_000);
  await made.cloudFormation.deleteStackSet({ StackSetName });
  await expect(made.cloudFormation.describeStackSet({ StackSetName })).rejects.toMatchObject({
    name: 'StackSetNotFoundException',
  });
});

test('describes a set with its tags and its settings, and changes them', async () => {
  await createSet();
  const { StackSet } = await made.cloudFormation.describeStackSet({ StackSetName });
  expect(StackSet).toMatchObject({
    StackSetARN: expect.stringMatching(`^arn:aws:cloudformation:${HOME}:${MANAGEMENT}:stackset/${NAME}:`),
    Tags: [{ Key: 'Service', Value: 'test' }],
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
    ManagedExecution: { Active: true },
    TemplateBody: JSON.stringify(MEMBER_TEMPLATE),
  });
  const { OperationId = '' } = await made.cloudFormation.updateStackSet({
    StackSetName,
    UsePreviousTemplate: true,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Tags: [],
    Description: 'new',
  });
  expect(await statusAfter(OperationId)).toMatchObject({ Status: 'SUCCEEDED' });
  expect((await made.cloudFormation.describeStackSet({ StackSetName })).StackSet).toMatchObject({
    Description: 'new',
    Tags: [],
  });
  expect((await made.cloudFormation.listStackSets({})).Summaries?.map((one) => one.StackSetName)).toEqual([NAME]);
});

describe('refuses', () => {
  test.each([
    ['a name that exists', {}, 'NameAlreadyExistsException'],
    ['a template that is not JSON', { StackSetName: 'b', TemplateBody: '{' }, 'ValidationError'],
    ['a template without resources', { StackSetName: 'b', TemplateBody: '{}' }, 'ValidationError'],
    ['a role without the capability', { StackSetName: 'b', Capabilities: [] }, 'InsufficientCapabilitiesException'],
    [
      'more than 51,200 bytes',
      { StackSetName: 'b', TemplateBody: JSON.stringify({ ...MEMBER_TEMPLATE, Description: 'x'.repeat(51_200) }) },
      'ValidationError',
    ],
  ])('%s', async (_, change, name) => {
    await createSet();
    await expect(made.cloudFormation.createStackSet({ ...stackSetInput(NAME), ...change })).rejects.toMatchObject({
      name,
    });
  });

  test('a service-managed set without trusted access, and a caller that is no delegated administrator', async () => {
    aws.standIn.state.organizationsAccess.clear();
    await expect(createSet()).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'You must enable organizations access to operate a service managed stack set',
    });
    expect(await made.cloudFormation.describeOrganizationsAccess({})).toMatchObject({ Status: 'DISABLED' });
    await expect(
      made.cloudFormation.describeStackSet({ StackSetName, CallAs: 'DELEGATED_ADMIN' }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('an instance, an operation and a set that do not exist', async () => {
    const place = { StackInstanceAccount: '111111111111', StackInstanceRegion: HOME };
    await expect(made.cloudFormation.describeStackInstance({ StackSetName, ...place })).rejects.toMatchObject({
      name: 'StackSetNotFoundException',
    });
    await createSet();
    await expect(made.cloudFormation.describeStackInstance({ StackSetName, ...place })).rejects.toMatchObject({
      name: 'StackInstanceNotFoundException',
    });
    await expect(
      made.cloudFormation.describeStackSetOperation({ StackSetName, OperationId: 'none' }),
    ).rejects.toMatchObject({ name: 'OperationNotFoundException' });
  });
});
