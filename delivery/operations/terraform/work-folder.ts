import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { isRunning } from '../../../operations/is-running';

/** The files of a stack that Terraform reads, by their path in its folder. */
export type StackFiles = Readonly<Record<string, Uint8Array>>;

const NAME = /^backupctl-terraform-(?<pid>\d+)-/;
/** A Terraform whose starter was killed goes on by itself: so long it may need its folder. */
const AN_HOUR = 3_600_000;

/**
 * Works in a folder that only this user can read, and that goes with all its plans however the work ends: plans hold
 * secrets in plain text. What was killed could not do so: whoever comes an hour later does it.
 *
 * @param place the folder in which such folders are made
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
      // Somebody else's, or somebody else was faster.
    }
  }
}

/** Writes a stack into a folder of its own, and gives that. */
export function laidOut(work: string, name: string, files: StackFiles): string {
  const folder = path.join(work, name);
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content, { mode: 0o600 });
  }
  return folder;
}
