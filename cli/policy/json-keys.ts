/** A key that `JSON.parse` overlooks. */
export interface RepeatedKey {
  /** With slashes. */
  readonly path: string;
  /** Where in the text. */
  readonly offset: number;
}

export interface TextProblems {
  /** Keys that their object has already: `JSON.parse` keeps the last. */
  readonly repeated: readonly RepeatedKey[];
  /** Where something begins that is nested so deeply that reading it could exhaust the stack. */
  readonly tooDeepAt: number | undefined;
}

/** A policy's 100 levels below the levels of a tree. */
const DEEPEST = 120;

/** Texts, keys by the colon that follows, and what opens, parts and closes. */
const TOKENS = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[[\]{},]/g;

/** Looks through a text that is JSON: in one pass, so that a large one costs no more than its length. */
export function textProblems(text: string): TextProblems {
  const repeated: RepeatedKey[] = [];
  const open: Place[] = [];
  for (const { 0: token, 1: quoted, 2: colon, index: offset } of text.matchAll(TOKENS)) {
    const innermost = open.at(-1);
    if (token === '{' || token === '[') {
      if (open.length === DEEPEST) return { repeated, tooDeepAt: offset };
      open.push(token === '{' ? { keys: new Set(), at: '' } : { at: 0 });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ',') {
      if (innermost && typeof innermost.at === 'number') innermost.at++;
    } else if (quoted !== undefined && colon !== undefined && innermost?.keys) {
      const key = String(JSON.parse(quoted));
      innermost.at = key;
      if (innermost.keys.has(key)) repeated.push({ path: pathOf(open), offset });
      innermost.keys.add(key);
    }
  }
  return { repeated, tooDeepAt: undefined };
}

/** An object or a list that is not closed yet, and which part of it is being read. */
interface Place {
  readonly keys?: Set<string>;
  at: string | number;
}

function pathOf(open: readonly Place[]): string {
  return open.map(({ at }) => at).join('/');
}
