import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { bundle, cachedBundle } from './bundle';

let root: string;
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const cacheOf = (): string => path.join(root, 'node_modules/.cache/backupctl');

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'bundle-'));
  write('package.json', '{}');
  write('bin/bundle.js', '');
  write('main.ts', "import { word } from './word';\nconsole.log(word);\n");
  write('word.ts', "export const word: string = 'first';\n");
});

test('bundles an entry with what it imports', () => {
  expect(bundle(root, 'main.ts', {})).toContain('"first"');
});

test('takes the bundle of the last run while nothing has changed', () => {
  const made = cachedBundle(root, 'main.ts', {});
  const [file = ''] = readdirSync(cacheOf());
  write(path.join('node_modules/.cache/backupctl', file), JSON.stringify({ text: 'from the cache', inputs: {} }));
  expect(cachedBundle(root, 'main.ts', {})).toBe('from the cache');
  expect(made).toContain('"first"');
});

test.each([
  ['an imported file', () => write('word.ts', "export const word: string = 'other';\n"), '"other"'],
  ['the entry', () => write('main.ts', "console.log('alone');\n"), '"alone"'],
])('bundles again when %s has changed', (_what, change, expected) => {
  cachedBundle(root, 'main.ts', {});
  change();
  expect(cachedBundle(root, 'main.ts', {})).toContain(expected);
});

test('bundles again when the package pins another esbuild', () => {
  cachedBundle(root, 'main.ts', {});
  const [file = ''] = readdirSync(cacheOf());
  const stale = path.join(cacheOf(), file);
  write('package.json', '{"dependencies":{}}');
  writeFileSync(stale, JSON.stringify({ text: 'stale', inputs: { 'package.json': 'another digest' } }));
  expect(cachedBundle(root, 'main.ts', {})).toContain('"first"');
});

test.each(['', '{', 'null'])('bundles again when the cache holds %j', (broken) => {
  cachedBundle(root, 'main.ts', {});
  const [file = ''] = readdirSync(cacheOf());
  writeFileSync(path.join(cacheOf(), file), broken);
  expect(cachedBundle(root, 'main.ts', {})).toContain('"first"');
});

test('goes without the cache where it cannot be written', () => {
  write('node_modules', 'a file in the way');
  expect(cachedBundle(root, 'main.ts', {})).toContain('"first"');
});

test('keeps apart what stands for a name', () => {
  write('main.ts', "import { word } from '#word';\nconsole.log(word);\n");
  write('third.ts', "export const word = 'third';\n");
  const standing = (file: string) => cachedBundle(root, 'main.ts', { '#word': path.join(root, file) });
  expect([standing('word.ts'), standing('third.ts'), standing('word.ts')]).toEqual([
    expect.stringContaining('"first"'),
    expect.stringContaining('"third"'),
    expect.stringContaining('"first"'),
  ]);
});
