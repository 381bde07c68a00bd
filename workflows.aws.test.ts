import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Needs no AWS, but the Python tools: zizmor is one of them.

/** What zizmor finds in workflows, with every rule on. */
function zizmor(folder: string) {
  const program = path.join(__dirname, '.venv', 'bin', 'zizmor');
  const args = ['--offline', '--strict-collection', '--persona', 'auditor', '--format', 'json', folder];
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(`zizmor ended with ${status}: ${stderr}`);
  return JSON.parse(stdout).map(({ ident, desc }: { ident: string; desc: string }) => `${ident}: ${desc}`);
}

test('zizmor finds nothing in the workflows', () => {
  expect(zizmor(path.join(__dirname, '.github'))).toEqual([]);
});

test('zizmor finds unsafe changes', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'workflows-'));
  cpSync(path.join(__dirname, '.github'), path.join(folder, '.github'), { recursive: true });
  const file = path.join(folder, '.github', 'workflows', 'pull-request.yml');
  const text = readFileSync(file, 'utf8');
  const unsafe = text
    .replace(/actions\/checkout@\w+ # [\w.]+/, 'actions/checkout@v6')
    .replace('pull_request:', 'pull_request_target:');
  writeFileSync(file, unsafe);
  expect(zizmor(path.join(folder, '.github')).join('\n')).toMatch(/dangerous-triggers: [^]*unpinned-uses: /);
});
