import {
  byName,
  isBlock,
  isKeyed,
  isSet,
  namesIn,
  type Scalar,
  sortedSet,
  type Value,
  valueAt,
} from '../../domain/terraform/changes/value';

/** Whether two different texts mean the same. */
export interface Equality {
  readonly names: (was: string, now: string) => boolean;
  readonly values: (was: string, now: string) => boolean;
}

/** The old value, written like the new one where both mean the same: only differences with a meaning remain. */
export function aligned(was: Value, now: Value, same: Equality): Value {
  if (typeof was === 'string' && typeof now === 'string') return was !== now && same.values(was, now) ? now : was;
  if (isSet(was) && isSet(now)) return alignedSet(was, now, same);
  const [isNamed, isPlain] = [isKeyed(was) && isKeyed(now), isBlock(was) && isBlock(now)];
  if (!isNamed && !isPlain) return was;
  const entries = alignedNames(namesIn(was), namesIn(now), same).map(([old, current]): [string, Value] => {
    const [before, after] = [valueAt(was, [old]) ?? null, valueAt(now, [current])];
    return [current, after === undefined ? before : aligned(before, after, same)];
  });
  const sorted = entries.toSorted(byName);
  return isNamed ? new Map(sorted) : Object.fromEntries(sorted);
}

/** The old names, each with the new name that means the same. */
function alignedNames(was: readonly string[], now: readonly string[], same: Equality): [string, string][] {
  const [old, current] = [new Set(was), new Set(now)];
  const free = now.filter((name) => !old.has(name));
  // Nothing within the quotas of AWS has so many.
  if ((was.length - current.size + free.length) * free.length > MOST_COMPARISONS)
    return was.map((name) => [name, name]);
  const taken = new Set<string>();
  return was.map((name) => {
    const other = current.has(name) ? undefined : free.find((each) => !taken.has(each) && same.names(name, each));
    if (other !== undefined) taken.add(other);
    return [name, other ?? name];
  });
}

const MOST_COMPARISONS = 1_000_000;

function alignedSet(was: readonly Scalar[], now: readonly Scalar[], same: Equality): Value {
  const names = (set: readonly Scalar[]): string[] => set.filter((scalar) => typeof scalar === 'string');
  const renamed = new Map(alignedNames(names(was), names(now), { ...same, names: same.values }));
  return sortedSet(was.map((scalar) => (typeof scalar === 'string' ? (renamed.get(scalar) ?? scalar) : scalar)));
}
