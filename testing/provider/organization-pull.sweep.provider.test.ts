import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { BackupClient, UpdateGlobalSettingsCommand, UpdateRegionSettingsCommand } from '@aws-sdk/client-backup';
import { Organizations } from '@aws-sdk/client-organizations';

import { CONSOLE_POLICIES } from '../adopt/accounts/console-policies';
import { backupctl, emptyFolder } from '../commands';
import { ROOT } from '../terraform/programs';
import { appliedPlan } from './applied-plan';
import { applyBootstrap, synthesizeForProvider } from './provider-account';
import { terraform } from './provider-terraform';
import { type ProviderOrganization, startOrganization } from './provider-organization';

const REGIONS = ['ap-northeast-1', 'us-east-1'];

let organization: ProviderOrganization;

beforeAll(async () => {
  organization = await startOrganization();
});

afterAll(() => organization.aws.stop());

/** An organization that someone has set up in the console. */
async function setUp({ aws, credentials, ids }: ProviderOrganization): Promise<void> {
  const options = { endpoint: aws.standIn.url, credentials };
  const client = new Organizations({ ...options, region: 'us-east-1' });
  for (const { name, plans, targets } of CONSOLE_POLICIES) {
    const { Policy } = await client.createPolicy({
      Name: name,
      Description: `${name} backups`,
      Type: 'BACKUP_POLICY',
      Content: JSON.stringify({ plans }, null, 4),
      Tags: [{ Key: 'Team', Value: 'storage' }],
    });
    for (const target of targets) {
      await client.attachPolicy({ PolicyId: Policy?.PolicySummary?.Id ?? '', TargetId: ids[target] });
    }
  }
  for (const region of REGIONS) {
    const backup = new BackupClient({ ...options, region });
    const ResourceTypeOptInPreference = { EC2: true, EFS: false };
    await backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference }));
  }
  const GlobalSettings = {
    isCrossAccountBackupEnabled: 'true',
    isDelegatedAdministratorEnabled: 'true',
    isMpaEnabled: 'false',
  };
  await new BackupClient({ ...options, region: 'us-east-1' }).send(new UpdateGlobalSettingsCommand({ GlobalSettings }));
}

test('X3 the first apply of a pulled organization imports everything, and changes only tags', async () => {
  await setUp(organization);
  const withoutPolicies = (text: string): string =>
    text
      .replace(/ {2}policies: \[[\s\S]*?\n {2}\],\n/, '  policies: [],\n')
      .replace(/regions: \[[^\]]*\],\n {4}vaults/, `regions: ${JSON.stringify(REGIONS)},\n    vaults`);
  const before = await organization.synthesize(withoutPolicies);
  await applyBootstrap(before, 'organizations-state-bootstrap');

  const folder = before.variables['BACKUP_ENVIRONMENTS_DIR'] ?? '';
  const pulled = await backupctl(['organization', 'pull', '--policies', '--json'], emptyFolder(), before.variables);
  expect(JSON.parse(pulled.stdout)).toMatchObject({ imports: { count: 14 }, refused: [], denied: [] });
  const file = path.join(folder, 'organization.ts');
  const text = readFileSync(file, 'utf8')
    .replace('import dev', `import { fromPull } from '${ROOT}/environments/from-pull';\nimport dev`)
    .replace('import dev', "import pulled from './organization-policies.json';\nimport dev")
    .replace(/\n\}\);\s*$/, '\n  ...fromPull(pulled),\n});\n');
  writeFileSync(file, text);

  const app = await synthesizeForProvider(organization.aws, before.variables);
  const { actions } = await appliedPlan(app, 'organizations');
  const changed = actions.filter((action) => !action.startsWith('create '));
  expect(changed).toEqual(
    ['appending', 'longer', 'nightly', 'operators', 'zeros'].map(
      (name) => `update aws_organizations_policy.policy-${name}_policy`,
    ),
  );
  expect(actions.filter((action) => /aws_organizations_|_settings/.test(action))).toEqual(changed);

  // What our own stack has created is imported without a change.
  const { folder: stack = '' } = app.stacks.get('organizations') ?? {};
  const imports: { to: string }[] = JSON.parse(
    readFileSync(path.join(folder, 'organization.imports.json'), 'utf8'),
  ).organizations;
  const applied = await backupctl(['organization', 'pull', '--policies', '--json'], emptyFolder(), app.variables);
  expect(JSON.parse(applied.stdout)).toMatchObject({ imports: { count: 14 }, changes: [], refused: [], denied: [] });
  await terraform(stack, ['state', 'rm', ...imports.map(({ to }) => to)], app.variables);
  const again = await synthesizeForProvider(organization.aws, before.variables);
  await expect(appliedPlan(again, 'organizations')).resolves.toMatchObject({ actions: [] });
});
