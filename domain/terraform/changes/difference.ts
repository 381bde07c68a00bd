import { isBlock, isKeyed, isSet, leavesOf, namesIn, textOf, type Value, valueAt } from './value';

/** One thing that is not what it was. */
export interface Difference {
  readonly path: readonly string[];
  /** Undefined: it was not there. */
  readonly before: Value | undefined;
  /** Undefined: it is no longer there. */
  readonly after: Value | undefined;
}

/**
 * What differs, as far inside as it can be told: single arguments and sets, and named blocks that came or went as a whole.
 */
export function differences(
  before: Value | undefined,
  after: Value | undefined,
  path: readonly string[] = [],
): Difference[] {
  if (textOf(before) === textOf(after)) return [];
  const there = before ?? after;
  const inside = alike(before, after) || ((before === undefined || after === undefined) && namesIn(there).length > 0);
  if (!inside) return [{ path, before, after }];

  const names = [...new Set([...namesIn(before), ...namesIn(after)])].toSorted();
  return names.flatMap((name) => {
    const [left, right] = [valueAt(before, [name]), valueAt(after, [name])];
    const whole = isKeyed(there) && (left === undefined || right === undefined);
    return whole ? [{ path: [...path, name], before: left, after: right }] : differences(left, right, [...path, name]);
  });
}

function alike(before: Value | undefined, after: Value | undefined): boolean {
  return (isBlock(before) && isBlock(after)) || (isKeyed(before) && isKeyed(after));
}

/** How much two values have in common: the share of their leaves that are equal, from 0 to 1. */
export function likeness(a: Value, b: Value): number {
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
