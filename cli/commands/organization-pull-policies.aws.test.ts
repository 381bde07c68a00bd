import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { BackupClient, UpdateGlobalSettingsCommand } from '@aws-sdk/client-backup';
import { Organizations } from '@aws-sdk/client-organizations';

import { Fault } from '../../local-aws/operation';
import { type LocalAws, testAws } from '../../testing/aws/local-aws';
import { makeOrganization, type MadeOrganization } from '../../testing/aws/organization';
import { backupctlMeanwhile, changedEnvironments, emptyFolder, type Ended } from '../../testing/commands';

const MANAGEMENT = '999999999999';
const REGION = 'ap-northeast-1';

let aws: LocalAws;
let made: MadeOrganization;
let client: Organizations;
let members: Record<'dev' | 'stg' | 'prod', string>;
let workloads: string;

const assign = (value: unknown) => ({ '@@assign': value });
/** As the console writes it: keys in its order, with operators for child policies. */
const plan = (days: string) => ({
  regions: { '@@operators_allowed_for_child_policies': ['@@all'], ...assign([REGION]) },
  rules: {
    Nightly: {
      lifecycle: { delete_after_days: assign(days) },
      schedule_expression: assign('cron(0 5 ? * * *)'),
      target_backup_vault_name: assign('Safe'),
    },
  },
  selections: {
    tags: {
      Tagged: {
        tag_value: assign(['On']),
        iam_role_arn: assign('arn:aws:iam::$account:role/Backup'),
        tag_key: assign('Backup'),
      },
    },
  },
});

beforeAll(async () => {
  aws = await testAws(MANAGEMENT);
  made = await makeOrganization(aws.standIn.url);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new Organizations({ region: 'us-east-1', endpoint: aws.standIn.url, credentials });
  await made.enablePolicyType();
  await made.enableTrustedAccess();
  workloads = await made.makeUnit('Workloads', made.rootId);
  const account = async (name: string): Promise<string> => {
    const { CreateAccountStatus } = await client.createAccount({ AccountName: name, Email: `${name}@example.com` });
    return CreateAccountStatus?.AccountId ?? '';
  };
  members = { dev: await account('dev'), stg: await account('stg'), prod: await account('prod') };
});

afterAll(() => aws.stop());

let folder: string;
const policyIds: Record<string, string> = {};

/** Creates a policy as the console does. */
async function policy(name: string, content: unknown, targets: readonly string[], tags: Record<string, string> = {}) {
  const { Policy } = await client.createPolicy({
    Name: name,
    Description: '',
    Type: 'BACKUP_POLICY',
    Content: JSON.stringify(content, null, 4),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });
  policyIds[name] = Policy?.PolicySummary?.Id ?? '';
  for (const TargetId of targets) await client.attachPolicy({ PolicyId: policyIds[name], TargetId });
}

/** The tests follow each other: each pull finds what the previous one has written. */
beforeAll(async () => {
  folder = environments();
  await policy('nightly', { plans: { Files: plan('7') } }, [made.rootId], { Team: 'storage', Name: 'Nightly backups' });
  await policy(
    'longer',
    { plans: { Files: { rules: { Nightly: { lifecycle: { delete_after_days: assign('35') } } } } } },
    [members.prod, workloads],
  );
  // AWS accepts leading zeros, which no number of the configuration has.
  await policy('zeros', { plans: { Files: { rules: { Nightly: { start_backup_window_minutes: assign('060') } } } } }, [
    workloads,
  ]);
  await client.putResourcePolicy({ Content: '{"Version":"2012-10-17","Statement":[]}' });
  await client.registerDelegatedAdministrator({ AccountId: members.stg, ServicePrincipal: 'backup.amazonaws.com' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const backup = new BackupClient({ region: REGION, endpoint: aws.standIn.url, credentials });
  const GlobalSettings = {
    isCrossAccountBackupEnabled: 'true',
    isDelegatedAdministratorEnabled: 'true',
    isMpaEnabled: 'false',
  };
  await backup.send(new UpdateGlobalSettingsCommand({ GlobalSettings }));
});

/** An organization that imports what is pulled, in its accounts in moto. */
function environments(change: (text: string) => string = (text) => text): string {
  const text = `import { fromPull } from '../../environments/from-pull';
import { organization } from '../../environments/organization/organization';
import dev from './dev';
import prod from './prod';
import stg from './stg';

export default organization({
  id: '${made.id}',
  service: 'test',
  region: '${REGION}',
  state: { bucket: 'test-tfstate', region: '${REGION}' },
  managementAccount: { id: '${MANAGEMENT}', name: 'management' },
  root: {
    id: '${made.rootId}',
    ous: [{ id: '${workloads}', name: 'Workloads' }],
    accounts: [dev, stg, prod].map(({ accountId: id, name }) => ({ id, name })),
  },
  baseline: { regions: ['${REGION}'], vaults: [{ name: 'Safe' }], role: { name: 'Backup' } },
  policies: [],
  globalSettings: { crossAccountBackup: false, multiPartyApproval: false, delegatedAdministrator: false },
});
`;
  const own = (name: keyof typeof members, id: string) => (source: string) => source.replaceAll(id, members[name]);
  return changedEnvironments({
    'organization.ts': () => change(text),
    'dev.ts': own('dev', '111111111111'),
    'stg.ts': own('stg', '222222222222'),
    'prod.ts': own('prod', '333333333333'),
  });
}

const pull = (args: readonly string[] = [], attempts = '4'): Promise<Ended> =>
  backupctlMeanwhile(['organization', 'pull', '--policies', ...args], emptyFolder(), {
    ...aws.variables,
    BACKUP_ENVIRONMENTS_DIR: folder,
    AWS_MAX_ATTEMPTS: attempts,
    COLUMNS: '110',
  });

const write = (name: string, value: unknown) => writeFileSync(path.join(folder, name), JSON.stringify(value));
const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

const expectedPolicies = () => [
  {
    name: 'longer',
    attachTo: { ous: ['Workloads'], accounts: [members.prod] },
    plans: [{ name: 'Files', rules: [{ name: 'Nightly', deleteAfterDays: 35 }] }],
  },
  {
    name: 'nightly',
    tags: { Team: 'storage' },
    attachTo: { root: true },
    plans: [
      {
        name: 'Files',
        regions: { allowedForChildren: ['all'], assign: [REGION] },
        rules: [{ name: 'Nightly', schedule: 'cron(0 5 ? * * *)', vault: 'Safe', deleteAfterDays: 7 }],
        selections: [{ name: 'Tagged', role: 'Backup', tag: { key: 'Backup', values: ['On'] } }],
      },
    ],
  },
  {
    name: 'zeros',
    attachTo: { ous: ['Workloads'] },
    document: { plans: { Files: { rules: { Nightly: { start_backup_window_minutes: assign('060') } } } } },
  },
];

test('X3 writes the policies of the console and the settings of the organization, with their imports', async () => {
  aws.standIn.state.optIn[REGION] = { EC2: true, EFS: false };
  const { code, stdout, stderr } = await pull(['--json']);
  expect({ code, report: JSON.parse(stdout) }).toEqual({
    code: 0,
    report: {
      file: path.join(folder, 'organization-policies.json'),
      imports: { file: path.join(folder, 'organization.imports.json'), count: 11 },
      takenOver: { policies: 3, attachments: 4 },
      documents: [{ what: 'policy zeros', text: expect.stringContaining('"060"') }],
      changes: [
        { what: 'policy longer', text: 'tags Name=longer, ManagedBy=Terraform, Service=test, Stack=organizations' },
        { what: 'policy nightly', text: expect.stringContaining('Name=nightly (was Nightly backups)') },
        { what: 'policy zeros', text: expect.any(String) },
        { what: 'the resource policy of the organization', text: expect.any(String) },
      ],
      outside: [
        { what: 'trusted access of backup.amazonaws.com', text: expect.any(String) },
        { what: 'policy types BACKUP_POLICY', text: expect.any(String) },
      ],
      ordered: [],
      refused: [],
      denied: [],
    },
  });
  expect(stderr).toContain(
    "→ in organization.ts: import { fromPull } from './from-pull' and pulled from './organization-policies.json'",
  );
  expect(read('organization-policies.json')).toEqual({
    policies: expectedPolicies(),
    globalSettings: { crossAccountBackup: true, multiPartyApproval: false, delegatedAdministrator: true },
    delegatedAdministrator: members.stg,
    otherDelegatedAdministrators: [],
    optIn: { EC2: true, EFS: false },
    resourcePolicy: { Version: '2012-10-17', Statement: [] },
  });
  expect(read('organization.imports.json').organizations).toEqual(
    expect.arrayContaining([
      { to: 'aws_backup_global_settings.global-settings', id: MANAGEMENT },
      { to: `aws_backup_region_settings.region-settings-${REGION}`, id: REGION },
      { to: expect.stringMatching(/^aws_organizations_policy\.policy-zeros_/), id: policyIds['zeros'] },
      { to: expect.stringMatching(/_attachment\.policy-nightly_/), id: `${made.rootId}:${policyIds['nightly']}` },
      { to: expect.stringMatching(/_delegated_administrator\./), id: `${members.stg}/backup.amazonaws.com` },
    ]),
  );
});

/** organization.ts as it is after the first pull. */
const importing = (text: string): string =>
  text
    .replace('import dev', "import pulled from './organization-policies.json';\nimport dev")
    .replace('\n});', '\n  ...fromPull(pulled),\n});');

test('X3 the next pull writes the same bytes', async () => {
  const texts = () =>
    ['organization-policies.json', 'organization.imports.json'].map((name) => JSON.stringify(read(name)));
  const file = path.join(folder, 'organization.ts');
  writeFileSync(file, importing(readFileSync(file, 'utf8')));
  const before = texts();
  expect(await pull()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('→') });
  expect(texts()).toEqual(before);
});

test('X3 follows AWS, but keeps the order of policies and other imports, and reports what synth would refuse', async () => {
  const settings = read('organization-policies.json');
  write('organization-policies.json', { ...settings, policies: settings.policies.toReversed() });
  const own = { to: 'aws_iam_role.own', id: 'own' };
  write('organization.imports.json', { organizations: [own] });
  await client.detachPolicy({ PolicyId: policyIds['longer'], TargetId: workloads });
  await client.deregisterDelegatedAdministrator({ AccountId: members.stg, ServicePrincipal: 'backup.amazonaws.com' });
  const nightly = (setting: object) => ({ plans: { Files: { rules: { Nightly: setting } } } });
  await policy('other', nightly({ target_backup_vault_name: assign('Sale') }), [members.prod]);
  await policy('shorter', nightly({ lifecycle: { delete_after_days: assign('9') } }), [members.prod]);

  const { code, stdout } = await pull();
  expect(code).toBe(0);
  expect(stdout).toContain(`  TARGET        POLICIES\n  ${members.prod}  longer, shorter`);
  expect(stdout).toContain(`With these settings, synth stops:

${folder}/organization.ts is refused: 1 problem

  policies.other.plans.Files.rules.Nightly.vault = "Sale"`);
  expect(stdout).toContain('→ did you mean Safe?');
  const page = readFileSync(path.join(__dirname, '../../docs/commands/organization-pull.md'), 'utf8');
  expect(page).toContain(stdout.replaceAll(members.prod, '333333333333').replaceAll(folder, 'environments'));
  const pulled = read('organization-policies.json');
  expect(pulled.policies.map(({ name }: { name: string }) => name)).toEqual([
    'zeros',
    'nightly',
    'longer',
    'other',
    'shorter',
  ]);
  expect(pulled).not.toHaveProperty('delegatedAdministrator');
  const { organizations } = read('organization.imports.json');
  expect(organizations).toHaveLength(14);
  expect(organizations).toContainEqual(own);
});

test('X3 lists denied actions with what is missing, and keeps what an earlier pull has of it', async () => {
  const denied = new Fault('AccessDeniedException', 'No.');
  const before = read('organization-policies.json');
  aws.standIn.fail('organizations:ListTagsForResource', [denied, denied, denied, denied, denied]);
  aws.standIn.fail('organizations:ListDelegatedAdministrators', [denied]);
  aws.standIn.fail('organizations:DescribeResourcePolicy', [denied]);
  aws.standIn.fail('backup:DescribeGlobalSettings', [denied]);
  const { code, stdout } = await pull(['--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).denied).toEqual([
    ...['nightly', 'longer', 'zeros', 'other', 'shorter'].map((name) => ({
      action: 'organizations:ListTagsForResource',
      region: 'us-east-1',
      missing: `tags of policy ${name}`,
    })),
    { action: 'organizations:ListDelegatedAdministrators', region: 'us-east-1', missing: 'delegated administrators' },
    {
      action: 'organizations:DescribeResourcePolicy',
      region: 'us-east-1',
      missing: 'the resource policy of the organization',
    },
    { action: 'backup:DescribeGlobalSettings', region: REGION, missing: 'global settings' },
  ]);
  expect(read('organization-policies.json')).toEqual(before);
});

test('X3 without organization.ts, says what to write, and that the imports need it', async () => {
  folder = environments();
  rmSync(path.join(folder, 'organization.ts'));
  const { code, stderr } = await pull();
  expect(code).toBe(0);
  expect(stderr).toContain('→ create organization.ts (docs/commands/organization-pull.md)');
  expect(stderr).toContain('→ then run the command again: the imports need organization.ts');
  expect(read('organization-policies.json').policies).toHaveLength(5);
  expect(existsSync(path.join(folder, 'organization.imports.json'))).toBe(false);
});

test('X3 writes a file that organization.ts already imports, and asks for a second run', async () => {
  folder = environments(importing);
  const { code, stderr } = await pull();
  expect(code).toBe(0);
  expect(stderr).toContain('→ run the command again: organization.ts can be read now, and the imports need it');
});

test('X3 refuses a file of something else, another organization, and a member', async () => {
  const file = path.join(folder, 'other.json');
  writeFileSync(file, '[]');
  expect(await pull(['--out', file])).toMatchObject({
    code: 1,
    stderr: `${file} is not a file that organization pull --policies wrote.\n→ correct it, remove it, or name another file with --out\n`,
  });
  expect(readFileSync(file, 'utf8')).toBe('[]');
  folder = environments((text) => text.replace(made.id, 'o-exampleorg2'));
  expect(await pull()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      `The credentials belong to organization ${made.id}, but organization.ts has o-exampleorg2.`,
    ),
  });
  expect(existsSync(path.join(folder, 'organization-policies.json'))).toBe(false);
});
