import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { emptyFolder } from '../../testing/commands';
import { readJson } from './read-json';

const MEGABYTE = 1024 ** 2;

function read(text: string): unknown {
  const file = path.join(emptyFolder(), 'file.json');
  writeFileSync(file, text);
  const json = readJson(file);
  return typeof json === 'string' ? json.replace(file, 'FILE') : json;
}

test('D reads a file up to its largest size and depth', () => {
  expect(Object.keys(read(`{"a":"${'a'.repeat(16 * MEGABYTE - 8)}"}`) as object)).toEqual(['a']);
  expect(read(`{"a":${'['.repeat(199)}${']'.repeat(199)}}`)).toHaveProperty('a');
});

test.each([
  [`{"a":"${'a'.repeat(16 * MEGABYTE - 7)}"}`, 'FILE is larger than 16 MB'],
  [`{"a":"${'a'.repeat(50 * MEGABYTE)}"}`, 'FILE is larger than 16 MB'],
  [`{"a":${'['.repeat(200)}${']'.repeat(200)}}`, 'FILE is nested too deeply'],
  ['{"a":'.repeat(100_000), 'FILE is nested too deeply'],
  ['{"a":', 'FILE is not JSON'],
  ['', 'FILE is not JSON'],
  ['\u0000\u0001', 'FILE is not JSON'],
  ['null', 'FILE is not a JSON object'],
  ['[]', 'FILE is not a JSON object'],
])('D refuses a file in one line: %#', (text, problem) => {
  expect(read(text)).toBe(problem);
});

test('D stops reading a file without an end', () => {
  expect(readJson('/dev/zero')).toBe('/dev/zero is larger than 16 MB');
});
