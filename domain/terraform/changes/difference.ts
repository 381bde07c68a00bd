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
  if (textOf(before) === textOf(after)) return [];
  const present = before ?? after;
  const inside =
    sameKind(before, after) || ((before === undefined || after === undefined) && namesIn(present).length > 0);
  if (!inside) return [{ path, before, after }];

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

/** The similarity of two values: the share of equal leaves, from 0 to 1. */
export function similarity(a: Value, b: Value): number {
  const left = leafTexts(a);
  const right = leafTexts(b);
  const common = [...left].filter((text) => right.has(text)).length;
  const all = new Set([...left, ...right]).size;
  return all === 0 ? 1 : common / all;
}

function leafTexts(value: Value): Set<string> {
  return new Set(
    leavesOf(value).flatMap(({ path, value: leaf }) =>
      isSet(leaf) ? leaf.map((scalar) => `${path.join('/')} ${String(scalar)}`) : [`${path.join('/')} ${textOf(leaf)}`],
    ),
  );
}
