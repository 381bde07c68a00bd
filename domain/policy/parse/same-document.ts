import { isObject } from '../../json-object';
import { CHILD_CONTROL } from '../lint/structure-rules';

/**
 * Whether AWS reads two documents as the same: it compares keys and operators without case, and reads a number as text.
 * An object without contents says nothing, except that it is there: child policies may then change it although a policy
 * prevents new entries.
 */
export function sameDocument(one: unknown, other: unknown): boolean {
  const restricts = JSON.stringify(other).toLowerCase().includes(`"${CHILD_CONTROL}"`);
  const text = (document: unknown): string => JSON.stringify(canonical(document, '', restricts));
  return text(one) === text(other);
}

function canonical(value: unknown, key: string, keepEmpty: boolean): unknown {
  if (Array.isArray(value)) {
    return key === CHILD_CONTROL ? operators(value) : value.map((one) => canonical(one, '', keepEmpty));
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    const lower = name.toLowerCase();
    return [lower, canonical(inner, lower, keepEmpty)] as const;
  });
  return Object.fromEntries(
    entries
      .filter(([, inner]) => keepEmpty || !isObject(inner) || Object.keys(inner).length > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function operators(values: readonly unknown[]): unknown[] {
  return [...new Set(values.map((value) => String(value).toLowerCase()))].toSorted();
}
