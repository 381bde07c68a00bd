import { readFileSync } from 'node:fs';

import { UsageError } from '../exit-code';

/** A file from the command line, and its content. */
export interface NamedText {
  /** The name as it was given. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads every file.
 * @throws {UsageError} with every file that cannot be read.
 */
export function readTexts(files: readonly string[]): NamedText[] {
  const problems: string[] = [];
  const remedies = new Set<string>();
  const texts = files.flatMap((file): NamedText[] => {
    try {
      return [{ file, text: decoded(readFileSync(file)) }];
    } catch (error) {
      problems.push(`${file} cannot be read: ${reason(error)}`);
      remedies.add(error instanceof EncodingError ? 'save it as UTF-8' : 'name files that exist and that you can read');
      return [];
    }
  });
  if (problems.length > 0) throw new UsageError(`${problems.join('\n')}\n→ ${[...remedies].join(', and ')}`);
  return texts;
}

/** A file that exists, but is not UTF-8. */
class EncodingError extends Error {}

/** Decodes UTF-8, with or without a byte order mark. */
function decoded(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) throw new EncodingError('it is UTF-16');
  return new TextDecoder().decode(content);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  EACCES: 'permission denied',
};

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error ? REASONS[String(error.code)] : undefined) ?? error.message;
}
