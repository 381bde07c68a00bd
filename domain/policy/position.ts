/** A place in a text, as editors count: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The place of the character at an offset. */
export function lineAndColumn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** A place in words: `line 3, column 14`. */
export function describePosition({ line, column }: Position): string {
  return `line ${line}, column ${column}`;
}
