import { isObject, type JsonObject } from '../../domain/json-object';
import { stableJson } from '../../domain/stable-json';
import { complete } from '../defaults';
import type { CommonInput, EnvironmentInput } from '../schema';
import { environmentFields } from '../schema/environment';

/** Keys of a value; `*` for each element of a list. */
type Path = readonly string[];

/** Objects whose keys are the user's own: they have no defaults. */
const RECORDS = new Set([
  'tags',
  'recoveryPointTags',
  'conditions',
  'optIn',
  'management',
  'topicArns',
  'filter',
  'key',
  'inputs',
]);

/**
 * The environment without the settings that it has anyway, because they are in `common.ts` or defaults. A setting is left out
 * where the completed environment is the same without it.
 */
export function withoutDefaults(environment: EnvironmentInput, common: CommonInput): EnvironmentInput {
  const whole = completed(environment, common);
  let written: unknown = environment;
  const queue = childrenOf(written, []);
  for (let path = queue.shift(); path; path = queue.shift()) {
    written = withoutDefault(written, path, (candidate) => completed(candidate, common));
    const key = path.at(-1) ?? '';
    if (!RECORDS.has(key)) queue.push(...childrenOf(written, path));
  }
  const left = written as EnvironmentInput;
  // Settings of different elements depend on each other only in theory.
  return stableJson(completed(left, common)) === stableJson(whole) ? left : environment;
}

function completed(written: unknown, common: CommonInput): unknown {
  const { success, data } = environmentFields.safeParse({ ...common, ...(written as EnvironmentInput) });
  return success ? complete(data) : undefined;
}

/** Leaves a setting out of each element that is the same without it: all of them at once, since there can be hundreds. */
function withoutDefault(written: unknown, path: Path, completedOf: (candidate: unknown) => unknown): unknown {
  const whole = completedOf(written);
  const without = completedOf(removed(written, path, () => true));
  if (without === undefined) return written;
  const elements = path.slice(0, path.lastIndexOf('*') + 1);
  return removed(written, path, (indexes) => {
    const at = (value: unknown): string => stableJson(valueAt(value, elements, indexes));
    return at(without) === at(whole);
  });
}

/** @param isRemoved of the indexes of the lists on the path */
function removed(
  value: unknown,
  [key = '', ...rest]: Path,
  isRemoved: (indexes: readonly number[]) => boolean,
  indexes: readonly number[] = [],
): unknown {
  if (key === '*') {
    return listOf(value).map((element, index) => removed(element, rest, isRemoved, [...indexes, index]));
  }
  if (!isObject(value) || !(key in value)) return value;
  const { [key]: inner, ...others } = value;
  if (rest.length === 0) return isRemoved(indexes) ? others : value;
  // In its place: the order of keys is that of the file.
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === key ? removed(inner, rest, isRemoved, indexes) : one]),
  );
}

function valueAt(value: unknown, [key, ...rest]: Path, [index = 0, ...others]: readonly number[]): unknown {
  if (key === undefined) return value;
  if (key === '*') return valueAt(listOf(value)[index], rest, others);
  return isObject(value) ? valueAt(value[key], rest, [index, ...others]) : undefined;
}

/** The settings of a value at a path, in all elements of its lists. */
function childrenOf(root: unknown, path: Path): Path[] {
  const values = allAt(root, path);
  const lists = values.filter((value): value is unknown[] => Array.isArray(value));
  const keys = new Set(values.filter(isObject).flatMap((value: JsonObject) => Object.keys(value)));
  return [
    ...[...keys].map((key) => [...path, key]),
    ...(lists.some((list) => list.some(isObject)) ? childrenOf(root, [...path, '*']) : []),
  ];
}

function allAt(value: unknown, [key, ...rest]: Path): unknown[] {
  if (key === undefined) return [value];
  if (key === '*') return listOf(value).flatMap((element) => allAt(element, rest));
  return isObject(value) && key in value ? allAt(value[key], rest) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
