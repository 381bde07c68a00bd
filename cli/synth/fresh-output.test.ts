import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { emptyFolder } from '../../testing/commands';
import { clearDeadRuns, freshFolder } from './fresh-output';

/** The name of a run's folder with the number of another process. */
const ofProcess = (name: string, pid: number | undefined) => name.replace(`-${process.pid}-`, `-${pid}-`);

test('the folder of a run is inside the output folder, also of a new one', () => {
  const output = path.join(emptyFolder(), 'cdktf.out');
  const fresh = freshFolder(output);
  expect(path.dirname(fresh)).toBe(output);
  expect(freshFolder(output)).not.toBe(fresh);
});

test('clears up what killed runs have left, and nothing that may be in use or is of others', () => {
  const output = emptyFolder();
  const own = path.basename(freshFolder(output));
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const left = [ofProcess(own, dead), `${ofProcess(own, dead)}.previous`];
  const kept = [
    ofProcess(own, process.ppid),
    `${ofProcess(own, process.ppid)}.previous`,
    // Of another machine.
    ofProcess(own, dead).replace(/[0-9a-f]{8}/, '00000000'),
    '.synth-abcdef',
    `${ofProcess(own, dead)}.mine`,
    'stacks',
    'plans',
  ];
  for (const entry of [...left, ...kept]) mkdirSync(path.join(output, entry, 'stacks'), { recursive: true });
  clearDeadRuns(output);
  expect(readdirSync(output).toSorted()).toEqual(kept.toSorted());
});
