import { backupctl, emptyFolder } from '../../../testing/commands';

const run = (...args: readonly string[]) => backupctl(['environments', ...args], emptyFolder());

test('U3 environments lists what can be deployed, in promotion order', () => {
  expect(run()).toEqual({
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

test('U3 environments --json lists the same for programs', () => {
  const { code, stdout } = run('--json');
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

test('U3 environments --environment accepts only what the configuration has', () => {
  expect(run('--environment', 'stg')).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nstg .*\n$/) });
  expect(run('--environment', 'dev-plan')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'The configuration has no environment "dev-plan".\n→ specify one of dev, stg, prod, organizations\n',
  });
});
