import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Prints texts, each on its own lines, at the speed of the reader. It is fine if the reader stops early, like `head`. */
export async function print(texts: Texts): Promise<void> {
  try {
    await pipeline(Readable.from(withLineEnds(texts)), process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

/** Also such as are read one after the other. */
type Texts = Iterable<string> | AsyncIterable<string>;

/** Adds the end of each line. */
export async function* withLineEnds(texts: Texts): AsyncGenerator<string> {
  for await (const text of texts) yield `${text}\n`;
}
