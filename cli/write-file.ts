import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file at once: whatever happens, it has its old or its new content. */
export function writeFileAtOnce(file: string, text: string): void {
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, text);
    renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}
