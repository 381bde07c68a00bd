import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

test('fails with one sentence where there is no Python', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'install-test-'));
  for (const file of ['install.js', 'python.js', 'requirements.txt']) {
    cpSync(path.join(__dirname, file), path.join(folder, 'local-aws', file));
  }
  const script = path.join(folder, 'local-aws', 'install.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env: { PATH: folder }, encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: 'Install Python 3.11 or later with its venv module, as python3 on the PATH.\n',
  });
  expect(existsSync(path.join(folder, '.venv'))).toBe(false);
});
