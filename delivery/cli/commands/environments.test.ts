import { readFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder } from '../../../testing/commands';

const run = (...args: readonly string[]) => backupctl(['environments', ...args], emptyFolder());

test('U3 environments lists what can be deployed, in promotion order', async () => {
  expect(await run()).toEqual({
    code: 0,
    stdout: [
      'NAME           ACCOUNT       REGION',
      'dev            111111111111  ap-northeast-1',
      'stg            222222222222  ap-northeast-1',
      'prod           333333333333  ap-northeast-1',
      'organizations  999999999999  ap-northeast-1',
      '',
    ].join('\n'),
    stderr: '',
  });
});

test('U3 environments --json lists the same for programs', async () => {
  const { code, stdout } = await run('--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    environments: [
      { name: 'dev', accountId: '111111111111', region: 'ap-northeast-1' },
      { name: 'stg', accountId: '222222222222', region: 'ap-northeast-1' },
      { name: 'prod', accountId: '333333333333', region: 'ap-northeast-1' },
      { name: 'organizations', accountId: '999999999999', region: 'ap-northeast-1' },
    ],
  });
});

test('U3 environments --environment accepts only what the configuration has', async () => {
  expect(await run('--environment', 'stg')).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nstg .*\n$/) });
  expect(await run('--environment', 'dev-plan')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'The configuration has no environment "dev-plan".\n→ specify one of dev, stg, prod, organizations\n',
  });
});

test('E1 environments --stacks lists every stack but the bootstrap, after the stacks that it reads', async () => {
  const folder = emptyFolder();
  const stacks = (...args: readonly string[]) => backupctl(['environments', '--stacks', ...args], folder);
  expect(await stacks('--environment', 'dev')).toMatchObject({ code: 2, stdout: '' });
  expect(await backupctl(['synth'], folder)).toMatchObject({ code: 0 });
  const manifest = JSON.parse(readFileSync(path.join(folder, 'cdktf.out', 'manifest.json'), 'utf8'));

  for (const environment of ['dev', 'stg', 'prod']) {
    const listed = (await stacks('--environment', environment)).stdout.trimEnd().split('\n');
    const all = Object.keys(manifest.stacks).filter((name) => name.startsWith(`${environment}-`));
    // The bucket and the roles are applied by backupctl bootstrap, not by these roles.
    expect(listed.toSorted()).toEqual(all.filter((name) => !name.endsWith('state-bootstrap')).toSorted());
    for (const name of listed) {
      for (const producer of manifest.stacks[name].dependencies) {
        expect(listed.slice(0, listed.indexOf(name))).toContain(producer);
      }
    }
  }
  expect((await stacks('--environment', 'organizations')).stdout).toBe('organizations\n');
  expect(JSON.parse((await stacks('--environment', 'stg', '--json')).stdout)).toEqual({
    stacks: ['stg-iam', 'stg-notifications', 'stg-backup', 'stg-ssm-backup'],
  });
  expect(await stacks()).toEqual({
    code: 2,
    stdout: '',
    stderr: '--stacks lists the stacks of one environment.\n→ specify it with --environment\n',
  });
});
