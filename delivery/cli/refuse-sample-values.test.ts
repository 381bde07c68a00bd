import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, changedEnvironments, emptyFolder, FIXTURES } from '../../testing/commands';

/** The variables of a machine without any AWS. */
const NO_AWS = {
  AWS_ENDPOINT_URL: '',
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PROFILE: '',
};

const COMMANDS = [
  ['bootstrap', '--environment', 'dev', '--dry-run'],
  ['bootstrap', '--environment', 'organizations', '--yes'],
  ['plan', '--environment', 'dev'],
  ['apply', '--bundle', 'bundle.zip'],
  ['promote', '--to', 'stg'],
];

test.each(COMMANDS)('U5 %s refuses the values of the sample, with what, where and what to do', async (...args) => {
  const { code, stdout, stderr } = await backupctl(args, emptyFolder(), NO_AWS);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe(`${FIXTURES}/dev.ts is refused: 3 problems

  accountId = "111111111111"
    This account ID is from the sample: only a local AWS accepts it.
    → write the ID of your account

  bootstrap.github.repository = "example/aws-organization-backup"
    This repository is from the sample: only a local AWS accepts it.
    → write your repository: the sample has it in common.ts

  notifications.subscriptions.0.endpoint = "backup-alerts-dev@example.com"
    This email address is from the sample: only a local AWS accepts it.
    → write an address that your team reads

${FIXTURES}/stg.ts is refused: 2 problems

  accountId = "222222222222"
    This account ID is from the sample: only a local AWS accepts it.
    → write the ID of your account

  notifications.subscriptions.0.endpoint = "backup-alerts-stg@example.com"
    This email address is from the sample: only a local AWS accepts it.
    → write an address that your team reads

${FIXTURES}/prod.ts is refused: 2 problems

  accountId = "333333333333"
    This account ID is from the sample: only a local AWS accepts it.
    → write the ID of your account

  notifications.subscriptions.0.endpoint = "backup-alerts-prod@example.com"
    This email address is from the sample: only a local AWS accepts it.
    → write an address that your team reads

${FIXTURES}/organization.ts is refused: 3 problems

  managementAccount.id = "999999999999"
    This account ID is from the sample: only a local AWS accepts it.
    → write the ID of your account

  root.ous.Workloads.accounts.shared-services.id = "444444444444"
    This account ID is from the sample: only a local AWS accepts it.
    → write the ID of your account

  root.ous.Security.accounts.log-archive.id = "555555555555"
    This account ID is from the sample: only a local AWS accepts it.
    → write the ID of your account
`);
});

const REFUSED = /dev\.ts is refused/;

test.each([
  ['localhost', { AWS_ENDPOINT_URL: 'http://localhost:1' }],
  ['an IPv4 address', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_S3: 'http://127.0.0.2:1' }],
  ['an IPv6 address', { AWS_ENDPOINT_URL: 'http://[::1]:1' }],
])('U5 accepts them on %s of this machine', async (_, variables) => {
  const { stderr } = await backupctl(['plan', '--environment', 'dev'], emptyFolder(), { ...NO_AWS, ...variables });
  expect(stderr).not.toMatch(REFUSED);
  expect(stderr).toContain('AWS credentials are missing');
});

test.each([
  ['AWS itself', { AWS_ENDPOINT_URL: 'https://sts.ap-northeast-1.amazonaws.com' }],
  ['a host that only begins like one', { AWS_ENDPOINT_URL: 'http://localhost.attacker.test' }],
  ['one service only', { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' }],
  ['all services but one', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_S3: 'https://s3.amazonaws.com' }],
  [
    'nothing, because it is ignored',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
  ],
  ['no URL', { AWS_ENDPOINT_URL: '127.0.0.1' }],
])('U5 refuses them when the endpoint is that of %s', async (_, variables) => {
  const { code, stderr } = await backupctl(['plan', '--environment', 'dev'], emptyFolder(), {
    ...NO_AWS,
    ...variables,
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(REFUSED);
});

test.each([
  ['the default profile', '[default]\nignore_configured_endpoint_urls = true\n', {}, []],
  ['AWS_PROFILE', '[profile dev]\nignore_configured_endpoint_urls = TRUE\n', { AWS_PROFILE: 'dev' }, []],
  ['--profile', '[profile dev]\nignore_configured_endpoint_urls = true\n', {}, ['--profile', 'dev']],
])('U5 refuses them when %s ignores the local endpoint', async (_, config, variables, options) => {
  const { code, stderr } = await planned(config, variables, options);
  expect(code).toBe(1);
  expect(stderr).toMatch(REFUSED);
});

const IGNORING = '[default]\nignore_configured_endpoint_urls = true\n';

test.each([
  ['no profile', '[default]\nignore_configured_endpoint_urls = false\n', {}],
  ['only another profile', `${IGNORING}[profile dev]\n`, { AWS_PROFILE: 'dev' }],
  ['a profile, but not the environment,', IGNORING, { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }],
])('U5 accepts them when %s ignores the local endpoint', async (_, config, variables) => {
  const { stderr } = await planned(config, variables, []);
  expect(stderr).not.toMatch(REFUSED);
  expect(stderr).toContain('AWS credentials are missing');
});

test('U5 refuses them when only a profile has the local endpoint', async () => {
  const config = '[default]\nendpoint_url = http://127.0.0.1:1\n';
  const { stderr } = await planned(config, { AWS_ENDPOINT_URL: '' }, []);
  expect(stderr).toMatch(REFUSED);
});

/** Runs plan with this AWS configuration and a local endpoint. */
function planned(config: string, variables: Readonly<Record<string, string>>, options: readonly string[]) {
  const folder = emptyFolder();
  const AWS_CONFIG_FILE = path.join(folder, 'config');
  writeFileSync(AWS_CONFIG_FILE, config);
  const local = { ...NO_AWS, AWS_CONFIG_FILE, AWS_ENDPOINT_URL: 'http://127.0.0.1:1', ...variables };
  return backupctl(['plan', '--environment', 'dev', ...options], folder, local);
}

test('U5 accepts a configuration without values of the sample', async () => {
  const own = changedEnvironments({
    'index.ts': () => "export const environments = { dev: () => import('./dev') };\n",
    'dev.ts': (text) =>
      text
        .replaceAll('111111111111', '123456789012')
        .replace('example/', 'acme/')
        .replace('backup-alerts-dev@example.com', 'alerts@backup.test'),
    'organization.ts': () => 'export default undefined;\n',
  });
  const variables = { ...NO_AWS, BACKUP_ENVIRONMENTS_DIR: path.resolve(own) };
  const { stderr } = await backupctl(['plan', '--environment', 'dev'], emptyFolder(), variables);
  expect(stderr).not.toMatch(/is refused/);
});
