import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { emptyFolder } from '../../testing/commands';
import { changesIn } from './existing-files';

const SAMPLE = path.resolve(__dirname, '..', '..', 'testing', 'sample');
const shipped = Object.fromEntries(
  readdirSync(SAMPLE).map((file) => [file.replace(/\.txt$/, ''), readFileSync(path.join(SAMPLE, file), 'utf8')]),
);

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return folder;
}

const NOTHING = { written: [], replaced: [], removed: [], edited: [] };

test('X6 recognizes every file of the shipped sample, also with the line ends of Windows', () => {
  const all = ['common.ts', 'dev.ts', 'index.ts', 'organization.ts', 'prod.ts', 'stg.ts'];
  expect(Object.keys(shipped).toSorted()).toEqual(all);
  expect(changesIn(folderWith(shipped), {})).toEqual({ ...NOTHING, removed: all });
  const windows = Object.entries(shipped).map(([file, text]) => [file, text.replaceAll('\n', '\r\n')]);
  expect(changesIn(folderWith(Object.fromEntries(windows)), {})).toEqual({ ...NOTHING, removed: all });
});

test('X6 replaces what is the sample, and removes what the configuration does not have', () => {
  const files = { 'common.ts': 'new', 'qa.ts': 'new' };
  expect(
    changesIn(folderWith({ 'common.ts': shipped['common.ts'] ?? '', 'dev.ts': shipped['dev.ts'] ?? '' }), files),
  ).toEqual({ written: ['qa.ts'], replaced: ['common.ts'], removed: ['dev.ts'], edited: [] });
});

test('X6 one changed character makes a file of the sample one of the user', () => {
  const text = (shipped['dev.ts'] ?? '').replace('deleteAfterDays: 2', 'deleteAfterDays: 3');
  expect(changesIn(folderWith({ 'dev.ts': text }), {})).toEqual({ ...NOTHING, edited: ['dev.ts'] });
  expect(changesIn(folderWith({ 'dev.ts': text }), { 'dev.ts': 'new' })).toEqual({ ...NOTHING, edited: ['dev.ts'] });
});

test('X6 a file with the sample of another one, and any other file of that name, is one of the user', () => {
  const files = { 'stg.ts': shipped['dev.ts'] ?? '', 'parse.ts': 'old', 'other.ts': 'old' };
  expect(changesIn(folderWith(files), { 'parse.ts': 'new' }).edited).toEqual(['parse.ts', 'stg.ts']);
});

test('X6 what a file has already is neither written nor lost', () => {
  expect(changesIn(folderWith({ 'qa.ts': 'new' }), { 'qa.ts': 'new' })).toEqual(NOTHING);
});
