import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { transformSync } from 'esbuild';

/** Says whether archiver has been loaded, after cdktf and after its first call, and what that call gives. */
const PROGRAM = `
const isLoaded = () => Object.keys(require.cache).some((file) => file.includes('/archiver/lib/'));
require('cdktf');
const atFirst = isLoaded();
const archive = require('node:module').createRequire(require.resolve('cdktf'))('archiver')('zip');
console.log(JSON.stringify([atFirst, isLoaded(), typeof archive.append]));
`;

/** In a process of its own: jest loads modules its own way. */
function run(before: string): unknown {
  const source = readFileSync(path.join(__dirname, 'postpone-archiver.ts'));
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs' });
  const program = `${code}\n${before}\n${PROGRAM}`;
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { cwd: __dirname, encoding: 'utf8' }));
}

test('E1 cdktf is loaded without archiver, which still works when it is called', () => {
  expect(run('')).toEqual([true, true, 'function']);
  expect(run('module.exports.postponeArchiver();')).toEqual([false, true, 'function']);
});
