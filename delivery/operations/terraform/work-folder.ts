import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { isRunning } from '../../../operations/is-running';

/** The files of a stack that Terraform reads, by their path in its folder. */
export type StackFiles = Readonly<Record<string, Uint8Array>>;

const NAME = /^backupctl-terraform-(?<pid>\d+)-/;
/** A Terraform whose parent was killed continues, and may need its folder this long. */
const AN_HOUR = 3_600_000;

/**
 * Works in a temporary folder that only this user can read. It is removed in any case, because plans contain secrets in
 * plain text. A run at least an hour later removes the folder of a killed run.
 *
 * @param place the folder for such folders
 */
export async function inWorkFolder<T>(work: (folder: string) => Promise<T>, place = tmpdir()): Promise<T> {
  removeLeftovers(place);
  const folder = mkdtempSync(path.join(place, `backupctl-terraform-${process.pid}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await work(folder);
  } finally {
    remove();
    process.off('exit', remove);
  }
}

function removeLeftovers(place: string): void {
  for (const name of readdirSync(place)) {
    const { pid } = NAME.exec(name)?.groups ?? {};
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = path.join(place, name);
    try {
      if (Date.now() - statSync(folder).mtimeMs > AN_HOUR) rmSync(folder, { recursive: true, force: true });
    } catch {
      // It belongs to another user, or another run removed it.
    }
  }
}

/** Writes a stack to its folder, and returns the folder. */
export function writeStack(work: string, name: string, files: StackFiles): string {
  const folder = path.join(work, name);
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content, { mode: 0o600 });
  }
  return folder;
}
