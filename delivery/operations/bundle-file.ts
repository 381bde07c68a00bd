import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { isRunning } from '../../operations/is-running';

/** A bundle that is not complete yet, with the process that writes it. */
const UNFINISHED = /^\..+\.backupctl-(?<pid>\d+)$/;

/**
 * Writes a file that only this user can read, completely or not at all. Removes what a killed run left in its folder: plans
 * contain secrets in plain text.
 */
export function writeBundleFile(file: string, bytes: Uint8Array): void {
  const folder = path.dirname(path.resolve(file));
  mkdirSync(folder, { recursive: true });
  removeLeftovers(folder);
  const fresh = path.join(folder, `.${path.basename(file)}.backupctl-${process.pid}`);
  try {
    writeFileSync(fresh, bytes, { mode: 0o600 });
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** The content of a file; undefined when it does not exist. */
export function readBundleFile(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(UNFINISHED.exec(name)?.groups?.['pid']);
    // In a container, the next run often has the ID of the killed one.
    if (pid === process.pid || (pid > 0 && !isRunning(pid))) rmSync(path.join(folder, name), { force: true });
  }
}
