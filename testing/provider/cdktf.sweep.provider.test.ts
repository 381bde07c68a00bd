import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { parse } from 'yaml';

import { PROVIDER } from '../../local-aws/provider';
import { backupctl } from '../commands';
import { fixtures } from '../fixtures';
import { CDKTF, ROOT, run, type Variables } from '../terraform/programs';
import type { LocalAws } from '../../local-aws/start';
import { startAccounts, type Accounts } from './accounts';
import { applyBootstrap, type ProviderApp } from './provider-account';
import { startOrganization } from './provider-organization';

const { dev } = fixtures;
const STACKS = ['iam', 'notifications', 'backup', 'ssm-backup'].map((stack) => `dev-${stack}`);

/** The last step of cdktf-plan.yml, which runs cdktf for each stack in stacks.txt. */
function planScript(): string {
  const file = path.join(ROOT, '.github', 'workflows', 'cdktf-plan.yml');
  const { jobs } = parse(readFileSync(file, 'utf8')) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
  };
  const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.run ?? []));
  return runs.find((script) => script.includes('npx cdktf')) ?? '';
}

/** cdktf reads the checksums of the provider from the registry, unless Terraform gets another source. */
const LOCAL_LOCK = { TF_CLI_ARGS_providers_lock: `-fs-mirror=${PROVIDER.mirror}` };

/** A folder in which cdktf finds an app that is synthesized. */
function projectOf({ folder }: ProviderApp): string {
  const project = mkdtempSync(path.join(tmpdir(), 'cdktf-'));
  // npx searches this folder.
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(project, 'node_modules'));
  symlinkSync(folder, path.join(project, 'cdktf.out'));
  const configuration = JSON.parse(readFileSync(path.join(ROOT, 'cdktf.json'), 'utf8')) as object;
  writeFileSync(path.join(project, 'cdktf.json'), JSON.stringify(configuration));
  return project;
}

describe('dev', () => {
  let accounts: Accounts;
  let folder: string;
  let variables: Variables;

  beforeAll(async () => {
    accounts = await startAccounts([dev], {});
    await accounts.createBucket(dev);
    folder = projectOf(accounts.app);
    variables = { ...accounts.variablesOf(dev), ...LOCAL_LOCK };
  });

  afterAll(() => accounts.aws.stop());

  test('E1 cdktf apply of every stack applies each one after the stacks that it reads', async () => {
    const args = ['apply', ...STACKS.toReversed(), '--auto-approve', '--skip-synth', '--no-color'];
    const { code, said } = await run(CDKTF, args, folder, variables);
    expect([said, code]).toEqual([
      expect.stringMatching(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/),
      0,
    ]);
    expect(said.match(/Apply complete!/g)).toHaveLength(STACKS.length);
    expect((await accounts.keys(dev)).filter((key) => !key.endsWith('/terraform.tfstate'))).toEqual([]);
  });

  test('E1 cdktf-plan.yml then plans no changes', async () => {
    const { stdout } = await backupctl(['environments', '--environment', 'dev', '--stacks'], folder, variables);
    expect(stdout.trim().split('\n')).toEqual(STACKS);
    writeFileSync(path.join(folder, 'stacks.txt'), stdout);
    const planned = await run('bash', ['-e', '-c', planScript()], folder, variables);
    expect([planned.said, planned.code]).toEqual([expect.any(String), 0]);
    expect(planned.said.match(/No changes\./g)).toHaveLength(STACKS.length);
  });
});

describe('the organization', () => {
  let aws: LocalAws;
  let app: ProviderApp;
  let folder: string;

  beforeAll(async () => {
    const organization = await startOrganization();
    aws = organization.aws;
    app = await organization.synthesize();
    await applyBootstrap(app, 'organizations-state-bootstrap');
    folder = projectOf(app);
  });

  afterAll(() => aws.stop());

  // A user of a mirror cannot reach the registry either.
  const OFFLINE = ['--skip-synth', '--skip-provider-lock', '--no-color'];

  test('E1 O cdktf apply creates the policies and, by assumed roles, the baseline of the members', async () => {
    const args = ['apply', 'organizations', '--auto-approve', ...OFFLINE];
    const { code, said } = await run(CDKTF, args, folder, app.variables);
    expect([said, code]).toEqual([
      expect.stringMatching(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/),
      0,
    ]);
  });

  test('E1 O cdktf plan then plans no changes', async () => {
    const { code, said } = await run(CDKTF, ['plan', 'organizations', ...OFFLINE], folder, app.variables);
    expect([said, code]).toEqual([expect.stringContaining('No changes.'), 0]);
  });
});
