import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { LocalAws } from '../../local-aws/start';
import { TERRAFORM_TYPES } from '../../domain/terraform/terraform-types';
import { backupctl, emptyFolder, type Ended } from '../commands';
import type { Block } from '../synthesized';
import { findingsIn, refusalsOf } from './drift-findings';
import { deleteSelection, planId } from './out-of-band/backup';
import { TOPIC } from './out-of-band/change';
import { OUT_OF_BAND_CHANGES } from './out-of-band/changes';
import { keyOf } from './out-of-band/keys-and-buckets';
import { person, type Person } from './person';
import { applyBootstrap, applyStack, startAccount, synthesizeForProvider, type ProviderApp } from './provider-account';
import { terraform } from './provider-terraform';
import { TEST_PROVIDER } from './test-provider';
import { environmentsWith, wideEnvironment } from './wide-environment';

const { name, accountId, region } = wideEnvironment();
/** Requests that change nothing, and those for the states. */
const READS = /^s3:|:(GET|HEAD) |:(Describe|Get|List)/;
const CONDITIONAL = 'selection EFS/Tag-AWSBackup-EFS';
const RoleName = 'AWSBackupServiceEC2Role';
const STACKS = ['iam', 'notifications', 'backup', 'ssm-backup'];

let aws: LocalAws;
let app: ProviderApp;
let someone: Person;
let folder: string;

/** The findings of drift, as `severity rule address path`, without the hashes of the addresses. */
let found: string[];
let drift: Ended;

const run = (...args: string[]): Promise<Ended> => backupctl([...args, '--environment', name], folder, app.variables);

/** The settings that verify finds different, without those that the older provider does not know. */
async function differences(): Promise<string[]> {
  const { comparisons } = JSON.parse((await run('verify', '--json')).stdout);
  return comparisons
    .filter(({ state, setting, subject }: Readonly<Record<string, string>>) => {
      const isOmitted = setting === 'time zone' || `${subject} ${setting}` === `${CONDITIONAL} all of the conditions`;
      return state === 'different' && !isOmitted;
    })
    .map(({ subject, setting, found: is }: Readonly<Record<string, string>>) => `${subject}: ${setting}: ${is}`);
}

beforeAll(async () => {
  folder = emptyFolder();
  aws = await startAccount(accountId);
  const variables = { BACKUP_ENVIRONMENTS_DIR: environmentsWith(wideEnvironment()) };
  app = await synthesizeForProvider(aws, variables);
  someone = person(aws.standIn.url, region);
  await applyBootstrap(app, `${name}-state-bootstrap`);
  for (const stack of STACKS) await applyStack(app, `${name}-${stack}`);
  // For a provider that cannot lock vaults.
  for (const BackupVaultName of ['EC2', 'EFS']) {
    const MaxRetentionDays = BackupVaultName === 'EC2' ? 365 : undefined;
    await someone.backup.putBackupVaultLockConfiguration({ BackupVaultName, MinRetentionDays: 7, MaxRetentionDays });
  }
});

afterAll(() => aws.stop());

test('E1 drift and verify find nothing after the first apply', async () => {
  const { stdout, code } = await run('drift', '--json', '--from', app.folder);
  expect([findingsIn(stdout), code]).toEqual([[], 0]);
  await expect(differences()).resolves.toEqual([]);
});

const folderOf = (stack: string): string => app.stacks.get(`${name}-${stack}`)?.folder ?? '';

test.each([
  ['state-bootstrap', 'aws_s3_bucket.states_bucket'],
  ['notifications', 'aws_kms_key.topic-key'],
  ['backup', 'aws_backup_vault.vault-EC2_vault'],
])('E2 Terraform refuses to destroy the stack %s, for it would destroy %s', async (stack, address) => {
  await expect(refusalsOf(folderOf(stack), app.variables, '-destroy')).resolves.toContain(address);
});

// What they contain can be created again.
test.each(['iam', 'ssm-backup'])('E2 Terraform may destroy the stack %s', async (stack) => {
  await expect(refusalsOf(folderOf(stack), app.variables, '-destroy')).resolves.toEqual([]);
});

describe('after manual changes', () => {
  beforeAll(async () => {
    for (const { make } of OUT_OF_BAND_CHANGES) await make(someone);
    // Terraform does not know it.
    await someone.sns.subscribe({ TopicArn: TOPIC, Protocol: 'email', Endpoint: 'stranger@example.com' });
    drift = await run('drift', '--json', '--from', app.folder);
    found = findingsIn(drift.stdout);
  });

  const known = OUT_OF_BAND_CHANGES.filter(({ findings }) => findings.length > 0);

  test.each(known)('E drift names $what', ({ findings }) => {
    expect(found).toEqual(expect.arrayContaining([...findings]));
  });

  test('E verify names them too, and what Terraform does not know', async () => {
    await expect(differences()).resolves.toEqual(
      expect.arrayContaining([
        'vault EC2: lock: governance, 1 to 365 days',
        'vault EFS: lock: none',
        'selection EC2/Tag-AWSBackup-EC2: role: arn:aws:iam::333333333333:role/other',
        'subscription email: subscription: stranger@example.com',
        'maintenance window mw-ssm-backup: window: disabled',
      ]),
    );
  });

  test('E drift names nothing else, and fails', () => {
    const expected = OUT_OF_BAND_CHANGES.flatMap(({ findings }) => findings).toSorted();
    // A newer provider may report one change in two attributes.
    if (TEST_PROVIDER.omitted.length > 0) expect(found).toEqual(expected);
    expect(drift.code).toBe(1);
    expect(drift.stderr).toContain(`5 of 5 stacks have drifted`);
  });
});

test('E2 Terraform does not replace a vault whose key is scheduled for deletion', async () => {
  await expect(refusalsOf(folderOf('backup'), app.variables)).resolves.toEqual(['aws_backup_vault.vault-EC2_vault']);
});

test('E the next apply undoes manual changes, with actions that the apply role has', async () => {
  await resolveByHand();
  const before = aws.standIn.actions.length;
  for (const stack of STACKS) await applyStack(app, `${name}-${stack}`);
  await applyStack(app, `${name}-state-bootstrap`);
  const permitted = new Set([...TERRAFORM_TYPES.values()].flatMap(({ actions }) => Object.values(actions).flat()));
  const called = aws.standIn.actions.slice(before).filter((action) => !READS.test(action) && !permitted.has(action));
  expect([...new Set(called)].toSorted()).toEqual([
    // The role may, together with iam:CreateRole.
    'iam:PutRolePermissionsBoundary',
    // What IAM calls DeleteFunctionConcurrency.
    'lambda:DELETE /2017-10-31/functions/lmd-ssmagentcheck-send-sns/concurrency',
  ]);
  const { stdout } = await run('drift', '--json', '--from', app.folder);
  expect(findingsIn(stdout)).toEqual([]);
});

/** What Terraform does not undo, as docs/commands/drift.md lists it. */
async function resolveByHand(): Promise<void> {
  const { backup, iam, json } = someone;
  await json('kms', 'TrentService.CancelKeyDeletion', { KeyId: await keyOf(json, 'alias/backup-vault-EC2') });
  await deleteSelection(backup, await planId(backup, 'EC2'));
  await iam.detachRolePolicy({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  await iam.deleteRolePolicy({ RoleName, PolicyName: 'more' });
}

test('E2 without its protection, AWS refuses to delete a vault with recovery points', async () => {
  const file = path.join(folderOf('backup'), 'cdk.tf.json');
  const json = JSON.parse(readFileSync(file, 'utf8'));
  const vaults = Object.entries<Block>(json.resource.aws_backup_vault);
  for (const [, vault] of vaults) delete vault['lifecycle'];
  writeFileSync(file, JSON.stringify(json));
  const RecoveryPointArn = `arn:aws:backup:${region}:${accountId}:recovery-point:1`;
  const point = {
    RecoveryPointArn,
    ResourceArn: 'arn:instance',
    ResourceType: 'EC2',
    Status: 'COMPLETED',
    CreationDate: 0,
  };
  aws.standIn.state.recoveryPoints.push({ region, vault: 'EFS', point: { ...point, BackupVaultName: 'EFS' } });
  const id = vaults.find(([, vault]) => vault['name'] === 'EFS')?.[0] ?? '';
  const args = ['apply', '-destroy', '-auto-approve', '-input=false', `-target=aws_backup_vault.${id}`];
  await expect(terraform(folderOf('backup'), args, app.variables)).rejects.toThrow(/contains 1 recovery points/);
  await expect(someone.backup.describeBackupVault({ BackupVaultName: 'EFS' })).resolves.toMatchObject({
    NumberOfRecoveryPoints: 1,
  });
});
