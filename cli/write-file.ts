import { createWriteStream, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

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

/** The same with texts that are read one after the other. */
export async function streamFileAtOnce(file: string, texts: AsyncIterable<string>): Promise<void> {
  const fresh = `${file}.${process.pid}`;
  try {
    await pipeline(Readable.from(texts), createWriteStream(fresh));
    renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}
