import type { Input } from '../operation';

/**
 * The input of a request in the query protocol, with its lists and structures: `A.member.1.B=c` is `{A: [{B: 'c'}]}`.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function nestedInput(flat: Input): Input {
  const nested: Record<string, any> = {};
  for (const [key, value] of Object.entries(flat)) {
    const path = key.split('.');
    const last = path.pop() ?? '';
    let at = nested;
    for (const name of path) at = at[name] ??= {};
    at[last] = value;
  }
  return withLists(nested) as Input;
}

function withLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { member } = value as { readonly member?: Record<string, unknown> };
  if (typeof member === 'object') {
    const positions = Object.keys(member).toSorted((a, b) => Number(a) - Number(b));
    return positions.map((position) => withLists(member[position]));
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withLists(inner)]));
}
