import type { Runbook } from '../../automation/runbook';
import { isObject } from '../../json-object';
import { isKeyed, isSet, namesIn, type Value, valueAt } from './value';

/** The content of an automation document as it was written; undefined if it is not an automation. */
export function runbookOf(content: Value | undefined): Runbook | undefined {
  const steps = valueAt(content, ['mainSteps']);
  const order = valueAt(content, ['mainSteps (order)']);
  if (content === undefined || !isKeyed(steps) || typeof order !== 'string') return undefined;
  const mainSteps = order.split(' > ').map((name) => written(steps.get(name) ?? null));
  return { ...(written(content) as object), mainSteps: mainSteps.filter(isObject) } as unknown as Runbook;
}

/** Lists are lists again. */
function written(value: Value): unknown {
  if (isKeyed(value)) return [...value.values()].map(written);
  if (isSet(value) || typeof value !== 'object' || value === null) return value;
  const names = namesIn(value);
  const entries = names.map((name): [string, unknown] => [name, written(valueAt(value, [name]) ?? null)]);
  const isList = names.length > 0 && names.every((_, index) => valueAt(value, [String(index)]) !== undefined);
  return isList
    ? names.map((_, index) => written(valueAt(value, [String(index)]) ?? null))
    : Object.fromEntries(entries);
}
