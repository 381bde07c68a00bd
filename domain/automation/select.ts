import type { JsonObject } from '../json-object';

const OPERATOR = /\.\.(?<deep>\w+)|\.(?<child>\w+)|\[(?<index>\d+)\]/gy;

/**
 * The value at a JSONPath of the three operators that Automation documents; undefined if there is none. A deep
 * scan always returns a list.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
 */
export function select(selector: string, answer: unknown): unknown {
  const operators = [...selector.slice(1).matchAll(OPERATOR)];
  if (!selector.startsWith('$') || operators.map(([text]) => text).join('') !== selector.slice(1)) {
    throw new Error(`${selector} uses more of JSONPath than Automation documents`);
  }
  return operators.reduce<unknown>((value, { groups = {} }) => {
    if (groups['deep'] !== undefined) return scan(value, groups['deep']);
    const key = groups['child'] ?? groups['index'] ?? '';
    return typeof value === 'object' && value !== null ? (value as JsonObject)[key] : undefined;
  }, answer);
}

function scan(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as JsonObject).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...scan(inner, key),
  ]);
}
