import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What pip does: installs this text as the provider's package. */
const installing = (zip: string): string =>
  `#!/bin/sh\nfor folder; do [ "$last" = --target ] && break; last=$folder; done\n` +
  `mkdir -p $folder/cloudrail/terraform_plugins\n` +
  `printf ${zip} > $folder/cloudrail/terraform_plugins/terraform-provider-aws_3.39.0_linux_amd64.zip\n`;

/** Runs the script where Python is this program, or where there is none. */
function install(platform: NodeJS.Platform, python?: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'install-provider-test-'));
  const environment = path.join(folder, '.venv');
  for (const file of ['install-provider.js', 'provider.js', 'provider-requirements.txt', 'python.js']) {
    cpSync(path.join(__dirname, file), path.join(folder, 'local-aws', file));
  }
  if (python !== undefined) {
    mkdirSync(path.join(environment, 'bin'), { recursive: true });
    writeFileSync(path.join(environment, 'bin', 'python'), python, { mode: 0o755 });
  }
  const run = `for (const [name, value] of [['platform', '${platform}'], ['arch', 'x64']]) Object.defineProperty(process, name, { value });
    require('./local-aws/install-provider.js');`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', run], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr, left: existsSync(environment) ? readdirSync(environment) : [] };
}

test('fails with one sentence on another platform', () => {
  const stderr = 'Run the tests on the AWS provider on Linux on x86-64.\n';
  expect(install('darwin')).toEqual({ status: 2, stdout: '', stderr, left: [] });
});

test('fails as the installation of the Python tools does where there is no Python', () => {
  const stderr = 'Install Python 3.11 or later with its venv module, as python3 on the PATH.\n';
  expect(install('linux')).toEqual({ status: 2, stdout: '', stderr, left: [] });
});

test('refuses a package whose contents are not what HashiCorp publishes, and leaves nothing', () => {
  const { status, stderr, left } = install('linux', installing('other'));
  expect({ status, left }).toEqual({ status: 1, left: ['bin'] });
  expect(stderr).toMatch(
    /^terraform-provider-aws_3\.39\.0_linux_amd64\.zip has the SHA-256 [0-9a-f]{64}, not 4b75e0a259b56d97e66b7d69f3f25bd4cc7be2440c0fe35529f46de7d40a49d3\.\n$/,
  );
});

test('says what pip says', () => {
  const { status, stderr, left } = install('linux', '#!/bin/sh\necho no network >&2; exit 1\n');
  expect({ status, stderr, left }).toEqual({
    status: 1,
    stderr: 'pip cannot install local-aws/provider-requirements.txt:\nno network\n\n',
    left: ['bin'],
  });
});
