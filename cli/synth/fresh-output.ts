import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

import { isRunning } from '../../operations/is-running';

/** A folder of one run, or what that run has put aside: by the machine and the process that made it. */
const OF_A_RUN = /^\.synth-([0-9a-f]{8})-(\d+)-[A-Za-z0-9]{6}(?:\.previous)?$/;

/** Makes a folder inside of the output for one run, whose name says whose it is. */
export function freshFolder(output: string): string {
  mkdirSync(output, { recursive: true });
  return mkdtempSync(path.join(output, `.synth-${machine()}-${process.pid}-`));
}

/**
 * Removes what runs have left that were killed: by this machine, and by a process that is no more. What is of another
 * machine, or not called as a run's folder is, may be in use and stays.
 */
export function clearDeadRuns(output: string): void {
  const left = readdirSync(output).filter((entry) => {
    const [, of, pid = ''] = OF_A_RUN.exec(entry) ?? [];
    return of === machine() && isOver(Number(pid));
  });
  for (const entry of left) rmSync(path.join(output, entry), { recursive: true, force: true });
}

/** A container that shares the output may have a process with the same ID. */
function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

/** This process clears up when it is done with its own folder: one of its number is of a process before it. */
function isOver(pid: number): boolean {
  return pid === process.pid || !isRunning(pid);
}
