import { parseTree, type Node } from 'jsonc-parser';

import { readJson } from '../json-text';

/** One member of an object. Its key and its value are the original JSON text. */
interface SerializedMember {
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

/** An object in metadata, such as a network interface. Unchanged members stay byte for byte the same. */
export type SerializedObject = readonly SerializedMember[];

/** Objects, or why a text contains none. */
export type ParsedObjects = { readonly objects: readonly SerializedObject[] } | { readonly problem: string };

/** Reads a list of objects from JSON, such as the value of `NetworkInterfaces`. */
export function parseObjects(text: string): ParsedObjects {
  const read = readJson(text);
  if ('problem' in read) return { problem: `not JSON: ${read.problem.message}` };
  const list = parseTree(text);
  if (list?.type !== 'array') return { problem: 'not a list' };
  const nodes = list.children ?? [];
  if (nodes.some(({ type }) => type !== 'object')) return { problem: 'not a list of objects' };
  const objects = nodes.map((node) => membersOf(node, text));
  const repeated = objects.map(repeatedName).find((name) => name !== undefined);
  return repeated === undefined ? { objects } : { problem: `ambiguous: ${repeated} appears twice in one object` };
}

/** The objects as JSON text. An unchanged list is the text that was parsed, except for white space. */
export function serializeObjects(objects: readonly SerializedObject[]): string {
  const texts = objects.map((one) => `{${one.map(({ key, value }) => `${key}:${value}`).join(',')}}`);
  return `[${texts.join(',')}]`;
}

/** The value of a key; undefined when the object does not have the key. */
export function settingOf(object: SerializedObject, name: string): unknown {
  const member = object.find((one) => one.name === name);
  return member === undefined ? undefined : JSON.parse(member.value);
}

/**
 * The object with changed settings, which keep their positions. New settings come last.
 * @param changes by key; undefined removes the key
 */
export function withSettings(object: SerializedObject, changes: Readonly<Record<string, unknown>>): SerializedObject {
  const kept = object.flatMap((member) => {
    if (!Object.hasOwn(changes, member.name)) return [member];
    const change = changes[member.name];
    return change === undefined ? [] : [{ ...member, value: JSON.stringify(change) }];
  });
  const added = Object.entries(changes)
    .filter(([name, value]) => value !== undefined && object.every((member) => member.name !== name))
    .map(([name, value]) => ({ name, key: JSON.stringify(name), value: JSON.stringify(value) }));
  return [...kept, ...added];
}

function membersOf(node: Node, text: string): SerializedMember[] {
  const source = ({ offset, length }: Node) => text.slice(offset, offset + length);
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [{ name: String(key.value), key: source(key), value: source(value) }] : [],
  );
}

function repeatedName(object: SerializedObject): string | undefined {
  return object.find(({ name }, position) => object.findIndex((one) => one.name === name) !== position)?.name;
}
