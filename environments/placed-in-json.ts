import type { Finding } from '../domain/finding';
import { describePosition, positionsIn } from '../domain/json-position';
import { type JsonNode, readJson } from '../domain/json-text';
import { entryNames } from './texts';

/**
 * The same findings with their positions in the JSON text that has their paths.
 * @param text valid JSON; without positions otherwise
 */
export function placedInJson(findings: readonly Finding[], text: string): Finding[] {
  // Every configuration is read here, and few have a finding.
  if (findings.length === 0) return [];
  const read = readJson(text);
  const positionAt = positionsIn(text);
  return findings.map((finding) => {
    const { path, found } = finding;
    const offset = 'node' in read ? offsetOf(read.node, path, found) : undefined;
    const position = offset === undefined ? [] : [describePosition(positionAt(offset))];
    return { ...finding, path: [...position, ...(path === '' ? [] : [path])].join(': ') };
  });
}

/** Where the value at a path is, or the last one below it that is the found one. */
function offsetOf(node: JsonNode, path: string, found: Finding['found']): number | undefined {
  const below = found === undefined ? undefined : lastOffsetOf(node, found);
  if (path === '') return below;
  if (node.kind === 'object') {
    const member = node.members.find(({ name }) => isBelow(path, name));
    return member && (offsetOf(member.node, path.slice(member.name.length + 1), found) ?? member.offset);
  }
  if (node.kind !== 'list') return undefined;
  const values = node.elements.map(namedValue);
  const nameOf = entryNames(values);
  const named = node.elements
    .map((element, index) => ({ element, name: nameOf(values[index]) ?? String(index) }))
    .filter(({ name }) => isBelow(path, name));
  // Accounts can have the same name.
  const entry = named.find(({ element }) => lastOffsetOf(element, found) !== undefined) ?? named[0];
  if (!entry) return below;
  return offsetOf(entry.element, path.slice(entry.name.length + 1), found) ?? firstOffset(entry.element);
}

function isBelow(path: string, name: string): boolean {
  return name !== '' && (path === name || path.startsWith(`${name}.`));
}

/** What the path of an element is named after. */
function namedValue(node: JsonNode): { readonly name?: string } {
  const name = node.kind === 'object' ? node.members.find((member) => member.name === 'name')?.node : undefined;
  return name?.kind === 'text' ? { name: name.value } : {};
}

function firstOffset(node: JsonNode): number | undefined {
  return node.kind === 'object' ? node.members[0]?.offset : undefined;
}

function lastOffsetOf(node: JsonNode, found: Finding['found']): number | undefined {
  if (node.kind === 'list') return last(node.elements.map((element) => lastOffsetOf(element, found)));
  if (node.kind !== 'object') return undefined;
  return last(
    node.members.map(({ node: value, offset }) =>
      value.kind === 'text' && value.value === found ? offset : lastOffsetOf(value, found),
    ),
  );
}

function last(offsets: readonly (number | undefined)[]): number | undefined {
  return offsets.findLast((offset) => offset !== undefined);
}
