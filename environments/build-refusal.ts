import type { Finding } from '../domain/finding';
import { noDefaultExport, type Refusal, RefusedError } from './refusal';

/** An error of esbuild. */
interface BuildMessage {
  readonly text: string;
  readonly location: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly lineText: string;
  } | null;
}

/** What to do, by what esbuild says. */
const REMEDIES: readonly [pattern: RegExp, remedy: string][] = [
  [/^Could not resolve/, 'create the file, or correct the path of the import'],
  [/^No matching export/, 'export it there, or correct its name in the import'],
  [/^Top-level await/, 'write only literals, which take no time'],
];
/** It is reported for the file that imports it, too. */
const NO_DEFAULT_EXPORT = /^No matching export in "([^"]+)" for import "default"$/;
const SYNTAX = 'correct the syntax of this line, or of the lines before it';

/**
 * Files that cannot be bundled, as refused input: wrong syntax, missing files, and missing exports.
 *
 * @param shown the path of a file for messages, from the path that esbuild prints
 */
export function buildRefusal(errors: readonly BuildMessage[], shown: (file: string) => string): RefusedError {
  const fileOf = ({ text, location }: BuildMessage): string => {
    const file = NO_DEFAULT_EXPORT.exec(text)?.[1] ?? location?.file;
    return file === undefined ? 'The configuration' : shown(file);
  };
  const files = [...new Set(errors.map(fileOf))];
  return new RefusedError(
    files.map((file): Refusal => {
      const findings = errors.filter((error) => fileOf(error) === file).map(findingOf);
      return { file, findings, unchecked: true };
    }),
  );
}

function findingOf(error: BuildMessage): Finding {
  const { text, location } = error;
  const file = NO_DEFAULT_EXPORT.exec(text)?.[1];
  if (file !== undefined) return noDefaultExport(file);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(text))?.[1] ?? SYNTAX;
  return {
    rule: 'file-not-readable',
    severity: 'error',
    source: 'backupctl',
    path: location ? `line ${location.line}, column ${location.column + 1}: ${location.lineText.trim()}` : 'the files',
    message: text,
    remedy,
  };
}
