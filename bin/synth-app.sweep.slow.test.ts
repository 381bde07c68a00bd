import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.dirname(__dirname);

test('cdktf list prints every stack', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'listed-'));
  const cdktf = require.resolve('cdktf-cli/bundle/bin/cdktf');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cdktf, 'list', '--output', outdir], {
    cwd: ROOT,
    // No call home.
    env: { ...process.env, CI: 'true', CHECKPOINT_DISABLE: '1' },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  const stacks = Object.keys(JSON.parse(readFileSync(path.join(outdir, 'manifest.json'), 'utf8')).stacks);
  expect(stacks).not.toEqual([]);
  for (const stack of stacks) expect(stdout).toMatch(new RegExp(`^${stack} +/`, 'm'));
});
