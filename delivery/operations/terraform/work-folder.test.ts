import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { inWorkFolder, writeStack } from './work-folder';

const TWO_HOURS_AGO = Date.now() / 1000 - 7200;
const newPlace = () => mkdtempSync(path.join(tmpdir(), 'work-folder-'));

test('E plans lie where only their user can read them, and go when the work is over or fails', async () => {
  const place = newPlace();
  const modes = await inWorkFolder((folder) => {
    const stack = writeStack(folder, 'dev-iam', { 'assets/a/b.zip': Buffer.from('zip') });
    expect(readFileSync(path.join(stack, 'assets/a/b.zip'), 'utf8')).toBe('zip');
    return Promise.resolve([folder, path.join(stack, 'assets/a/b.zip')].map((one) => statSync(one).mode & 0o777));
  }, place);
  expect(modes).toEqual([0o700, 0o600]);
  await expect(inWorkFolder(() => Promise.reject(new Error('failed')), place)).rejects.toThrow('failed');
  expect(readdirSync(place)).toEqual([]);
});

test('E deletes the folder of a killed process after an hour', async () => {
  const place = newPlace();
  const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
  const make = (name: string, old: boolean): string => {
    const folder = path.join(place, name);
    mkdirSync(folder);
    if (old) utimesSync(folder, TWO_HOURS_AGO, TWO_HOURS_AGO);
    return folder;
  };
  const gone = make(`backupctl-terraform-${dead}-a`, true);
  const kept = [
    make(`backupctl-terraform-${dead}-b`, false),
    make(`backupctl-terraform-${process.pid}-c`, true),
    make('somebody-elses', true),
  ];
  await inWorkFolder(() => Promise.resolve(), place);
  expect([existsSync(gone), ...kept.map((one) => existsSync(one))]).toEqual([false, true, true, true]);
});
