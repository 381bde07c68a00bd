import type { FoundBackupPolicy, FoundOrganization } from '../found-organization';
import { organizationImports } from './import-ids';
import { type BeforePull, pulledSettings } from './pulled-settings';

const MANAGEMENT = '999999999999';
const PROD = '333333333333';

const nightly = (setting: object) => JSON.stringify({ plans: { Files: { rules: { Nightly: setting } } } });
const days = (value: string) => nightly({ lifecycle: { delete_after_days: { '@@assign': value } } });

const policy = (name: string, changed: Partial<FoundBackupPolicy> = {}): FoundBackupPolicy => ({
  id: `p-${name}`,
  name,
  description: '',
  isManagedByAws: false,
  content: days('7'),
  targets: [{ id: 'r-ab12', name: 'Root' }],
  tags: {},
  ...changed,
});

const found = (changed: Partial<FoundOrganization> = {}): FoundOrganization => ({
  id: 'o-exampleorg1',
  managementAccountId: MANAGEMENT,
  policies: [],
  otherPolicies: {},
  policyTypes: ['BACKUP_POLICY'],
  servicePrincipals: ['backup.amazonaws.com'],
  delegatedAdministrators: [],
  globalSettings: {},
  optIn: {},
  resourcePolicy: null,
  denied: [],
  ...changed,
});

const BEFORE: BeforePull = {
  tree: {
    id: 'r-ab12',
    ous: [
      {
        id: 'ou-1',
        name: 'Workloads',
        ous: [{ id: 'ou-2', name: 'Production', accounts: [{ id: PROD, name: 'prod' }] }],
      },
    ],
  },
  policies: [],
  delegatedAdministrator: undefined,
  manages: false,
  managementAccountId: MANAGEMENT,
  stackTags: { ManagedBy: 'Terraform' },
  earlier: {},
};

const pulled = (organization: Partial<FoundOrganization>, before: Partial<BeforePull> = {}) =>
  pulledSettings(found(organization), { ...BEFORE, ...before });
const settingsOf = (...input: Parameters<typeof pulled>) => pulled(...input).settings;
const outside = (...input: Parameters<typeof pulled>) =>
  pulled(...input).report.left.map(({ what, text }) => `${what}: ${text}`);
const NOT_MANAGED = 'the organization is only read, because organization.ts has no managed';

test('X3 targets are the root, OUs by their paths, and accounts, the management account included', () => {
  const targets = [PROD, 'ou-2', 'r-ab12', MANAGEMENT].map((id) => ({ id, name: id }));
  expect(settingsOf({ policies: [policy('a', { targets })] }).policies).toEqual([
    expect.objectContaining({ attachTo: { root: true, ous: ['Workloads/Production'], accounts: [PROD, MANAGEMENT] } }),
  ]);
});

test('X3 a target that the tree does not have stays outside, with what to do', () => {
  const targets = [{ id: 'ou-9', name: 'New' }];
  const { settings, report } = pulled({ policies: [policy('a', { targets })] });
  expect(settings.policies).toEqual([expect.objectContaining({ attachTo: {} })]);
  expect(report.left).toContainEqual({
    what: 'attachments of policy a',
    text: 'New (ou-9) not in the tree of organization.ts: run npx backupctl organization pull, then this command again',
  });
});

test.each([
  [{ isManagedByAws: true }, 'AWS manages it'],
  [{ content: '[]' }, 'its content is not a JSON object'],
  [{ content: 'no' }, 'its content is not a JSON object'],
  [{ tags: undefined }, 'its content, its targets or its tags could not be read'],
])('X3 a policy with %o stays outside', (changed, why) => {
  const { settings, report } = pulled({ policies: [policy('a', changed)] });
  expect(settings.policies).toEqual([]);
  expect(report.left).toContainEqual({ what: 'policy a', text: why });
});

test('X3 the spelling of a content is reported as a change, its white space and order are not', () => {
  const change = (content: string) =>
    pulled({ policies: [policy('a', { content, tags: { Name: 'a', ManagedBy: 'Terraform' } })] }).report.changed;
  expect(change(JSON.stringify(JSON.parse(days('7')), null, 4))).toEqual([]);
  expect(change(days('7').replace('"7"', '7'))).toEqual([
    { what: 'policy a', text: expect.stringContaining('spelling') },
  ]);
});

test('X3 tags are kept, except those of the stacks and of AWS', () => {
  const tags = { Team: 'x', name: 'other', ManagedBy: 'me', 'aws:x': 'y' };
  const { settings, report } = pulled({ policies: [policy('a', { tags })] });
  expect(settings.policies).toEqual([expect.objectContaining({ tags: { Team: 'x' } })]);
  expect(report.changed).toEqual([
    { what: 'policy a', text: 'tags Name=a, ManagedBy=Terraform (was me), without name=other' },
  ]);
});

test('X3 policies keep their order in the repository, and new ones follow by name', () => {
  const policies = ['a', 'b', 'c', 'd'].map((name) => policy(name));
  const names = settingsOf({ policies: policies.toReversed() }, { policies: ['c', 'a'] }).policies?.map(
    ({ name }) => name,
  );
  expect(names).toEqual(['c', 'a', 'b', 'd']);
});

test('X3 the order matters where policies at one target set the same setting to different values', () => {
  const ordered = (one: string, other: string) =>
    pulled({ policies: [policy('a', { content: one }), policy('b', { content: other })] }).ordered;
  expect(ordered(days('7'), days('35'))).toEqual([{ target: 'the root', policies: ['a', 'b'] }]);
  expect(ordered(days('7'), days('7'))).toEqual([]);
  expect(ordered(days('7'), nightly({ target_backup_vault_name: { '@@assign': 'Safe' } }))).toEqual([]);
  const appended = (region: string) => JSON.stringify({ plans: { Files: { regions: { '@@append': [region] } } } });
  expect(ordered(appended('us-east-1'), appended('eu-west-1'))).toEqual([]);
});

test('X3 the order matters only at the targets that both policies have', () => {
  const [root, unit] = [
    { id: 'r-ab12', name: 'Root' },
    { id: 'ou-1', name: 'Workloads' },
  ];
  const { ordered } = pulled({
    policies: [
      policy('a', { targets: [root, unit] }),
      policy('b', { content: days('35'), targets: [unit] }),
      policy('c', { targets: [root] }),
    ],
  });
  expect(ordered).toEqual([{ target: 'Workloads', policies: ['a', 'b'] }]);
});

test('X3 the configured delegated administrator stays the first one', () => {
  const delegatedAdministrators = ['111111111111', '222222222222'];
  expect(settingsOf({ delegatedAdministrators }, { delegatedAdministrator: '222222222222' })).toMatchObject({
    delegatedAdministrator: '222222222222',
    otherDelegatedAdministrators: ['111111111111'],
  });
  expect(settingsOf({ delegatedAdministrators })).toMatchObject({ delegatedAdministrator: '111111111111' });
  expect(settingsOf({}, { earlier: { delegatedAdministrator: '111111111111' } })).not.toHaveProperty(
    'delegatedAdministrator',
  );
});

test('X3 opt-in is taken over if all regions have the same', () => {
  const optIn = { 'eu-west-1': { S3: false, EC2: true }, 'us-east-1': { EC2: true, S3: false } };
  expect(settingsOf({ optIn }).optIn).toEqual({ EC2: true, S3: false });
  const differing = { ...optIn, 'us-east-1': { EC2: true, S3: true } };
  expect(settingsOf({ optIn: differing }, { earlier: { optIn: { EC2: true } } })).not.toHaveProperty('optIn');
  expect(outside({ optIn: differing })).toContain(
    'opt-in: S3: not the same in eu-west-1, us-east-1, and optIn applies to every region',
  );
  expect(settingsOf({ optIn: { 'eu-west-1': {} } })).not.toHaveProperty('optIn');
  expect(outside({ optIn: { 'eu-west-1': { EC2: true, Later: true } } })).toContain(
    'opt-in: this version does not know Later',
  );
});

test('X3 global settings that AWS does not return are off, and unknown ones stay outside', () => {
  const globalSettings = { isCrossAccountBackupEnabled: 'true', isNew: 'true' };
  expect(settingsOf({ globalSettings }).globalSettings).toEqual({
    crossAccountBackup: true,
    multiPartyApproval: false,
    delegatedAdministrator: false,
  });
  expect(outside({ globalSettings })).toContain('global setting isNew=true: the configuration has no setting for it');
});

test('X3 the organization itself is taken over only if the configuration manages it', () => {
  expect(settingsOf({}, { manages: true }).managed).toEqual({
    servicePrincipals: ['backup.amazonaws.com'],
    policyTypes: ['BACKUP_POLICY'],
  });
  expect(settingsOf({})).not.toHaveProperty('managed');
  expect(outside({ otherPolicies: { SERVICE_CONTROL_POLICY: 2, TAG_POLICY: 0 } })).toEqual([
    `trusted access of backup.amazonaws.com: ${NOT_MANAGED}`,
    `policy types BACKUP_POLICY: ${NOT_MANAGED}`,
    '2 policies of type SERVICE_CONTROL_POLICY: not backup policies',
  ]);
});

test('X3 what is denied stays as an earlier pull has it', () => {
  const denied = {
    policies: undefined,
    globalSettings: undefined,
    delegatedAdministrators: undefined,
    servicePrincipals: undefined,
  };
  const earlier = settingsOf({ policies: [policy('a')], delegatedAdministrators: [PROD] }, { manages: true });
  expect(settingsOf(denied, { earlier, manages: true })).toEqual(earlier);
});

test('X3 the resource policy is taken over, unless its tags or Terraform would change it', () => {
  const DELEGATION = { id: 'rp-1', content: '{"Version":"2012-10-17"}', tags: {} };
  const { settings, report } = pulled({ resourcePolicy: DELEGATION });
  expect(settings.resourcePolicy).toEqual({ Version: '2012-10-17' });
  expect(report.changed).toEqual([
    { what: 'the resource policy of the organization', text: 'tags ManagedBy=Terraform' },
  ]);
  const earlier = settings;
  expect(settingsOf({}, { earlier })).not.toHaveProperty('resourcePolicy');
  expect(settingsOf({ resourcePolicy: undefined }, { earlier })).toHaveProperty('resourcePolicy');
  for (const [changed, why] of [
    [{ tags: undefined }, 'its tags could not be read'],
    [{ tags: { Team: 'x' } }, 'the configuration has no setting for its tags: Team'],
    [{ content: '{"a":"${aws:PrincipalOrgID}"}' }, 'Terraform would read its ${ or %{ as an expression'],
  ] as const) {
    const resourcePolicy = { ...DELEGATION, ...changed };
    expect(settingsOf({ resourcePolicy }, { earlier })).not.toHaveProperty('resourcePolicy');
    expect(outside({ resourcePolicy })).toContain(`the resource policy of the organization: ${why}`);
  }
});

test('X3 imports are those of resources that AWS has, with the region where it is not that of the provider', () => {
  const resources = {
    aws_organizations_policy: { one: { name: 'a' }, two: { name: 'new' } },
    aws_organizations_policy_attachment: {
      here: { policy_id: '${aws_organizations_policy.one.id}', target_id: 'r-ab12' },
      elsewhere: { policy_id: '${aws_organizations_policy.one.id}', target_id: 'ou-1' },
    },
    aws_organizations_delegated_administrator: { d: { account_id: PROD, service_principal: 'backup.amazonaws.com' } },
    aws_backup_region_settings: {
      home: { region: 'eu-west-1' },
      other: { region: 'us-east-1' },
      unread: { region: 'us-east-2' },
    },
    aws_organizations_resource_policy: { policy: { content: '{}' } },
    aws_backup_global_settings: { settings: {} },
    aws_iam_role: { role: { name: 'a' } },
  };
  const optIn = { 'eu-west-1': { EC2: true }, 'us-east-1': { EC2: true } };
  const resourcePolicy = { id: 'rp-1', content: '{}', tags: {} };
  const organization = found({ policies: [policy('a')], delegatedAdministrators: [PROD], optIn, resourcePolicy });
  expect(organizationImports(resources, organization, 'eu-west-1')).toEqual([
    { to: 'aws_organizations_policy.one', id: 'p-a' },
    { to: 'aws_organizations_policy_attachment.here', id: 'r-ab12:p-a' },
    { to: 'aws_organizations_delegated_administrator.d', id: `${PROD}/backup.amazonaws.com` },
    { to: 'aws_organizations_resource_policy.policy', id: 'rp-1' },
    { to: 'aws_backup_global_settings.settings', id: MANAGEMENT },
    { to: 'aws_backup_region_settings.home', id: 'eu-west-1' },
    { to: 'aws_backup_region_settings.other', id: 'us-east-1@us-east-1' },
  ]);
});
