import { isBlock, isKeyed, isSet, leavesOf, namesIn, textOf, type Value, valueAt } from './value';

/** One value that changed. */
export interface Difference {
  readonly path: readonly string[];
  /** Undefined if it did not exist. */
  readonly before: Value | undefined;
  /** Undefined if it no longer exists. */
  readonly after: Value | undefined;
}

/** The differences between two values, as deep as possible: single arguments and sets, and whole named blocks that are added or removed. */
export function differences(
  before: Value | undefined,
  after: Value | undefined,
  path: readonly string[] = [],
): Difference[] {
  if (before === after) return [];
  const present = before ?? after;
  const inside =
    sameKind(before, after) || ((before === undefined || after === undefined) && namesIn(present).length > 0);
  if (!inside) return textOf(before) === textOf(after) ? [] : [{ path, before, after }];

  const names = [...new Set([...namesIn(before), ...namesIn(after)])].toSorted();
  return names.flatMap((name) => {
    const [left, right] = [valueAt(before, [name]), valueAt(after, [name])];
    const whole = isKeyed(present) && (left === undefined || right === undefined);
    return whole ? [{ path: [...path, name], before: left, after: right }] : differences(left, right, [...path, name]);
  });
}

function sameKind(before: Value | undefined, after: Value | undefined): boolean {
  return (isBlock(before) && isBlock(after)) || (isKeyed(before) && isKeyed(after));
}

/** What two values have in common, if they are compared with {@link similarity}. */
export function leafTexts(value: Value): ReadonlySet<string> {
  return new Set(
    leavesOf(value).flatMap(({ path, value: leaf }) =>
      isSet(leaf) ? leaf.map((scalar) => `${path.join('/')} ${String(scalar)}`) : [`${path.join('/')} ${textOf(leaf)}`],
    ),
  );
}

/** The similarity of two values by their leaves: the share of equal ones, from 0 to 1. */
export function similarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let common = 0;
  for (const text of left) if (right.has(text)) common++;
  const all = left.size + right.size - common;
  return all === 0 ? 1 : common / all;
}
