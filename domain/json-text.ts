import { type JSONVisitor, type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';

import { lineAndColumn, type Position } from './json-position';

/** A JSON value as it was written: keys in their order, repeated ones included, numbers digit by digit. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'list'; readonly elements: readonly JsonNode[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly written: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };

/** A key of an object, and its value. */
export interface JsonMember {
  readonly name: string;
  readonly node: JsonNode;
  /** Where the key is in the text; undefined when the document was not read from text. */
  readonly offset?: number;
}

/** Why a text is not JSON. */
export interface JsonProblem {
  readonly position: Position;
  /** What is wrong there: no capital, no full stop. */
  readonly message: string;
  /** Whether the text is only nested too deeply. */
  readonly tooDeep?: true;
}

/** A text read as JSON, or why it cannot be read. */
export type ReadJson = { readonly node: JsonNode } | { readonly problem: JsonProblem };

/** No AWS document is nested this deeply. A deeper one could exhaust the stack. */
const MAXIMUM_DEPTH = 100;

/**
 * Reads JSON text and keeps what `JSON.parse` loses: offsets, repeated keys, how numbers are written. Never throws.
 * @param maximumDepth how many levels of objects and lists are allowed
 */
export function readJson(text: string, maximumDepth = MAXIMUM_DEPTH): ReadJson {
  const scan = new Scan(text, maximumDepth);
  try {
    visit(text, scan, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error instanceof ScanError) {
      return {
        problem: { position: lineAndColumn(text, error.offset), message: error.message, tooDeep: error.tooDeep },
      };
    }
    throw error;
  }
  const strict = strictProblem(text);
  if (strict !== undefined || scan.root === undefined) {
    return { problem: { position: lineAndColumn(text, 0), message: strict ?? 'the text is empty' } };
  }
  return { node: scan.root };
}

class ScanError extends Error {
  constructor(
    readonly offset: number,
    message: string,
    readonly tooDeep?: true,
  ) {
    super(message);
  }
}

/** Builds the value while jsonc-parser visits the text, and stops at the first problem. */
class Scan implements JSONVisitor {
  root: JsonNode | undefined;
  /** How to add a value to each object and list that is not closed yet. */
  readonly #open: ((node: JsonNode) => void)[] = [];
  #key = { name: '', offset: 0 };

  constructor(
    readonly text: string,
    readonly maximumDepth: number,
  ) {}

  readonly onError = (error: ParseErrorCode, offset: number): void => {
    throw new ScanError(offset, REASONS[printParseErrorCode(error)] ?? 'not understood');
  };

  readonly onObjectBegin = (offset: number): void => {
    const members: JsonMember[] = [];
    this.#begin({ kind: 'object', members }, offset, (node) => members.push({ ...this.#key, node }));
  };

  readonly onObjectProperty = (name: string, offset: number): void => {
    this.#key = { name, offset };
  };

  readonly onArrayBegin = (offset: number): void => {
    const elements: JsonNode[] = [];
    this.#begin({ kind: 'list', elements }, offset, (node) => elements.push(node));
  };

  readonly onObjectEnd = (): void => void this.#open.pop();
  readonly onArrayEnd = (): void => void this.#open.pop();

  readonly onLiteralValue = (value: unknown, offset: number, length: number): void => {
    if (typeof value === 'number') this.#add({ kind: 'number', written: this.text.slice(offset, offset + length) });
    else this.#add(jsonNode(value));
  };

  #begin(node: JsonNode, offset: number, add: (inner: JsonNode) => void): void {
    if (this.#open.length === this.maximumDepth) {
      throw new ScanError(offset, `nested more than ${this.maximumDepth} levels deep`, true);
    }
    this.#add(node);
    this.#open.push(add);
  }

  #add(node: JsonNode): void {
    const add = this.#open.at(-1);
    if (add) add(node);
    else this.root = node;
  }
}

/** A value that was parsed already. What JSON does not have counts as null. */
export function jsonNode(value: unknown, depth = 0): JsonNode {
  if (depth > MAXIMUM_DEPTH) return { kind: 'null' };
  if (typeof value === 'string') return { kind: 'text', value };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', written: String(value) };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (Array.isArray(value)) return { kind: 'list', elements: value.map((element) => jsonNode(element, depth + 1)) };
  if (typeof value !== 'object' || value === null) return { kind: 'null' };
  return {
    kind: 'object',
    members: Object.entries(value).map(([name, inner]) => ({ name, node: jsonNode(inner, depth + 1) })),
  };
}

const KINDS = {
  object: 'an object',
  list: 'a list',
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
} as const satisfies Readonly<Record<JsonNode['kind'], string>>;

/** The kind of a value, with its article. */
export function kindOf({ kind }: JsonNode): string {
  return KINDS[kind];
}

/** What `JSON.parse` rejects and jsonc-parser accepts. */
function strictProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'expected text in quotes, a number, true, false or null',
  InvalidNumberFormat: 'a number that is not written as in JSON',
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is more text after the end of the document',
  InvalidCommentToken: 'a comment, which JSON does not allow',
  UnexpectedEndOfComment: 'a comment, which JSON does not allow',
  UnexpectedEndOfString: 'text without a closing quote',
  UnexpectedEndOfNumber: 'an incomplete number',
  InvalidUnicode: 'a \\u without four hexadecimal digits',
  InvalidEscapeCharacter: 'a backslash before a character that cannot be escaped',
  InvalidCharacter: 'a control character inside text',
};
