import { isObject, jsonText, type JsonObject } from '../../domain/json-object';
import type { Block, Value } from '../../domain/terraform/changes/value';
import type { Difference } from '../../domain/terraform/changes/difference';
import { isComputed } from './computed';

/** The arguments that a resource has in the configuration; undefined if the plan does not contain its configuration. */
export type Configured = (address: string) => ReadonlySet<string> | undefined;

/**
 * Reads the configuration in a saved plan. For a new resource, the provider plans every argument that AWS would choose as
 * unknown, whether the configuration sets it or not.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
 */
export function configuredArguments({ configuration }: JsonObject): Configured {
  const root = isObject(configuration) ? configuration['root_module'] : undefined;
  const resources = isObject(root) && Array.isArray(root['resources']) ? root['resources'].filter(isObject) : [];
  const byAddress = new Map(
    resources.map(({ address, expressions }) => [
      jsonText(address),
      new Set(Object.keys(isObject(expressions) ? expressions : {})),
    ]),
  );
  return (address) => byAddress.get(address);
}

interface Planned {
  readonly type: string;
  readonly was: Block;
  readonly change: JsonObject;
  readonly configured: ReadonlySet<string> | undefined;
}

/** Without arguments that the configuration does not set, had no value, and get one from AWS. */
export function withoutDefaults(after: Block, { type, was, change, configured }: Planned): Block {
  const unknown = isObject(change['after_unknown']) ? change['after_unknown'] : {};
  if (configured === undefined) return after;
  const isDefault = (name: string): boolean =>
    unknown[name] === true &&
    !configured.has(name) &&
    (was[name] === undefined || isEmpty(was[name])) &&
    !isComputed(type, [name]);
  return Object.fromEntries(Object.entries(after).filter(([name]) => !isDefault(name)));
}

/**
 * Without empty values that become null, or a default: a provider writes them into a state where the configuration sets
 * nothing. In blocks of a set it also plans them. A key of a map is never null.
 */
export function withoutUnset(found: readonly Difference[], change: JsonObject): Difference[] {
  const { before, after, after_unknown: unknown } = change;
  const defaults = Object.entries(isObject(unknown) ? unknown : {}).filter(([, is]) => is === true);
  const [wasUnset, isUnset] = [before, after].map(namesOfNulls);
  for (const [name] of defaults) isUnset?.add(name);
  return found.filter(({ path, before: was, after: is }) => {
    const last = path.at(-1) ?? '';
    if (is === undefined) return !isEmpty(was) || isUnset?.has(last) !== true;
    return was !== undefined || !isEmpty(is) || path.length === 1 || wasUnset?.has(last) !== true;
  });
}

function namesOfNulls(value: unknown): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...namesOfNulls(one)]));
  if (!isObject(value)) return new Set();
  return new Set(
    Object.entries(value).flatMap(([name, inner]) => (inner === null ? [name] : [...namesOfNulls(inner)])),
  );
}

/** As a provider writes an argument that is not set. */
export function isEmpty(value: Value | undefined): boolean {
  if (value instanceof Map) return value.size === 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === 0 || value === '' || value === false;
}
