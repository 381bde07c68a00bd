/** Code instead of a literal, such as `common.region`. */
export class Code {
  constructor(readonly text: string) {}
}

/** As in .oxfmtrc.json. */
const WIDTH = 120;
const INDENTATION = 2;
const SHORT_KEY = 5;

/** So many levels of objects and lists are on one line. */
const FLAT_LEVELS = 2;

interface Place {
  readonly indent: number;
  /** The columns before the value on its line. */
  readonly column: number;
}

const TOP: Place = { indent: 0, column: 0 };

/**
 * A value as a TypeScript literal, as the formatter of this repository leaves it. A key without a value is left out.
 * @throws {TypeError} for a value that is no literal, such as a function
 */
export function printLiteral(value: unknown, place: Place = TOP): string {
  const flat = flatText(value);
  // A comma follows.
  if (flat !== undefined && place.column + flat.length < WIDTH) return flat;
  const indent = place.indent + INDENTATION;
  if (Array.isArray(value)) {
    return block(
      '[',
      ']',
      indent,
      value.map((element: unknown) => printLiteral(element, { indent, column: indent })),
    );
  }
  if (isObject(value)) return printObject(value, place.indent);
  return flat ?? '';
}

/**
 * An object with one line for each entry, at least.
 * @param first the lines before its entries, such as `...common`
 */
export function printObject(object: object, indent: number, first: readonly string[] = []): string {
  const entries = entriesOf(object).map(([key, value]) => printEntry(key, value, indent + INDENTATION));
  return block('{', '}', indent + INDENTATION, [...first, ...entries]);
}

function printEntry(key: string, value: unknown, indent: number): string {
  const name = keyText(key);
  if (value instanceof Code && value.text === key) return name;
  const column = indent + name.length + ': '.length;
  const text = printLiteral(value, { indent, column });
  const isTooLong = typeof value === 'string' && column + text.length >= WIDTH;
  // After a short key, a text would hardly begin further left on a line of its own.
  if (!isTooLong || name.length < SHORT_KEY) return `${name}: ${text}`;
  return `${name}:\n${' '.repeat(indent + INDENTATION)}${text}`;
}

function block(open: string, close: string, indent: number, lines: readonly string[]): string {
  const inner = lines.map((line) => `${' '.repeat(indent)}${line},\n`).join('');
  return `${open}\n${inner}${' '.repeat(indent - INDENTATION)}${close}`;
}

/** The value on one line; undefined if it must have more. */
function flatText(value: unknown): string | undefined {
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) {
    if (value.length > 1 && value.every(hasSeveral)) return undefined;
    const elements = value.map(flatText);
    return elements.includes(undefined) ? undefined : `[${elements.join(', ')}]`;
  }
  if (isObject(value)) {
    if (levelsOf(value) > FLAT_LEVELS) return undefined;
    const entries = entriesOf(value).map(([key, inner]) => ({ key, text: flatText(inner) }));
    if (entries.length === 0) return '{}';
    if (entries.some(({ text }) => text === undefined)) return undefined;
    return `{ ${entries.map(({ key, text }) => `${keyText(key)}: ${text}`).join(', ')} }`;
  }
  return scalarText(value);
}

/** The formatter never writes several of these on one line. */
function hasSeveral(element: unknown, _index: number, list: readonly unknown[]): boolean {
  if (Array.isArray(element)) return element.length > 1 && list.every(Array.isArray);
  return isObject(element) && entriesOf(element).length > 1 && list.every(isObject);
}

function levelsOf(value: unknown): number {
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  const levels = inner.filter((one) => isObject(one) || Array.isArray(one)).map(levelsOf);
  // A list of texts is no level.
  return isObject(value) || levels.length > 0 ? 1 + Math.max(0, ...levels) : 0;
}

function scalarText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return numberText(value);
    case 'boolean':
      return String(value);
    default:
      if (value === null) return 'null';
      throw new TypeError(`${typeof value} is no literal`);
  }
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  const [single, double] = [text.split("'").length, text.split('"').length];
  if (single > double) return `"${escaped}"`;
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** With separators from five digits on, such as 10_080. */
function numberText(value: number): string {
  const text = String(value);
  return /^-?\d{5,}$/.test(text) ? text.replaceAll(/\B(?=(?:\d{3})+$)/g, '_') : text;
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

function entriesOf(object: object): [string, unknown][] {
  return Object.entries(object).filter(([, value]) => value !== undefined);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Code);
}
