import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The files of a stack that Terraform reads, by their path in its folder. */
export type StackFiles = Readonly<Record<string, Uint8Array>>;

/**
 * Works in a folder that only this user can read, and that goes with all its plans however the work ends: plans hold
 * secrets in plain text.
 */
export async function inWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'backupctl-terraform-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await work(folder);
  } finally {
    remove();
    process.off('exit', remove);
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
