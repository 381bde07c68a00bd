import { type ResolveOptions, Token, Tokenization } from 'cdktf';

/**
 * Does `work` while cdktf resolves plain values on a short path. cdktf looks for tokens in every string and key of a
 * stack, twice, and builds a context for each. About one value in a hundred contains a token.
 */
export function resolvingPlainValuesFast<T>(work: () => T): T {
  const original = Tokenization.resolve.bind(Tokenization);
  const replaced = Object.getOwnPropertyDescriptor(Tokenization, 'resolve') as PropertyDescriptor;
  const value = (part: unknown, options: ResolveOptions): unknown =>
    options.preparing === true ? original(part, options) : resolve(part, (rest) => original(rest, options));
  Object.defineProperty(Tokenization, 'resolve', { ...replaced, value });
  try {
    return work();
  } finally {
    Object.defineProperty(Tokenization, 'resolve', replaced);
  }
}

/** Resolves as `original` does, and calls it for what may contain a token. When that fails, `original` reports it. */
export function resolve(value: unknown, original: (part: unknown) => unknown): unknown {
  try {
    return copy(value, original);
  } catch {
    return original(value);
  }
}

function copy(value: unknown, original: (part: unknown) => unknown): unknown {
  if (isPlain(value)) return value;
  if (typeof value === 'string') return resolveText(value, original) ?? original(value);
  if (Array.isArray(value)) {
    // A string or a number in a list may stand for the whole list.
    if (!value.every((element) => isPlain(element) || typeof element === 'object')) return original(value);
    return value.map((element) => copy(element, original)).filter((element) => element !== undefined);
  }
  if (!isPlainObject(value)) return original(value);
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const resolved = copy(value[key], original);
    if (resolved !== undefined) result[key] = resolved;
  }
  return result;
}

const TOKEN = /(\$\{TfToken\[[\w.:-]+\]\})/;

/**
 * Resolves each token of a text by itself. cdktf searches the rest of the text at each closing brace, which takes a
 * twentieth of a synth for the JSON of an SSM document.
 *
 * @returns undefined for a single token, and for a text that cdktf may not resolve piece by piece
 */
function resolveText(text: string, original: (part: unknown) => unknown): string | undefined {
  const parts = text.split(TOKEN);
  const literals = parts.filter((_part, index) => index % 2 === 0);
  if (text === parts[1] || !literals.every((literal) => isPlain(literal) && !literal.includes('${'))) return undefined;
  const resolved = parts.map((part, index) => (index % 2 === 0 ? part : original(part)));
  return resolved.every((part) => typeof part === 'string') ? resolved.join('') : undefined;
}

/** Every token in a string has this marker, except a number, which is written with an exponent. */
const MAY_CONTAIN_TOKEN = /TfToken\[|[-|\d.+]e[-|\d.eE+]/;
const MAP_TOKENS: readonly unknown[] = [Token.STRING_MAP_TOKEN_VALUE, Token.ANY_MAP_TOKEN_VALUE];

/** A value that cdktf resolves to itself. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return !MAY_CONTAIN_TOKEN.test(value) && !MAP_TOKENS.includes(value);
  // Number tokens are negative.
  if (typeof value === 'number') return value >= 0;
  return value === undefined || value === null || typeof value === 'boolean';
}

/** Not a construct, and without a token in its keys. A token is an instance, or has a function, which only cdktf takes. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return !('_children' in value) && Object.keys(value).every(isPlain);
}
