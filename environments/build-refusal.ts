import { type Finding, refusal } from '../domain/finding';
import { groupedBy } from '../domain/grouped-by';
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
  [
    /^Could not resolve "\.\/organization-tree\.json"/,
    'run backupctl organization pull, which writes it from AWS Organizations',
  ],
  [/^Could not resolve/, 'create the file, or correct the path of the import'],
  [
    /^(?:No matching export|Import "[^"]+" will always be undefined)/,
    'export it there, or correct its name in the import',
  ],
  [/^Duplicate key/, 'keep one of them'],
  [/^Top-level await/, 'write only literals, which take no time'],
];
const NO_EXPORT = /^No matching export in "([^"]+)" for import "([^"]+)"$/;
const SYNTAX = 'correct the syntax of this line, or of the lines before it';

/**
 * Files that cannot be bundled, as refused input: wrong syntax, missing files, and missing exports.
 *
 * @param shown the path of a file for messages, from the path that esbuild prints
 * @param isOwn whether a file belongs to the user
 */
export function buildRefusal(
  errors: readonly BuildMessage[],
  shown: (file: string) => string,
  isOwn: (file: string) => boolean,
): RefusedError {
  const placed = errors.map((error): { file: string; finding: Finding } => {
    const { text, location } = error;
    const [, exporter, name = ''] = NO_EXPORT.exec(text) ?? [];
    // The mistake is in the file that exports nothing, not in what imports it, which can be a file of this project.
    if (exporter !== undefined && (name === 'default' || !isOwn(location?.file ?? ''))) {
      return { file: shown(exporter), finding: name === 'default' ? noDefaultExport(exporter) : noExport(name) };
    }
    return { file: location ? shown(location.file) : 'The configuration', finding: findingOf(error) };
  });
  return new RefusedError(
    [...groupedBy(placed, ({ file }) => file)].map(([file, ofFile]): Refusal => ({
      file,
      findings: ofFile.map(({ finding }) => finding),
      unchecked: true,
    })),
  );
}

function noExport(name: string): Finding {
  return refusal({
    rule: 'no-export',
    path: name,
    message: 'the file does not export it',
    remedy: `write export const ${name} = …`,
  });
}

function findingOf({ text, location }: BuildMessage): Finding {
  return refusal({
    rule: 'file-not-readable',
    path: location ? positionOf(location) : 'the files',
    message: text,
    remedy: REMEDIES.find(([pattern]) => pattern.test(text))?.[1] ?? SYNTAX,
  });
}

/** The line in words, with its text. At the end of a file, it has none. */
function positionOf({ line, column, lineText }: NonNullable<BuildMessage['location']>): string {
  const position = `line ${line}, column ${column + 1}`;
  return lineText.trim() === '' ? position : `${position}: ${lineText.trim()}`;
}
