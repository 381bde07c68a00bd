import { Organizations, type CreatePolicyCommandInput } from '@aws-sdk/client-organizations';

import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeOrganization, type MadeOrganization } from '../../testing/aws/organization';

const MANAGEMENT = '999999999999';

let aws: LocalAws;
let organizations: Organizations;
let organization: MadeOrganization;
let unit: string;
let account: string;
let withoutOrganization: unknown;

beforeAll(async () => {
  aws = await testAws(MANAGEMENT);
  organizations = new Organizations({
    region: 'us-east-1',
    endpoint: aws.standIn.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  withoutOrganization = await create().catch((error: unknown) => error);
  organization = await makeOrganization(aws.standIn.url);
  unit = await organization.makeUnit('production', organization.rootId);
  const { CreateAccountStatus } = await organizations.createAccount({ AccountName: 'prod', Email: 'a@example.com' });
  account = CreateAccountStatus?.AccountId ?? '';
  const move = { AccountId: account, SourceParentId: organization.rootId, DestinationParentId: unit };
  await organizations.moveAccount(move);
});

beforeEach(() => aws.standIn.reset());

afterAll(() => aws.stop());

const refused = (name: string, message?: RegExp) =>
  message ? { name, message: expect.stringMatching(message) } : { name };

const plan = (deleteAfterDays: string) => ({
  regions: { '@@assign': ['ap-northeast-1'] },
  rules: {
    daily: {
      schedule_expression: { '@@assign': 'cron(0 6 * * ? *)' },
      target_backup_vault_name: { '@@assign': 'EC2' },
      lifecycle: { delete_after_days: { '@@assign': deleteAfterDays } },
    },
  },
  selections: {
    tags: {
      tagged: {
        iam_role_arn: { '@@assign': 'arn:aws:iam::$account:role/Backup' },
        tag_key: { '@@assign': 'Backup' },
        tag_value: { '@@assign': ['yes'] },
      },
    },
  },
});
const CONTENT = JSON.stringify({ plans: { ec2: plan('7') } });

const create = (more: Partial<CreatePolicyCommandInput> = {}) =>
  organizations.createPolicy({ Type: 'BACKUP_POLICY', Name: 'one', Description: '', Content: CONTENT, ...more });

async function created(more: Partial<CreatePolicyCommandInput> = {}): Promise<string> {
  const { Policy } = await create(more);
  return Policy?.PolicySummary?.Id ?? '';
}

const namesOf = (policies: { readonly Name?: string }[] | undefined) => policies?.map(({ Name }) => Name);

test('refuses a policy without an organization', () => {
  expect(withoutOrganization).toMatchObject(refused('AWSOrganizationsNotInUseException'));
});

test('creates, describes, changes and deletes a backup policy', async () => {
  const { Policy } = await create({ Description: 'first' });
  const { Id: PolicyId = '' } = Policy?.PolicySummary ?? {};
  expect(PolicyId).toMatch(/^p-[0-9a-z]{8,128}$/);
  expect(Policy).toEqual({
    Content: CONTENT,
    PolicySummary: {
      Id: PolicyId,
      Arn: `arn:aws:organizations::${MANAGEMENT}:policy/${organization.id}/backup_policy/${PolicyId}`,
      Name: 'one',
      Description: 'first',
      Type: 'BACKUP_POLICY',
      AwsManaged: false,
    },
  });
  await expect(organizations.describePolicy({ PolicyId })).resolves.toMatchObject({ Policy });

  const Content = JSON.stringify({ plans: { ec2: plan('8') } });
  await organizations.updatePolicy({ PolicyId, Content });
  await organizations.updatePolicy({ PolicyId, Name: 'two' });
  await expect(organizations.describePolicy({ PolicyId })).resolves.toMatchObject({
    Policy: { Content, PolicySummary: { Name: 'two', Description: 'first' } },
  });

  await organizations.deletePolicy({ PolicyId });
  await expect(organizations.describePolicy({ PolicyId })).rejects.toMatchObject(refused('PolicyNotFoundException'));
});

test('leaves policies of other types to moto', async () => {
  const scp = { Type: 'SERVICE_CONTROL_POLICY' as const, Name: 'scp', Content: '{}' };
  const PolicyId = await created(scp);
  await expect(organizations.describePolicy({ PolicyId })).resolves.toMatchObject({
    Policy: { PolicySummary: { Type: 'SERVICE_CONTROL_POLICY' } },
  });
  await created();
  const backup = await organizations.listPolicies({ Filter: 'BACKUP_POLICY' });
  const control = await organizations.listPolicies({ Filter: 'SERVICE_CONTROL_POLICY' });
  expect([namesOf(backup.Policies), namesOf(control.Policies)]).toEqual([['one'], expect.arrayContaining(['scp'])]);
  await organizations.deletePolicy({ PolicyId });
});

test('refuses a second policy of the same name, also when it is renamed', async () => {
  await created();
  await expect(create()).rejects.toMatchObject(refused('DuplicatePolicyException'));
  const PolicyId = await created({ Name: 'two' });
  const renamed = organizations.updatePolicy({ PolicyId, Name: 'one' });
  await expect(renamed).rejects.toMatchObject(refused('DuplicatePolicyException'));
  await expect(organizations.updatePolicy({ PolicyId, Name: 'two' })).resolves.toBeDefined();
});

test.each([
  ['{', /^The provided policy document does not meet the requirements/],
  [CONTENT.replace('"7"', '"0"'), /delete_after_days/],
])('refuses the document %s', async (Content, message) => {
  const malformed = refused('MalformedPolicyDocumentException', message);
  await expect(create({ Content })).rejects.toMatchObject(malformed);
  const PolicyId = await created();
  await expect(organizations.updatePolicy({ PolicyId, Content })).rejects.toMatchObject(malformed);
});

test('refuses names and descriptions that are too long', async () => {
  await expect(create({ Name: 'a'.repeat(129) })).rejects.toMatchObject(refused('InvalidInputException'));
  await expect(create({ Description: 'a'.repeat(513) })).rejects.toMatchObject(refused('InvalidInputException'));
  await expect(create({ Name: 'a'.repeat(128), Description: 'a'.repeat(512) })).resolves.toBeDefined();
});

test('keeps tags', async () => {
  const ResourceId = await created({ Tags: [{ Key: 'a', Value: '1' }] });
  await organizations.tagResource({ ResourceId, Tags: [{ Key: 'b', Value: '2' }] });
  await organizations.untagResource({ ResourceId, TagKeys: ['a'] });
  await expect(organizations.listTagsForResource({ ResourceId })).resolves.toMatchObject({
    Tags: [{ Key: 'b', Value: '2' }],
  });
});

test('lists policies, page by page', async () => {
  for (const Name of ['one', 'two', 'three']) await created({ Name });
  const { Policies: first, NextToken } = await organizations.listPolicies({ Filter: 'BACKUP_POLICY' });
  const { Policies: second } = await organizations.listPolicies({ Filter: 'BACKUP_POLICY', NextToken });
  expect([namesOf(first), namesOf(second)]).toEqual([['one', 'two'], ['three']]);
});

describe('attached', () => {
  const attach = (PolicyId: string, TargetId: string) => organizations.attachPolicy({ PolicyId, TargetId });
  const detach = (PolicyId: string, TargetId: string) => organizations.detachPolicy({ PolicyId, TargetId });

  test('only when the type is enabled', async () => {
    const PolicyId = await created();
    const early = attach(PolicyId, organization.rootId);
    await expect(early).rejects.toMatchObject(refused('PolicyTypeNotEnabledException'));
    await organization.enablePolicyType();
    await attach(PolicyId, organization.rootId);
  });

  test('to a root, an OU and an account', async () => {
    const PolicyId = await created();
    for (const id of [organization.rootId, unit, account]) await attach(PolicyId, id);
    const { Targets: first, NextToken } = await organizations.listTargetsForPolicy({ PolicyId });
    const { Targets: second } = await organizations.listTargetsForPolicy({ PolicyId, NextToken });
    expect([...(first ?? []), ...(second ?? [])]).toEqual([
      { TargetId: organization.rootId, Type: 'ROOT', Name: 'Root', Arn: expect.stringContaining(':root/') },
      { TargetId: unit, Type: 'ORGANIZATIONAL_UNIT', Name: 'production', Arn: expect.stringContaining(':ou/') },
      { TargetId: account, Type: 'ACCOUNT', Name: 'prod', Arn: expect.stringContaining(':account/') },
    ]);
    const onUnit = () => organizations.listPoliciesForTarget({ TargetId: unit, Filter: 'BACKUP_POLICY' });
    expect(namesOf((await onUnit()).Policies)).toEqual(['one']);
    await detach(PolicyId, unit);
    expect((await onUnit()).Policies).toEqual([]);
  });

  test('not twice, and detached not twice', async () => {
    const PolicyId = await created();
    await attach(PolicyId, unit);
    await expect(attach(PolicyId, unit)).rejects.toMatchObject(refused('DuplicatePolicyAttachmentException'));
    await detach(PolicyId, unit);
    await expect(detach(PolicyId, unit)).rejects.toMatchObject(refused('PolicyNotAttachedException'));
  });

  test.each([['r-none'], ['ou-none-12345678'], ['123123123123']])('not to %s, which does not exist', async (id) => {
    const PolicyId = await created();
    const notFound = refused('TargetNotFoundException');
    await expect(attach(PolicyId, id)).rejects.toMatchObject(notFound);
    await expect(detach(PolicyId, id)).rejects.toMatchObject(notFound);
    const listed = organizations.listPoliciesForTarget({ TargetId: id, Filter: 'BACKUP_POLICY' });
    await expect(listed).rejects.toMatchObject(notFound);
  });

  test('keeps a policy from being deleted', async () => {
    const PolicyId = await created();
    await attach(PolicyId, unit);
    await expect(organizations.deletePolicy({ PolicyId })).rejects.toMatchObject(refused('PolicyInUseException'));
    await detach(PolicyId, unit);
    await expect(organizations.deletePolicy({ PolicyId })).resolves.toBeDefined();
  });

  test('to a target with at most nine others', async () => {
    for (let count = 0; count < 10; count += 1) await attach(await created({ Name: `p${count}` }), unit);
    const eleventh = attach(await created({ Name: 'more' }), unit);
    await expect(eleventh).rejects.toMatchObject(refused('ConstraintViolationException'));
  });

  test('from the root to the account, they result in the effective policy of the account', async () => {
    const effective = async () => {
      const asked = { PolicyType: 'BACKUP_POLICY' as const, TargetId: account };
      const { EffectivePolicy } = await organizations.describeEffectivePolicy(asked);
      return JSON.parse(EffectivePolicy?.PolicyContent ?? '').plans.ec2.rules.daily.lifecycle.delete_after_days;
    };
    await expect(effective()).rejects.toMatchObject(refused('EffectivePolicyNotFoundException'));
    const strict = await created({ Name: 'strict', Content: JSON.stringify({ plans: { ec2: plan('35') } }) });
    await attach(await created(), organization.rootId);
    await expect(effective()).resolves.toBe('7');
    await attach(strict, account);
    await expect(effective()).resolves.toBe('35');
  });
});

describe('a delegated administrator of AWS Backup', () => {
  const ServicePrincipal = 'backup.amazonaws.com';
  const registered = () => organizations.listDelegatedAdministrators({ ServicePrincipal });

  test('is registered with its account, and deregistered', async () => {
    await organizations.registerDelegatedAdministrator({ AccountId: account, ServicePrincipal });
    await expect(registered()).resolves.toMatchObject({
      DelegatedAdministrators: [
        {
          Id: account,
          Name: 'prod',
          Email: 'a@example.com',
          Arn: expect.stringContaining(':account/'),
          Status: 'ACTIVE',
          JoinedTimestamp: expect.any(Date),
          DelegationEnabledDate: expect.any(Date),
        },
      ],
    });
    const again = organizations.registerDelegatedAdministrator({ AccountId: account, ServicePrincipal });
    await expect(again).rejects.toMatchObject(refused('AccountAlreadyRegisteredException'));
    await organizations.deregisterDelegatedAdministrator({ AccountId: account, ServicePrincipal });
    await expect(registered()).resolves.toMatchObject({ DelegatedAdministrators: [] });
    const twice = organizations.deregisterDelegatedAdministrator({ AccountId: account, ServicePrincipal });
    await expect(twice).rejects.toMatchObject(refused('AccountNotRegisteredException'));
  });

  test('is another account of the organization than the management account', async () => {
    const register = (AccountId: string) =>
      organizations.registerDelegatedAdministrator({ AccountId, ServicePrincipal });
    await expect(register(MANAGEMENT)).rejects.toMatchObject(refused('ConstraintViolationException'));
    await expect(register('123123123123')).rejects.toMatchObject(refused('AccountNotFoundException'));
  });
});
