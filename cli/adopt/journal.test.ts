import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { emptyFolder } from '../../testing/commands';
import { openJournal } from './journal';

const HEADER = { environment: 'company', accountId: '111111111111' };
const BEGUN = new Date('2026-11-21T00:00:00Z');
const HOUR = 60 * 60 * 1000;

const freshFile = () => path.join(emptyFolder(), 'company.adopt.jsonl');
const open = (file: string, header = HEADER, hoursLater = 0) =>
  openJournal(file, header, new Date(BEGUN.getTime() + hoursLater * HOUR));

test('X1 only the owner can read the progress file', () => {
  const file = freshFile();
  open(file).note('part', { tags: {} });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('X1 the next run knows what was read, and reads the rest', () => {
  const file = freshFile();
  const first = open(file);
  first.note('one', { tags: { a: 'b' } });
  first.note('gone', null);
  const next = open(file, HEADER, 23);
  expect([next.size, next.known('one'), next.known('gone'), next.known('two')]).toEqual([
    2,
    { tags: { a: 'b' } },
    null,
    undefined,
  ]);
  next.note('two', []);
  expect(open(file).known('two')).toEqual([]);
  next.remove();
  expect(open(file).size).toBe(0);
});

test.each([1, 10, 40])('X1 a run that ended %d characters before the end of a line loses only that line', (missing) => {
  const file = freshFile();
  const first = open(file);
  first.note('one', 1);
  first.note('two', 'a text that is long enough to be cut off');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -missing));
  const next = open(file);
  expect([next.known('one'), next.known('two')]).toEqual([1, undefined]);
  next.note('three', 3);
  expect(open(file).known('three')).toBe(3);
});

test.each([
  ['text', 'not ours\n', 1],
  ['nothing', '', 1],
  ['JSON of something else', '{"format":"other"}\n', 1],
])('X1 refuses a file with %s: it is not overwritten', (_, text, line) => {
  const file = freshFile();
  writeFileSync(file, text);
  expect(() => open(file)).toThrow(
    `${file}:${line} was not written by backupctl adopt.\n→ remove the file, or write to another folder with --out`,
  );
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test.each(['{"part":', '[]', '{"part":"one"}', '{"value":1}'])('X1 refuses a file with a damaged line: %s', (line) => {
  const file = freshFile();
  open(file).note('one', 1);
  appendFileSync(file, `${line}\n`);
  expect(() => open(file)).toThrow(`${file}:3 was not written by backupctl adopt.`);
});

test.each([
  [{ ...HEADER, accountId: '222222222222' }, 'account 222222222222 as company'],
  [{ ...HEADER, environment: 'other' }, 'account 111111111111 as other'],
])('X1 refuses the progress of something else: %p', (header, other) => {
  const file = freshFile();
  open(file);
  expect(() => open(file, header)).toThrow(
    `${file} is the progress of adopting account 111111111111 as company, not ${other}.\n→ remove it, or write to another folder with --out`,
  );
});

test('X1 refuses progress that is a day old', () => {
  const file = freshFile();
  open(file);
  expect(() => open(file, HEADER, 24)).toThrow(
    `${file} is the progress of a run that began at 2026-11-21T00:00:00.000Z: the account may have changed since then.\n→ remove it, and run the command again`,
  );
  expect(open(file, HEADER, 23.9).size).toBe(0);
});
