import { isObject } from '../../domain/json-object';

/** A value of a saved plan, with what the plan says about it: the same shape, with `true` where it holds. */
export interface Marked {
  readonly value: unknown;
  readonly secret: unknown;
  readonly unknown?: unknown;
  /** What it was, or becomes: of a secret nothing but whether that differs is told. */
  readonly other: unknown;
  readonly side: 'before' | 'after';
}

/** The value with words in the place of what must not be shown, or is not known yet. */
export function masked(marked: Marked): unknown {
  const { value, secret, unknown, other, side } = marked;
  if (unknown === true) return '(known after apply)';
  if (secret === true) {
    if (value === null || value === undefined) return value;
    return JSON.stringify(value) === JSON.stringify(other) ? '(sensitive value)' : `(sensitive value, ${side})`;
  }
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const length = Math.max(...[value, unknown].map((list) => (Array.isArray(list) ? list.length : 0)));
    return Array.from({ length }, (_, index) => masked(inside(marked, index)));
  }
  const names = [value, unknown].flatMap((part) => (isObject(part) ? Object.keys(part) : []));
  if (names.length === 0) return value;
  return Object.fromEntries([...new Set(names)].map((name) => [name, masked(inside(marked, name))]));
}

function inside({ value, secret, unknown, other, side }: Marked, name: string | number): Marked {
  const at = (part: unknown): unknown => {
    if (Array.isArray(part)) return (part as unknown[])[Number(name)];
    return isObject(part) ? part[String(name)] : undefined;
  };
  // A mark on the whole holds for its parts.
  const mark = (part: unknown): unknown => (part === true ? true : at(part));
  return { value: at(value), secret: mark(secret), unknown: mark(unknown), other: at(other), side };
}
