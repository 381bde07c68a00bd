import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { emptyFolder } from '../../testing/commands';
import { readBundleFile, writeBundleFile } from './bundle-file';

/** No process has this ID: it is greater than Linux allows. */
const ENDED = 2 ** 30;
const SECRET = new TextEncoder().encode('secret');

let folder: string;
let file: string;

beforeEach(() => {
  folder = emptyFolder();
  file = path.join(folder, 'plans', 'run.zip');
});

test('E only this user can read a bundle, and nothing else remains in its folder', () => {
  writeBundleFile(file, SECRET);
  writeBundleFile(file, SECRET);
  expect(readBundleFile(file)?.toString()).toBe('secret');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(file))).toEqual(['run.zip']);
});

test('E a run removes the unfinished bundles of killed runs', () => {
  mkdirSync(path.dirname(file));
  const names = [`.run.zip.backupctl-${ENDED}`, `.other.zip.backupctl-${ENDED}`, `.run.zip.backupctl-${process.pid}`];
  for (const name of names) writeFileSync(path.join(folder, 'plans', name), SECRET);
  writeBundleFile(file, SECRET);
  expect(readdirSync(path.dirname(file))).toEqual(['run.zip']);
});

test('E it keeps the unfinished bundle of another run, and files of other names', () => {
  mkdirSync(path.dirname(file));
  const names = [
    `.other.zip.backupctl-${process.ppid}`,
    '.backupctl-1',
    `other.zip.backupctl-${ENDED}`,
    `run.zip.${ENDED}`,
  ];
  for (const name of names) writeFileSync(path.join(folder, 'plans', name), SECRET);
  writeBundleFile(file, SECRET);
  expect(readdirSync(path.dirname(file)).toSorted()).toEqual([...names, 'run.zip'].toSorted());
});

test('E nothing remains of a bundle that cannot be written', () => {
  mkdirSync(file, { recursive: true });
  expect(() => writeBundleFile(file, SECRET)).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(path.dirname(file))).toEqual(['run.zip']);
  expect(readBundleFile(file)).toBeUndefined();
});
