import type { JsonMember, JsonNode } from '../json-text';

/** JSON without white space, with keys in their order. */
export function minified(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map(member).join(',')}}`;
    case 'list':
      return `[${node.elements.map(minified).join(',')}]`;
    case 'text':
      return JSON.stringify(node.value);
    case 'number':
      return node.written;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    default:
      return node satisfies never;
  }
}

/** A part of a document that a user could shorten or move: a rule, a selection, or another part of a plan. */
export interface Part {
  readonly path: string;
  /** Its length in characters, including its own key. */
  readonly characters: number;
}

/** The longest parts of a policy, the longest first. */
export function largestParts(node: JsonNode, count = 3): Part[] {
  return partsOf(node, [])
    .toSorted((a, b) => b.characters - a.characters || (a.path < b.path ? -1 : 1))
    .slice(0, count);
}

/** The depth of parts: `plans/PLAN/rules/RULE`, `plans/PLAN/selections/tags/SELECTION`, else `plans/PLAN/PART`. */
function partsOf(node: JsonNode, above: readonly string[]): Part[] {
  return membersOf(node).flatMap((member_) => {
    const path = [...above, member_.name];
    const [, , kind] = path.map((name) => name.toLowerCase());
    const depth = kind === 'rules' ? 4 : kind === 'selections' ? 5 : 3;
    const inner = path.length < depth ? partsOf(member_.node, path) : [];
    return inner.length > 0 ? inner : [{ path: path.join('/'), characters: member(member_).length }];
  });
}

function member({ name, node }: JsonMember): string {
  return `${JSON.stringify(name)}:${minified(node)}`;
}

function membersOf(node: JsonNode): readonly JsonMember[] {
  return node.kind === 'object' ? node.members : [];
}
