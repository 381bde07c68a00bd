import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.dirname(__dirname);

/** Runs a script in a folder; no call home. */
function run(script: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    env: { ...process.env, CI: 'true', CHECKPOINT_DISABLE: '1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** The bytes of every file of a folder. */
function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), readFileSync(file, 'latin1')];
    }),
  );
}

const folder = mkdtempSync(path.join(tmpdir(), 'synth-app-'));

test('cdktf synth writes the same bytes as npm run synth', () => {
  // The repository's own cdktf.json; the output goes elsewhere.
  run(require.resolve('cdktf-cli/bundle/bin/cdktf'), ['synth', '--output', path.join(folder, 'by-cdktf')], ROOT);
  run(path.join(__dirname, 'backupctl.js'), ['synth'], folder);
  const written = filesOf(path.join(folder, 'cdktf.out'));
  expect(Object.keys(written)).toContain('manifest.json');
  expect(filesOf(path.join(folder, 'by-cdktf'))).toEqual(written);
});
