import { once } from 'node:events';

import { ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { GetPolicyCommand, ListRolesCommand } from '@aws-sdk/client-iam';

import { environmentIn } from '../cli/configuration';
import { clientsOf } from '../local-aws/seed/account';
import { emptyFolder, node } from '../testing/commands';
import { loadConfiguration } from '../testing/environments/load';
import { blocksOf, linesOf, serveLocalAws } from '../testing/walkthrough';

// With Terraform: local-walkthrough.sweep.provider.test.ts.

const [START = ''] = blocksOf('docs/local-walkthrough.md', 'text');
const BACKUP_POLICY = 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup';

test('the account is empty: it contains only what AWS itself creates', async () => {
  const { npm, said, variables } = await serveLocalAws(['--provider', '6.25.0']);
  try {
    expect(linesOf(said)).toEqual(linesOf(START.replace(/^\$.*\n/, '')));
    const dev = environmentIn(await loadConfiguration('environments', new Date()), 'dev');
    const { backup, iam } = clientsOf(variables['AWS_ENDPOINT_URL'] ?? '', dev);
    await expect(backup(dev.region).send(new ListBackupVaultsCommand({}))).resolves.toMatchObject({
      BackupVaultList: [],
    });
    await expect(iam.send(new ListRolesCommand({}))).resolves.toMatchObject({ Roles: [] });
    await expect(iam.send(new GetPolicyCommand({ PolicyArn: BACKUP_POLICY }))).resolves.toHaveProperty('Policy');
  } finally {
    npm.kill();
    await once(npm, 'close');
  }
});

test('without Terraform, it starts nothing, says what is missing, and offers the account that needs none', () => {
  const { code, stdout, stderr } = node(['bin/local-aws.js', '--provider', '6.25.0'], emptyFolder(), {
    PATH: emptyFolder(),
  });
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: [
      '--empty needs Terraform and an AWS provider:',
      '  Install Terraform 1.11 or later, as terraform on the PATH.',
      '→ or start it without --empty: the account then contains the resources of the stacks, and needs neither',
      '',
    ].join('\n'),
  });
});
