import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Prints texts, each on its own lines, at the speed of the reader. It is fine if the reader stops early, like `head`. */
export async function print(texts: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(withLineEnds(texts)), process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

function* withLineEnds(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}
