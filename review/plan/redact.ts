import { isObject, type JsonObject } from '../../domain/json-object';

/**
 * Both sides of a planned change, with placeholders for secrets and unknown values. What is a secret on one side is a
 * secret on both: Terraform changes the mark together with the value.
 */
export function redactedSides(change: JsonObject): [before: unknown, after: unknown] {
  const { before, after, before_sensitive: was, after_sensitive: is, after_unknown: unknown } = change;
  const secret = eitherMark(opened(was, before, after), opened(is, before, after));
  return [
    redacted({ value: before, secret, other: after, side: 'before' }),
    redacted({ value: after, secret, unknown: opened(unknown, before, after), other: before, side: 'after' }),
  ];
}

/** A mark on a whole resource applies to each argument: the review reports them separately. */
function opened(mark: unknown, before: unknown, after: unknown): unknown {
  if (mark !== true) return mark;
  const names = [before, after].flatMap((value) => (isObject(value) ? Object.keys(value) : []));
  return Object.fromEntries(names.map((name) => [name, true]));
}

function eitherMark(one: unknown, other: unknown): unknown {
  if (one === true || other === true) return true;
  const [marks, more] = [one, other].map((mark) => (typeof mark === 'object' && mark !== null ? mark : {})) as [
    JsonObject,
    JsonObject,
  ];
  const names = [...new Set([...Object.keys(marks), ...Object.keys(more)])];
  return Object.fromEntries(names.map((name) => [name, eitherMark(marks[name], more[name])]));
}

/** A value of a saved plan with its marks: the same shape, with `true` for marked values. */
interface Marked {
  readonly value: unknown;
  readonly secret: unknown;
  readonly unknown?: unknown;
  /** The value before or after: for a secret, only whether it changes is shown. */
  readonly other: unknown;
  readonly side: 'before' | 'after';
}

/** The value with placeholders for secrets and unknown values. */
function redacted(marked: Marked): unknown {
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
    return isObject(part) && Object.hasOwn(part, name) ? part[name] : undefined;
  };
  // A mark on a value applies to its parts.
  const mark = (part: unknown): unknown => (part === true ? true : at(part));
  return { value: at(value), secret: mark(secret), unknown: mark(unknown), other: at(other), side };
}
