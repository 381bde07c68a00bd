import { parseTree, type Node } from 'jsonc-parser';

import { readJson } from '../json-text';

/** One member of an object: its key and its value are JSON text, and stay as they were written. */
interface SerializedMember {
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

/** An object inside metadata, such as a network interface: what is not changed stays byte for byte. */
export type SerializedObject = readonly SerializedMember[];

/** Objects, or why a text holds none. */
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
  const twice = objects.map(repeatedName).find((name) => name !== undefined);
  return twice === undefined ? { objects } : { problem: `ambiguous: ${twice} stands twice in one object` };
}

/** The same as text: a list that was not changed is the text it was read from, but for white space. */
export function serializeObjects(objects: readonly SerializedObject[]): string {
  const texts = objects.map((one) => `{${one.map(({ key, value }) => `${key}:${value}`).join(',')}}`);
  return `[${texts.join(',')}]`;
}

/** What stands under a key; undefined when nothing does. */
export function settingOf(written: SerializedObject, name: string): unknown {
  const member = written.find((one) => one.name === name);
  return member === undefined ? undefined : JSON.parse(member.value);
}

/**
 * The object with other settings, in their old places; new ones come last.
 * @param changes by key; undefined takes the key away
 */
export function withSettings(written: SerializedObject, changes: Readonly<Record<string, unknown>>): SerializedObject {
  const kept = written.flatMap((member) => {
    if (!Object.hasOwn(changes, member.name)) return [member];
    const change = changes[member.name];
    return change === undefined ? [] : [{ ...member, value: JSON.stringify(change) }];
  });
  const added = Object.entries(changes)
    .filter(([name, value]) => value !== undefined && written.every((member) => member.name !== name))
    .map(([name, value]) => ({ name, key: JSON.stringify(name), value: JSON.stringify(value) }));
  return [...kept, ...added];
}

function membersOf(node: Node, text: string): SerializedMember[] {
  const written = ({ offset, length }: Node) => text.slice(offset, offset + length);
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [{ name: String(key.value), key: written(key), value: written(value) }] : [],
  );
}

function repeatedName(written: SerializedObject): string | undefined {
  return written.find(({ name }, position) => written.findIndex((one) => one.name === name) !== position)?.name;
}
