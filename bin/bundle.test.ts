import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { bundle, cachedBundle } from './bundle';

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
  const [head = ''] = readFileSync(kept(), 'utf8').split('\n');
  writeFileSync(kept(), `${head}\nfrom the cache`);
  expect(cachedBundle(root, 'main.ts', {})).toBe('from the cache');
  expect(made).toContain('"first"');
});

test.each([
  ['an imported file', () => write('word.ts', "export const word: string = 'other';\n"), '"other"'],
  ['the entry', () => write('main.ts', "console.log('alone');\n"), '"alone"'],
  ['what pins esbuild', () => write('package.json', '{"dependencies":{}}'), '"first"'],
])('bundles again when %s has changed', (_what, change, expected) => {
  cachedBundle(root, 'main.ts', {});
  appendFileSync(kept(), '"stale"');
  change();
  const text = cachedBundle(root, 'main.ts', {});
  expect(text).toContain(expected);
  expect(text).not.toContain('"stale"');
});

test('bundles again when text has moved from one file into the next', () => {
  write('main.ts', "later();import './word';");
  write('word.ts', 'first();');
  cachedBundle(root, 'main.ts', {});
  write('main.ts', "import './word';");
  write('word.ts', 'first();later();');
  expect(cachedBundle(root, 'main.ts', {})).toMatch(/first\(\);\s+later\(\);/);
});

test.each(['', '{', 'null', 'null\n', '{}\n'])('bundles again when the cache holds %j', (broken) => {
  cachedBundle(root, 'main.ts', {});
  writeFileSync(kept(), broken);
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
