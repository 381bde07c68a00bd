import Table from 'cli-table3';
import stringWidth from 'string-width';

/** The width of output to a file or a pipe, unless COLUMNS sets another one. It does not depend on the terminal. */
export const PIPED_WIDTH = 120;
/** A column that wraps is no narrower. */
const READABLE_WIDTH = 16;
const GAP = 2;

const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'mid', 'left', 'right'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
  ),
);

type Rows = readonly (readonly string[])[];

/** The width that output may use. */
function outputWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number(process.env['COLUMNS']) || PIPED_WIDTH;
}

export interface TableOptions {
  /** @default - the width of the terminal, or 120 */
  readonly width?: number;
  /** Whether long words may be broken: for rows that are read, and not copied. @default false */
  readonly breakWords?: boolean;
}

/**
 * Columns without lines, and without spaces at the end. Cells that do not fit the width wrap. Where even that does not
 * fit, each row becomes a list, so that an ARN stays in one piece.
 *
 * @param head empty for a table without a head
 */
export function table(
  head: readonly string[],
  rows: Rows,
  { width = outputWidth(), breakWords = false }: TableOptions = {},
): string {
  const all = head.length === 0 ? rows : [head, ...rows];
  const count = Math.max(0, ...all.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, index) => all.map((row) => row[index] ?? ''));
  const natural = columns.map((cells) => Math.max(...cells.map(longestLine)));
  const narrowest = columns.map((cells, index) => {
    const content = head.length === 0 ? cells : cells.slice(1);
    // The first column without a head has the names of the facts.
    const readable = head.length === 0 && index === 0 ? width : READABLE_WIDTH;
    return Math.max(...cells.map(longestWord), Math.min(Math.max(0, ...content.map(longestLine)), readable));
  });
  const available = width - GAP * (count - 1);
  if (sum(natural) <= available) return drawn(head, rows, natural);
  if (sum(narrowest) <= available || head.length === 0) {
    return drawn(head, rows, widened(narrowest, natural, available));
  }
  if (breakWords) return withBrokenWords(head, rows, { narrowest, natural, available });
  return rows.map((row) => listed(head, row, width)).join('\n\n');
}

interface Widths {
  readonly narrowest: readonly number[];
  readonly natural: readonly number[];
  readonly available: number;
}

function withBrokenWords(head: readonly string[], rows: Rows, { narrowest, natural, available }: Widths): string {
  const widths = widened(withWholeWords(narrowest, available), natural, available);
  const broken = rows.map((row) => row.map((cell, index) => brokenWords(cell, widths[index] ?? READABLE_WIDTH)));
  return drawn(head, broken, widths);
}

/** The narrowest widths: words remain whole in as many columns as possible. */
function withWholeWords(narrowest: readonly number[], available: number): number[] {
  const widths = narrowest.map((width) => Math.min(width, READABLE_WIDTH));
  let left = available - sum(widths);
  for (const [index, width] of [...narrowest.entries()].toSorted(([, a], [, b]) => a - b)) {
    const missing = width - (widths[index] ?? 0);
    if (missing > left) break;
    widths[index] = width;
    left -= missing;
  }
  return widths;
}

/** Breaks words that are too long, after a slash, colon or comma where there is one. */
function brokenWords(cell: string, width: number): string {
  // A column for marks is one character wide, which leaves no room before a slash.
  const tooLong = new RegExp(`\\S{1,${Math.max(1, width - 1)}}[/:,](?=\\S)|\\S{${width}}(?=\\S)`, 'g');
  return cell.replaceAll(/\S+/g, (word) => (word.length <= width ? word : word.replaceAll(tooLong, '$&\n')));
}

/** The same, two columns to the right. */
export function indentedTable(head: readonly string[], rows: Rows): string {
  return indented(table(head, rows, { width: outputWidth() - 2 }));
}

/** Indents every line of a text. */
export function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

function drawn(head: readonly string[], rows: Rows, colWidths: number[]): string {
  const columns = new Table({
    head: [...head],
    colWidths,
    wordWrap: true,
    chars: { ...NO_LINES, middle: ' '.repeat(GAP) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  columns.push(...rows.map((row) => [...row]));
  return columns.toString().replaceAll(/ +$/gm, '');
}

/** Gives what is available to the columns that need it most. */
function widened(narrowest: readonly number[], natural: readonly number[], available: number): number[] {
  const widths = [...narrowest];
  const missing = (index: number): number => (natural[index] ?? 0) / Math.max(1, widths[index] ?? 0);
  for (let left = available - sum(widths); left > 0; left--) {
    const [neediest = 0] = widths.map((_, index) => index).toSorted((a, b) => missing(b) - missing(a));
    widths[neediest] = (widths[neediest] ?? 0) + 1;
  }
  return widths;
}

/** One row as lines of name and value. A column without a name comes first, as a mark. */
function listed(head: readonly string[], row: readonly string[], width: number): string {
  const marks = row.filter((cell, index) => head[index] === '' && cell !== '').map((mark) => [mark]);
  const facts = row.flatMap((cell, index) => (head[index] === '' ? [] : [[head[index] ?? '', cell]]));
  const list = table([], facts, { width: width - (marks.length > 0 ? 2 : 0) });
  const [mark = ''] = marks.flat();
  return mark === '' ? list : `${mark} ${list.replaceAll('\n', '\n  ')}`;
}

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}

/** Lines that a cell has already are not broken. */
function longestWord(text: string): number {
  if (text.includes('\n')) return longestLine(text);
  return Math.max(...text.split(/\s+/).map((word) => stringWidth(word)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
