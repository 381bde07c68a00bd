import { readFileSync } from 'node:fs';

import { UsageError } from '../exit-code';

/** A file that was named on the command line, and what it holds. */
export interface NamedText {
  /** As it was given. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads every file.
 * @throws {UsageError} with all that cannot be read.
 */
export function readTexts(files: readonly string[]): NamedText[] {
  const problems: string[] = [];
  const texts = files.flatMap((file): NamedText[] => {
    try {
      return [{ file, text: decoded(readFileSync(file)) }];
    } catch (error) {
      problems.push(`${file} cannot be read: ${reason(error)}`);
      return [];
    }
  });
  if (problems.length > 0)
    throw new UsageError(`${problems.join('\n')}\n→ name files that exist and that you may read`);
  return texts;
}

/** As editors and shells write it: with or without a mark of the byte order. */
function decoded(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) throw new Error('it is UTF-16: save it as UTF-8');
  return new TextDecoder().decode(content);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'reading it is not permitted',
};

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error ? REASONS[String(error.code)] : undefined) ?? error.message;
}
