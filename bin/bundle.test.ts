import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';

import esbuild from 'esbuild';

import { bundle } from './bundle';

let root: string;
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
/** The file of the only bundle that was kept. */
const kept = (): string => {
  const folder = path.join(root, 'node_modules/.cache/backupctl');
  return path.join(folder, readdirSync(folder).join());
};

jest.mock('esbuild', () => ({ ...jest.requireActual('esbuild') }));

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'bundle-'));
  write('node_modules/.package-lock.json', '{}');
  write('bin/bundle.js', '');
  write('bin/lazy-archiver.js', '');
  write('main.ts', "import { word } from './word';\nconsole.log(word);\n");
  write('word.ts', "export const word: string = 'first';\n");
  // A bundle of files that were written a moment ago is not kept.
  await setTimeout(25);
});

test('bundles an entry with what it imports, and with packages', () => {
  write('node_modules/words/index.js', "exports.second = 'second';");
  write('main.ts', "import { word } from './word';\nimport { second } from 'words';\nconsole.log(word, second);\n");
  expect(bundle(root, 'main.ts', {})).toMatch(/"first"[^]*"second"|"second"[^]*"first"/);
});

test('finds packages for a folder outside the repository', () => {
  const outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
  writeFileSync(path.join(outside, 'load.ts'), "import { second } from 'words';\nconsole.log(second);\n");
  write('node_modules/words/index.js', "exports.second = 'second';");
  write('main.ts', "import '#environments';");
  expect(bundle(root, 'main.ts', { '#environments': path.join(outside, 'load.ts') })).toContain('"second"');
});

test('keeps the twenty newest files', () => {
  for (let index = 0; index < 21; index++) bundle(root, 'main.ts', { '#other': path.join(root, `${index}.ts`) });
  expect(readdirSync(path.join(root, 'node_modules/.cache/backupctl'))).toHaveLength(20);
});

test('uses the bundle of the last run while nothing has changed', () => {
  const made = bundle(root, 'main.ts', {});
  const [head = ''] = readFileSync(kept(), 'utf8').split('\n');
  writeFileSync(kept(), `${head}\nfrom the cache`);
  expect(bundle(root, 'main.ts', {})).toBe('from the cache');
  expect(made).toContain('"first"');
});

test('reads no source again while the file system records no change', () => {
  bundle(root, 'main.ts', {});
  const withoutDigest = readFileSync(kept(), 'utf8').replace(/"digest":"\w+"/, '"digest":""');
  writeFileSync(kept(), `${withoutDigest}"kept"`);
  expect(bundle(root, 'main.ts', {})).toContain('"kept"');
});

test('uses the bundle when files are written again with the same content, and records their new times', async () => {
  bundle(root, 'main.ts', {});
  appendFileSync(kept(), '"kept"');
  write('word.ts', readFileSync(path.join(root, 'word.ts'), 'utf8'));
  await setTimeout(25);
  const [before] = readFileSync(kept(), 'utf8').split('\n');
  expect(bundle(root, 'main.ts', {})).toContain('"kept"');
  const [after] = readFileSync(kept(), 'utf8').split('\n');
  expect(after).not.toBe(before);
  expect(bundle(root, 'main.ts', {})).toContain('"kept"');
  expect(readFileSync(kept(), 'utf8')).toContain(after);
});

test('notices a change that keeps the size and the time of a file', () => {
  bundle(root, 'main.ts', {});
  const file = path.join(root, 'word.ts');
  const { atime, mtime } = statSync(file);
  write('word.ts', "export const word: string = 'other';\n");
  utimesSync(file, atime, mtime);
  expect(bundle(root, 'main.ts', {})).toContain('"other"');
});

test('contains only ASCII characters, and the same text', () => {
  write('word.ts', "export const word: string = 'größer │ 😀'.match(/ö.*│.*😀/u)![0];\n");
  const text = bundle(root, 'main.ts', {});
  expect(text).toMatch(/^[\0-\u007F]*$/);
  const log = jest.fn();
  runInNewContext(text, { console: { log } });
  expect(log).toHaveBeenCalledWith('ößer │ 😀');
});

test('keeps a bundle of a folder whose name has other characters', async () => {
  const outside = mkdtempSync(path.join(tmpdir(), 'größe-'));
  writeFileSync(path.join(outside, 'load.ts'), "console.log('first');");
  write('main.ts', "import '#environments';");
  const alias = { '#environments': path.join(outside, 'load.ts') };
  await setTimeout(25);
  bundle(root, 'main.ts', alias);
  appendFileSync(kept(), '"kept"');
  expect(bundle(root, 'main.ts', alias)).toContain('"kept"');
});

test.each([
  ['an imported file', () => write('word.ts', "export const word: string = 'other';\n"), '"other"'],
  ['the entry', () => write('main.ts', "console.log('alone');\n"), '"alone"'],
  ['what npm has installed', () => write('node_modules/.package-lock.json', '{"packages":{}}'), '"first"'],
])('bundles again when %s has changed', (_what, change, expected) => {
  bundle(root, 'main.ts', {});
  appendFileSync(kept(), '"stale"');
  change();
  const text = bundle(root, 'main.ts', {});
  expect(text).toContain(expected);
  expect(text).not.toContain('"stale"');
});

test('bundles again when text has moved from one file into the next', () => {
  write('main.ts', "later();import './word';");
  write('word.ts', 'first();');
  bundle(root, 'main.ts', {});
  write('main.ts', "import './word';");
  write('word.ts', 'first();later();');
  expect(bundle(root, 'main.ts', {})).toMatch(/first\(\);\s*later\(\);/);
});

test.each(['', '{', 'null', 'null\n', '{}\n'])('bundles again when the cache holds %j', (broken) => {
  bundle(root, 'main.ts', {});
  writeFileSync(kept(), broken);
  expect(bundle(root, 'main.ts', {})).toContain('"first"');
});

test('does not keep a bundle when a file changes during the build', async () => {
  const { buildSync } = esbuild;
  const built = jest.spyOn(esbuild, 'buildSync').mockImplementationOnce((options) => {
    const result = buildSync(options);
    write('word.ts', "export const word: string = 'other';\n");
    return result;
  });
  expect(bundle(root, 'main.ts', {})).toContain('"first"');
  built.mockRestore();
  expect(existsSync(path.join(root, 'node_modules/.cache'))).toBe(false);
  await setTimeout(25);
  expect(bundle(root, 'main.ts', {})).toContain('"other"');
  expect(kept()).toMatch(/\.js$/);
});

test('works without the cache where it cannot be written', () => {
  write('node_modules/.cache', 'a file in the way');
  expect(bundle(root, 'main.ts', {})).toContain('"first"');
});

test('caches one bundle per alias', () => {
  write('main.ts', "import { word } from '#word';\nconsole.log(word);\n");
  write('third.ts', "export const word = 'third';\n");
  const standing = (file: string) => bundle(root, 'main.ts', { '#word': path.join(root, file) });
  expect([standing('word.ts'), standing('third.ts'), standing('word.ts')]).toEqual([
    expect.stringContaining('"first"'),
    expect.stringContaining('"third"'),
    expect.stringContaining('"first"'),
  ]);
});
