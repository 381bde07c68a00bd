import type { Finding } from '../domain/finding';
import { describePosition, positionsIn } from '../domain/json-position';
import { type JsonNode, readJson } from '../domain/json-text';
import { entryNames } from './texts';

/** The name of the file that `backupctl organization pull` writes, beside `organization.ts`. */
export const TREE_FILE = 'organization-tree.json';

/** The file that `organization.ts` imports as its root. */
export interface TreeFile {
  /** Its path for messages. */
  readonly file: string;
  readonly text: string;
}

/**
 * The file of an organization's tree; undefined if its root is not exactly that.
 * @param input the default export of `organization.ts`
 * @param textOf returns the text of the file, undefined if there is none
 */
export function treeFile(input: unknown, directory: string, textOf: () => string | undefined): TreeFile | undefined {
  const text = textOf();
  if (text === undefined) return undefined;
  const root = (input as { readonly root?: unknown } | null)?.root;
  try {
    // What is imported has the order of the keys in the file.
    if (JSON.stringify(JSON.parse(text)) !== JSON.stringify(root)) return undefined;
  } catch {
    return undefined;
  }
  return { file: `${directory}/${TREE_FILE}`, text };
}

/** Whether a finding of `organization.ts` is about its root. */
export function isInTree({ path }: Finding): boolean {
  return path === 'root' || path.startsWith('root.');
}

/** The same findings with their positions in the file of the tree. */
export function placedInTree(findings: readonly Finding[], { text }: TreeFile): Finding[] {
  const read = readJson(text);
  const positionAt = positionsIn(text);
  return findings.map((finding) => {
    const path = finding.path.replace(/^root\.?/, '');
    const offset = 'node' in read ? offsetOf(read.node, path, finding.found) : undefined;
    const position = offset === undefined ? [] : [describePosition(positionAt(offset))];
    return { ...finding, path: [...position, ...(path === '' ? [] : [path])].join(': ') || 'the tree' };
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
