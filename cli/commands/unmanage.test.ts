import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { backupctl, changedEnvironments, emptyFolder, filesOf, type Ended } from '../../testing/commands';

const environments = changedEnvironments({});
const file = path.join(environments, 'dev.removed.json');
const output = emptyFolder();

const unmanage = (...args: readonly string[]): Promise<Ended> =>
  backupctl(['unmanage', ...args], output, { BACKUP_ENVIRONMENTS_DIR: environments, COLUMNS: '200' });
const listed = (): unknown => JSON.parse(readFileSync(file, 'utf8'));
const stackOf = (name: string) => JSON.parse(filesOf(output)[`cdktf.out/stacks/${name}/cdk.tf.json`] ?? '{}');

afterEach(() => rmSync(file, { force: true }));

test('X7 writes the file and lists what stays in AWS, by name or ARN; the next call adds to it', async () => {
  const first = await unmanage('--environment', 'dev', '--stack', 'dev-ssm-backup');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(listed()).toEqual({ stacks: ['ssm-backup'] });
  expect(first.stdout).toMatch(
    new RegExp(`^Wrote ${file}: Terraform will forget \\d+ resources in 1 stack of dev, and destroy none\\.\n`),
  );
  expect(first.stdout).toMatch(/They stay in AWS, in account 111111111111:\n\nSTACK +TYPE +NAME *\n/);
  expect(first.stdout).toMatch(/dev-ssm-backup +aws_ssm_maintenance_window +mw-ssm-backup\n/);
  expect(first.stdout).toContain(
    `\n→ commit ${file}, and apply it: npx backupctl plan --environment dev\n\nTerraform still manages backup, iam, notifications. Keep the file: without it, Terraform would create the stacks again. Leave ssmBackup in ${environments}/dev.ts as it is: with 'none', iam would delete the roles that its window and functions use.\n`,
  );
  // The output of synth is that of the file.
  expect(stackOf('dev-ssm-backup')).not.toHaveProperty('resource');

  const all = await unmanage('--environment', 'dev', '--json');
  expect(listed()).toEqual({ stacks: ['backup', 'iam', 'notifications', 'ssm-backup'] });
  const { resources, ...rest } = JSON.parse(all.stdout);
  expect(rest).toEqual({ file, stacks: ['backup', 'iam', 'notifications', 'ssm-backup'] });
  expect(resources).toContainEqual({
    stack: 'dev-backup',
    address: expect.stringMatching(/^aws_backup_vault\./),
    type: 'aws_backup_vault',
    account: '111111111111',
    name: 'EC2',
    arn: 'arn:aws:backup:ap-northeast-1:111111111111:backup-vault:EC2',
  });
  // Resources of stacks that the file listed before are in the list, too.
  expect(resources).toContainEqual(expect.objectContaining({ stack: 'dev-ssm-backup', name: 'mw-ssm-backup' }));
  expect(stackOf('dev-state-bootstrap')).toHaveProperty('resource');
});

test('X7 writes nothing for a stack that another one reads, or for the bootstrap', async () => {
  const read = await unmanage('--environment', 'dev', '--stack', 'iam', 'backup');
  expect(read).toMatchObject({ code: 1, stdout: '' });
  expect(read.stderr).toContain(`${file} is refused: 1 problem\n`);
  expect(read.stderr).toContain(
    'Stack ssm-backup reads its outputs, which would be gone.\n    → list ssm-backup too, or keep iam',
  );
  const bootstrap = await unmanage('--environment', 'dev', '--stack', 'state-bootstrap');
  expect(bootstrap).toMatchObject({ code: 1, stdout: '' });
  expect(bootstrap.stderr).toContain('Its bucket holds the states of all stacks, its own state too');
  expect(existsSync(file)).toBe(false);
});

test('X7 refuses unknown stacks and environments', async () => {
  expect(await unmanage('--environment', 'dev', '--stack', 'backups')).toMatchObject({
    code: 2,
    stderr: 'dev has no stack backups.\n→ specify one or more of backup, iam, notifications, ssm-backup with --stack\n',
  });
  expect(await unmanage('--environment', 'qa')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('The configuration has no environment "qa".'),
  });
  expect(existsSync(file)).toBe(false);
});

test('X7 forgets the stacks of the organization in every account', async () => {
  const { code, stdout } = await unmanage('--environment', 'organizations');
  const written = path.join(environments, 'organization.removed.json');
  expect([code, JSON.parse(readFileSync(written, 'utf8'))]).toEqual([0, { stacks: ['organizations'] }]);
  rmSync(written);
  expect(stdout).toContain('They stay in AWS, in account 999999999999:');
  expect(stdout).toContain('They stay in AWS, in account 111111111111:');
  expect(stdout).toMatch(/organizations +aws_organizations_policy +test-bk-policy\n/);
  expect(stdout).toContain(
    `→ once it is applied, delete ${environments}/organization.ts and ${written}. The state bucket and the roles of the workflows stay too.`,
  );
});
