import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

import { lineAndColumn, positionsIn, type Position } from './position';

/** A JSON value as it was written: keys in their order and as often as they stand there, numbers digit by digit. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'list'; readonly elements: readonly JsonNode[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly written: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };

/** A key of an object, and what stands under it. */
export interface JsonMember {
  readonly name: string;
  readonly node: JsonNode;
  /** Where the key stands; undefined when the document was not read from text. */
  readonly position?: Position;
}

/** Why a text is not JSON. */
export interface JsonProblem {
  readonly position: Position;
  /** What is wrong there: no capital, no full stop. */
  readonly message: string;
}

/** A text read as JSON, or why it cannot be. */
export type ReadJson = { readonly node: JsonNode } | { readonly problem: JsonProblem };

/** No document of AWS is nested nearly as deeply; a deeper one could exhaust the stack. */
const DEEPEST = 100;

/**
 * Reads JSON text and keeps what `JSON.parse` loses: positions, keys that are there twice, how numbers are written.
 * Never throws.
 */
export function readJson(text: string): ReadJson {
  if (deeperThan(text, DEEPEST)) {
    return { problem: { position: lineAndColumn(text, 0), message: `nested more than ${DEEPEST} levels deep` } };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first) return { problem: { position: lineAndColumn(text, first.offset), message: reason(first.error) } };
  const strict = strictProblem(text);
  if (strict !== undefined || root === undefined) {
    return { problem: { position: lineAndColumn(text, 0), message: strict ?? 'nothing is written' } };
  }
  return { node: fromTree(root, { text, positionAt: positionsIn(text) }) };
}

/** A value that was parsed already, by whatever means. What JSON does not have counts as null. */
export function jsonNode(value: unknown, depth = 0): JsonNode {
  if (depth > DEEPEST) return { kind: 'null' };
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

/** Counts brackets outside of strings: jsonc-parser and `JSON.parse` both call themselves once a level. */
function deeperThan(text: string, deepest: number): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth > deepest) return true;
  }
  return false;
}

/** What `JSON.parse` refuses and jsonc-parser takes. */
function strictProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The text that a tree was read from. */
interface Source {
  readonly text: string;
  readonly positionAt: (offset: number) => Position;
}

function fromTree(node: Node, source: Source): JsonNode {
  switch (node.type) {
    case 'object':
      return { kind: 'object', members: (node.children ?? []).flatMap((property) => member(property, source)) };
    case 'array':
      return { kind: 'list', elements: (node.children ?? []).map((element) => fromTree(element, source)) };
    case 'string':
      return { kind: 'text', value: String(node.value) };
    case 'number':
      return { kind: 'number', written: source.text.slice(node.offset, node.offset + node.length) };
    case 'boolean':
      return { kind: 'boolean', value: node.value === true };
    default:
      return { kind: 'null' };
  }
}

function member({ children: [key, value] = [] }: Node, source: Source): JsonMember[] {
  if (key === undefined || value === undefined) return [];
  return [{ name: String(key.value), node: fromTree(value, source), position: source.positionAt(key.offset) }];
}

const REASONS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'something that is neither text in quotes, a number, true, false nor null',
  InvalidNumberFormat: 'a number that is not written as JSON writes numbers',
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is more text after the end of the document',
  InvalidCommentToken: 'a comment, which JSON does not have',
  UnexpectedEndOfComment: 'a comment, which JSON does not have',
  UnexpectedEndOfString: 'a text without its closing quote',
  UnexpectedEndOfNumber: 'a number that ends too early',
  InvalidUnicode: 'a \\u without its four hexadecimal digits',
  InvalidEscapeCharacter: 'a backslash before a character that needs none',
  InvalidCharacter: 'a control character inside a text',
};

function reason(code: ParseError['error']): string {
  return REASONS[printParseErrorCode(code)] ?? 'not understood';
}
