import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { unzipSync } from 'fflate';

import { buildLambdas } from './build-lambdas';

const NAMES = ['check-ssm-agents', 'prune-images'];
const ROOT = path.dirname(__dirname);

/** A copy of what Lambdas are made of, in another place. */
function copy(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'build-lambdas-'));
  for (const part of ['bin', 'domain', 'lambdas', 'operations', 'package.json', 'package-lock.json']) {
    cpSync(path.join(ROOT, part), path.join(root, part), { recursive: true });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  return root;
}

/** A copy with one small Lambda: what makes it build again, or fail, does not depend on the size. */
function smallCopy(): string {
  const root = copy();
  for (const name of readdirSync(path.join(root, 'lambdas')))
    if (name !== 'prune-images') rmSync(path.join(root, 'lambdas', name), { recursive: true });
  const handler = "export { decide as handler } from '../../domain/generations/decide';";
  writeFileSync(path.join(root, 'lambdas', 'prune-images', 'handler.ts'), handler);
  return root;
}

const script = (root: string) => path.join(root, 'bin', 'build-lambdas.js');
const zipsOf = (root: string, names: readonly string[] = NAMES) =>
  names.map((name) => readFileSync(path.join(root, 'dist', 'lambdas', `${name}.zip`), 'base64'));
const codeOf = (root: string, name: string) => readFileSync(path.join(root, 'dist', 'lambdas', name, 'index.js'));
const prunes = (root: string) => codeOf(root, 'prune-images').toString();

let root: string;

beforeAll(() => {
  root = copy();
  buildLambdas(root);
});

test.each(NAMES)('%s is one file of less than 1 MB, which is all that its zip holds', (name) => {
  const code = codeOf(root, name);
  expect(code.byteLength).toBeLessThan(1_000_000);
  const zip = unzipSync(readFileSync(path.join(root, 'dist', 'lambdas', `${name}.zip`)));
  expect(Object.keys(zip)).toEqual(['index.js']);
  expect(Buffer.from(zip['index.js'] ?? []).equals(code)).toBe(true);
});

test('gives the folder of what it has built, and builds by npm too', () => {
  expect(buildLambdas(root)).toBe(path.join(root, 'dist', 'lambdas'));
  const { stdout, status } = spawnSync(process.execPath, [script(root)], { encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: `${path.join(root, 'dist', 'lambdas')}\n`, status: 0 });
});

test('gives the same bytes in another folder and another time zone', () => {
  const other = copy();
  const { status } = spawnSync(process.execPath, [script(other)], {
    env: { ...process.env, TZ: 'America/Los_Angeles' },
    cwd: tmpdir(),
  });
  expect(status).toBe(0);
  expect(zipsOf(other)).toEqual(zipsOf(root));
});

test('does nothing while nothing has changed, and needs no packages for that', () => {
  const times = () => NAMES.map((name) => statSync(path.join(root, 'dist', 'lambdas', `${name}.zip`)).mtimeMs);
  const before = times();
  rmSync(path.join(root, 'node_modules'));
  buildLambdas(root);
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  expect(times()).toEqual(before);
});

const small = smallCopy();
buildLambdas(small);

test('gives the same bytes when several programs build at once', async () => {
  const other = smallCopy();
  const ended = await Promise.all(
    [1, 2].map(
      () =>
        new Promise((resolve) => {
          spawn(process.execPath, [script(other)], { stdio: ['ignore', 'ignore', 'inherit'] }).once('close', resolve);
        }),
    ),
  );
  expect(ended).toEqual([0, 0]);
  expect(zipsOf(other, ['prune-images'])).toEqual(zipsOf(small, ['prune-images']));
  expect(readdirSync(path.join(other, 'dist', 'lambdas')).toSorted()).toEqual([
    'inputs.json',
    'prune-images',
    'prune-images.zip',
  ]);
});

test.each(['domain/generations/ranking.ts', 'bin/build-lambdas.js', 'package-lock.json'])(
  'builds again when %s has changed',
  (name) => {
    const file = path.join(small, name);
    const before = readFileSync(file);
    writeFileSync(path.join(small, 'dist', 'lambdas', 'prune-images', 'index.js'), 'stale');
    writeFileSync(file, before.toString().replace('only available images', 'only good images').concat('\n'));
    buildLambdas(small);
    writeFileSync(file, before);
    expect(prunes(small)).toContain(name.startsWith('domain') ? 'only good images' : 'only available images');
  },
);

test.each([
  ['a zip is missing', (dist: string) => rmSync(path.join(dist, 'prune-images.zip'))],
  ['the digests are broken', (dist: string) => writeFileSync(path.join(dist, 'inputs.json'), '{')],
  ['there are no digests', (dist: string) => writeFileSync(path.join(dist, 'inputs.json'), 'null')],
])('builds again when %s', (_, spoil) => {
  const dist = path.join(small, 'dist', 'lambdas');
  buildLambdas(small);
  spoil(dist);
  writeFileSync(path.join(dist, 'prune-images', 'index.js'), 'stale');
  buildLambdas(small);
  expect(existsSync(path.join(dist, 'prune-images.zip'))).toBe(true);
  expect(prunes(small)).toContain('only available images');
});

test('does not leave the digests of a build that failed', () => {
  const other = smallCopy();
  writeFileSync(path.join(other, 'domain', 'generations', 'ranking.ts'), 'export const = 1;');
  expect(spawnSync(process.execPath, [script(other)], { encoding: 'utf8' })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('domain/generations/ranking.ts:1'),
  });
  expect(existsSync(path.join(other, 'dist', 'lambdas', 'inputs.json'))).toBe(false);
});
