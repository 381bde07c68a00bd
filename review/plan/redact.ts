import { isObject } from '../../domain/json-object';

/** A value of a saved plan with its marks: the same shape, with `true` for marked values. */
export interface Marked {
  readonly value: unknown;
  readonly secret: unknown;
  readonly unknown?: unknown;
  /** The value before or after: for a secret, only whether it changes is shown. */
  readonly other: unknown;
  readonly side: 'before' | 'after';
}

/** The value with placeholders for secrets and unknown values. */
export function redacted(marked: Marked): unknown {
  const { value, secret, unknown, other, side } = marked;
  if (unknown === true) return '(known after apply)';
  if (secret === true) {
    if (value === null || value === undefined) return value;
    return JSON.stringify(value) === JSON.stringify(other) ? '(sensitive value)' : `(sensitive value, ${side})`;
  }
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const length = Math.max(...[value, unknown].map((list) => (Array.isArray(list) ? list.length : 0)));
    return Array.from({ length }, (_, index) => redacted(inside(marked, index)));
  }
  const names = [value, unknown].flatMap((part) => (isObject(part) ? Object.keys(part) : []));
  if (names.length === 0) return value;
  return Object.fromEntries([...new Set(names)].map((name) => [name, redacted(inside(marked, name))]));
}

function inside({ value, secret, unknown, other, side }: Marked, name: string | number): Marked {
  const at = (part: unknown): unknown => {
    if (Array.isArray(part)) return (part as unknown[])[Number(name)];
    return isObject(part) ? part[String(name)] : undefined;
  };
  // A mark on a value applies to its parts.
  const mark = (part: unknown): unknown => (part === true ? true : at(part));
  return { value: at(value), secret: mark(secret), unknown: mark(unknown), other: at(other), side };
}
