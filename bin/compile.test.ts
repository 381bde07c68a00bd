import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const TEXT = 'const twice = (x) => 2 * x; exports.answer = twice(21);';

/** Compiles and runs a module in a separate process, as every command does, and returns what it exports. */
function run(folder: string, { text = TEXT, keep = true, flags = [] as string[] } = {}): unknown {
  const program = `
    const module = { exports: {} };
    require('./compile').compile(${JSON.stringify(text)}, ${JSON.stringify({ filename: 'm.js', folder, keep })})(require, module, module.exports);
    console.log(JSON.stringify(module.exports));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', program], {
    cwd: __dirname,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

let folder: string;
const cached = () => readdirSync(folder).map((name) => path.join(folder, name));
const contents = () => cached().map((file) => readFileSync(file));

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'compile-'));
});

test('runs a module, and caches what V8 has compiled', () => {
  expect(run(folder)).toEqual({ answer: 42 });
  expect(cached()).toHaveLength(1);
  const before = contents();
  expect(run(folder)).toEqual({ answer: 42 });
  expect(contents()).toEqual(before);
});

test('caches nothing unless it is asked to', () => {
  expect(run(folder, { keep: false })).toEqual({ answer: 42 });
  expect(cached()).toEqual([]);
});

test('does not confuse texts of the same length', () => {
  run(folder);
  expect(run(folder, { text: TEXT.replace('21', '22') })).toEqual({ answer: 44 });
  expect(cached()).toHaveLength(2);
});

test.each([
  ['cut off', (content: Buffer) => content.subarray(0, content.length - 8)],
  ['damaged', (content: Buffer) => Buffer.concat([content.subarray(0, 200), Buffer.alloc(content.length - 200, 0xff)])],
  ['empty', () => Buffer.alloc(0)],
])('compiles again when the cache is %s, and replaces it', (_what, damage) => {
  run(folder);
  for (const file of cached()) writeFileSync(file, damage(readFileSync(file)));
  const damaged = contents();
  expect(run(folder)).toEqual({ answer: 42 });
  const replaced = contents();
  expect(replaced).not.toEqual(damaged);
  expect(run(folder)).toEqual({ answer: 42 });
  expect(contents()).toEqual(replaced);
});

test('compiles again when V8 rejects the cache', () => {
  run(folder);
  expect(run(folder, { flags: ['--no-opt'] })).toEqual({ answer: 42 });
});
