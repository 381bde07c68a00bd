import { mkdirSync, readdirSync } from 'node:fs';

import { exitCodeOf } from './exit-code';
import { systemErrorText } from './system-error';

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('E reports system errors with their path and what to do, and ends with 2', () => {
  const nowhere = thrownBy(() => readdirSync('/nowhere'));
  expect(systemErrorText(nowhere)).toBe(
    "ENOENT: no such file or directory, scandir '/nowhere'\n→ create it, or specify another one; temporary folders are created in TMPDIR",
  );
  const inFile = thrownBy(() => mkdirSync(`${__filename}/logs`, { recursive: true }));
  expect(systemErrorText(inFile)).toContain('\n→ remove the file that is in the place of a folder');
  const onFile = thrownBy(() => mkdirSync(__filename, { recursive: true }));
  expect(systemErrorText(onFile)).toMatch(/^EEXIST: .*\n→ remove the file that is in the place of a folder$/);
  expect([exitCodeOf(nowhere), exitCodeOf(inFile), exitCodeOf(onFile)]).toEqual([2, 2, 2]);
});

test('E keeps the stack of unexpected errors', () => {
  const odd = Object.assign(new Error('odd'), { code: 'ENOSPC' });
  for (const error of [new TypeError('x is undefined'), odd]) {
    expect(systemErrorText(error)).toBeUndefined();
    expect(() => exitCodeOf(error)).toThrow(error);
  }
});
