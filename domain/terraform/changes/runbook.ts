import type { Runbook } from '../../automation/runbook';
import { isObject } from '../../json-object';
import { isBlock, isKeyed, type Value, valueAt } from './value';

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
  if (!isBlock(value)) return value;
  const names = Object.keys(value);
  const isList = names.length > 0 && names.every((_, index) => Object.hasOwn(value, index));
  if (isList) return names.map((_, index) => written(value[index] ?? null));
  return Object.fromEntries(names.map((name): [string, unknown] => [name, written(value[name] ?? null)]));
}
