import { resolvedTemplate } from '../../domain/baseline/resolved-template';
import { isTooDeep } from '../../domain/json-depth';
import { isObject, type JsonObject, jsonText } from '../../domain/json-object';
import { naturalKey, ORDERED_LISTS } from './natural-keys';
import { statementsOfPolicy } from '../../domain/iam/canonical-statement';
import {
  byName,
  type Block,
  keyedBlocks,
  type Scalar,
  sortedSet,
  type Value,
} from '../../domain/terraform/changes/value';

/** How the JSON of one resource is read. */
export interface Reading {
  /** Resolves a reference to a policy document. */
  readonly document: (reference: string) => Value | undefined;
  /** Whether the order of a list of scalars matters if its name does not tell. */
  readonly ordered: boolean;
}

/** Arguments with these names contain JSON whose lists are alternatives without an order. */
const ALTERNATIVES: ReadonlySet<string> = new Set(['filter_policy', 'event_pattern']);

/** Arguments with this name contain a document whose lists are ordered. */
const ORDERED_DOCUMENT = 'content';

/**
 * Arguments without differences that have no meaning: comments, nulls, empty lists, the order of sets, the formatting of
 * JSON inside of JSON. A list of one unnamed block is that block: Terraform accepts both.
 */
export function canonicalBlock(json: Readonly<Record<string, unknown>>, reading: Reading): Block {
  const filled = Object.entries(json)
    .filter(([name, value]) => name !== '//' && !isNothing(value))
    .map(([name, value]): [string, Value] => [name, canonical(value, name, reading)]);
  return Object.fromEntries(filled.toSorted(byName));
}

function canonical(value: unknown, name: string, reading: Reading): Value {
  if (typeof value === 'string') return typed(opened(value, name, reading));
  if (Array.isArray(value)) return canonicalList(value, name, reading);
  if (isObject(value)) return canonicalBlock(value, reading);
  return value as Scalar;
}

/** Terraform converts text to the type of an argument. A number with a leading zero, such as an account, remains text. */
function typed(value: Value): Value {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'string' && /^-?(0|[1-9]\d{0,9})$/.test(value) ? Number(value) : value;
}

function canonicalList(list: readonly unknown[], name: string, reading: Reading): Value {
  const present = list.filter((element) => element !== null);
  if (!present.some((element) => typeof element === 'object')) {
    const scalars = (present as Scalar[]).map((scalar) => typed(scalar) as Scalar);
    return reading.ordered || ORDERED_LISTS.has(name) ? byPosition(scalars) : sortedSet(scalars);
  }
  const blocks = present.filter(isObject);
  const keys = blocks.map((block) => naturalKey(name, block));
  if (blocks.length === present.length && keys.every((key) => key !== undefined)) {
    return keyedBlocks(blocks.map((block, index) => [keys[index] ?? '', canonicalBlock(block, reading)]));
  }
  const [only] = blocks;
  if (only && present.length === 1 && blocks.length === 1) return canonicalBlock(only, reading);
  return byPosition(present.map((element) => canonical(element, name, reading)));
}

function byPosition(list: readonly Value[]): Value {
  return Object.fromEntries(list.map((element, index) => [String(index), element]));
}

/** The content of a text: a policy document, or the JSON that it contains. */
function opened(text: string, name: string, reading: Reading): Value {
  const document = reading.document(text);
  if (document !== undefined) return document;
  const json = parsed(text);
  if (json === undefined) return text;
  const statements = isObject(json) ? statementsOfPolicy(json) : undefined;
  if (statements) return statements;
  if (ALTERNATIVES.has(name)) return alternatives(json);
  if (isObject(json) && isObject(json['plans'])) return organizationPolicy(json);
  if (name === 'template_body' && isObject(json)) return cloudFormationTemplate(json);
  return embedded(json, name, name === ORDERED_DOCUMENT || reading.ordered);
}

/** Objects of a backup policy whose keys are custom names. */
const NAMED: ReadonlySet<string> = new Set(['plans', 'rules', 'copy_actions', 'tags', 'resources', 'conditions']);

/** A backup policy of the organization: its lists have no order, and its values become text. */
export function organizationPolicy(json: unknown, name = ''): Value {
  if (Array.isArray(json)) return sortedSet(json.map((value) => jsonText(value)));
  if (!isObject(json)) return json === null ? null : jsonText(json);
  const entries = Object.entries(json).map(([key, inner]): [string, Value] => [key, organizationPolicy(inner, key)]);
  const sorted = entries.toSorted(byName);
  return NAMED.has(name) ? new Map(sorted) : Object.fromEntries(sorted);
}

/** A CloudFormation template: resources by their logical IDs, policies by statement. Terraform writes `$${` for `${`. */
function cloudFormationTemplate(json: JsonObject): Value {
  const { Resources: resources, ...rest } = JSON.parse(JSON.stringify(json).replaceAll('$${', '${')) as JsonObject;
  const all = resolvedTemplate(resources);
  const named = Object.entries(isObject(all) ? all : {}).map(([id, resource]): [string, Value] => [
    id,
    isObject(resource) ? cloudFormationResource(resource) : jsonText(resource),
  ]);
  const others = Object.entries(rest).map(([key, inner]): [string, Value] => [key, embedded(inner, key, false)]);
  return Object.fromEntries([...others, ['Resources', new Map(named.toSorted(byName))] as const].toSorted(byName));
}

function cloudFormationResource({ Properties: properties, ...rest }: JsonObject): Value {
  const read = (value: unknown, name: string): Value =>
    (isObject(value) ? statementsOfPolicy(value) : undefined) ??
    (name === 'EventPattern' ? alternatives(value) : embedded(value, name, false));
  const known = Object.entries(isObject(properties) ? properties : {}).map(([key, inner]) => [key, read(inner, key)]);
  const others = Object.entries(rest).map(([key, inner]) => [key, embedded(inner, key, false)]);
  return Object.fromEntries([...others, ['Properties', Object.fromEntries(known)]]) as Block;
}

/** JSON inside of JSON, where null and an empty list have a meaning. */
function embedded(json: unknown, name: string, ordered: boolean): Value {
  if (isObject(json)) {
    const entries = Object.entries(json).flatMap(([key, inner]): [string, Value][] => {
      const value: [string, Value] = [key, embedded(inner, key, ordered)];
      // Steps by name; their order is a separate value.
      return value[1] instanceof Map ? [value, [`${key} (order)`, [...namesOf(inner)].join(' > ')]] : [value];
    });
    return Object.fromEntries(entries.toSorted(byName));
  }
  if (!Array.isArray(json)) return json as Scalar;
  if (!json.some((element) => typeof element === 'object' && element !== null)) {
    return ordered ? byPosition(json as Scalar[]) : sortedSet(json as Scalar[]);
  }
  const blocks = json.filter(isObject);
  const keys = blocks.map((block) => naturalKey(name, block));
  if (blocks.length === json.length && keys.every((key) => key !== undefined)) {
    return keyedBlocks(blocks.map((block, index) => [keys[index] ?? '', embedded(block, '', ordered) as Block]));
  }
  return byPosition(json.map((element) => embedded(element, name, ordered)));
}

function namesOf(list: unknown): string[] {
  return (Array.isArray(list) ? list : []).map((element: unknown) =>
    isObject(element) ? jsonText(element['name']) : '',
  );
}

/** A filter or pattern: every list contains alternatives, each as text. */
function alternatives(json: unknown): Value {
  if (Array.isArray(json)) {
    return sortedSet(json.map((choice) => (typeof choice === 'object' ? stableText(choice) : (choice as Scalar))));
  }
  if (!isObject(json)) return json as Scalar;
  const entries = Object.entries(json).map(([key, inner]): [string, Value] => [key, alternatives(inner)]);
  return Object.fromEntries(entries.toSorted(byName));
}

function stableText(json: unknown): string {
  return JSON.stringify(json, (_, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(byName)) : value,
  );
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    if (isTooDeep(text)) return undefined;
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' ? json : undefined;
  } catch {
    return undefined;
  }
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
