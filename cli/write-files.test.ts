import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { emptyFolder, filesOf } from '../testing/commands';
import { writeFilesAtOnce } from './write-files';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return folder;
}

const placed = (folder: string, files: Readonly<Record<string, string | undefined>>) =>
  new Map(Object.entries(files).map(([file, text]) => [path.join(folder, file), text]));

test('X6 writes, replaces and removes files', () => {
  const folder = folderWith({ a: 'old', b: 'old', c: 'old' });
  writeFilesAtOnce(placed(folder, { a: 'new', b: undefined, d: 'new' }));
  expect(filesOf(folder)).toEqual({ a: 'new', c: 'old', d: 'new' });
});

test.each([
  ['cannot be replaced', 'e'],
  ['is in no folder', 'missing/e'],
])('X6 leaves everything as it was when a file %s', (_, last) => {
  const before = { a: 'old', b: 'old' };
  const folder = folderWith(before);
  mkdirSync(path.join(folder, 'e'));
  const files = placed(folder, { a: 'new', b: undefined, d: 'new', [last]: 'new' });
  expect(() => writeFilesAtOnce(files)).toThrow(/EISDIR|ENOENT/);
  expect(filesOf(folder)).toEqual(before);
});
