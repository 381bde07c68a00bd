import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { bundle } from './bundle';

/** Prints whether archiver has been loaded: after cdktf, and after its first call. */
const PROGRAM = `
const isLoaded = () => Object.keys(require.cache).some((file) => file.includes('/archiver/lib/'));
const atFirst = isLoaded();
const archive = require('./lazy-archiver')('zip');
console.log(JSON.stringify([atFirst, isLoaded(), typeof archive.append]));
`;

/** In a separate process: jest loads modules in its own way. */
function run(program: string): unknown {
  const output = execFileSync(process.execPath, ['-'], {
    cwd: __dirname,
    env: { ...process.env, CDKTF_OUTDIR: mkdtempSync(path.join(tmpdir(), 'lazy-archiver-')) },
    input: `${program}\n${PROGRAM}`,
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

test('E1 a bundle loads cdktf without archiver, which still works when it is called', () => {
  expect(run("require('cdktf');")).toEqual([true, true, 'function']);
  expect(run(bundle(path.dirname(__dirname), 'bench/empty-app.ts', {}))).toEqual([false, true, 'function']);
});
