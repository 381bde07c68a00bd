import { createWriteStream, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { listenForCancellation } from './cancellation';
import { InterruptedError } from './exit-code';

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

/**
 * The same with texts that are read one after the other.
 * @throws {InterruptedError} on a signal: the file keeps its old content
 */
export async function streamFileAtOnce(file: string, texts: AsyncIterable<string>): Promise<void> {
  const fresh = `${file}.${process.pid}`;
  const { first, dispose } = listenForCancellation();
  try {
    await pipeline(Readable.from(texts), createWriteStream(fresh), { signal: first });
    renameSync(fresh, file);
  } catch (error) {
    throw first.aborted ? new InterruptedError(`Stopped: ${file} is not written.`) : error;
  } finally {
    dispose();
    rmSync(fresh, { force: true });
  }
}
