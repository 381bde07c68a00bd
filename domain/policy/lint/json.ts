import type { Finding } from '../../finding';
import { describePosition } from '../position';
import type { JsonMember, JsonNode, JsonProblem } from '../json-text';
import { found, OBSERVED, SYNTAX_PAGE, type Concern, type RuleDescription } from './concern';
import { isOperator } from './section';

const notJson: RuleDescription = {
  name: 'not-json',
  severity: 'error',
  source: 'aws',
  summary: 'text that is not JSON',
  why: 'CreatePolicy takes JSON only: no comments, no commas at the end of a list',
  see: SYNTAX_PAGE,
};

const duplicateKey: RuleDescription = {
  name: 'duplicate-key',
  severity: 'error',
  source: 'aws',
  summary: 'the same key twice in one object',
  why: 'CreatePolicy refuses it, and `JSON.parse` silently keeps the last',
  see: SYNTAX_PAGE,
};

const namesDifferByCase: RuleDescription = {
  name: 'names-differ-by-case',
  severity: 'error',
  source: 'backupctl',
  summary: 'two keys of one object that differ only by case',
  why: 'Organizations compares keys and names ignoring case, so the two become one and their settings mix',
  see: OBSERVED,
};

/** Keys that are there more than once; `not-json` is told by whoever reads the text. */
export const json: Concern = {
  rules: [notJson, duplicateKey, namesDifferByCase],
  check: ({ node }) => repeatedKeys(node, ''),
};

/** A text that is not JSON: there is no place to name but the one in the text. */
export function refuseText({ position, message }: JsonProblem): Finding {
  return found(notJson, {
    path: '',
    message: `not JSON: ${message}, at ${describePosition(position)}`,
    remedy: `correct the text at ${describePosition(position)}`,
  });
}

function repeatedKeys(node: JsonNode, path: string): Finding[] {
  if (node.kind === 'list') return node.elements.flatMap((element) => repeatedKeys(element, path));
  if (node.kind !== 'object') return [];
  const first = new Map<string, string>();
  const spelled = new Set<string>();
  return node.members.flatMap((member) => {
    const { name } = member;
    const place = isOperator(name) && path !== '' ? path : path === '' ? name : `${path}/${name}`;
    const earlier = first.get(name.toLowerCase());
    const repeated = spelled.has(name);
    spelled.add(name);
    if (earlier === undefined) first.set(name.toLowerCase(), name);
    return [
      ...(repeated ? [twice(member, place)] : earlier === undefined ? [] : [alike(member, earlier, place)]),
      ...repeatedKeys(member.node, place),
    ];
  });
}

function twice({ name, position }: JsonMember, path: string): Finding {
  const where = position === undefined ? '' : `, the second time at ${describePosition(position)}`;
  return found(duplicateKey, {
    path,
    message: `"${name}" is there twice${where}`,
    remedy: 'keep one, with everything that both should say',
  });
}

function alike({ name }: JsonMember, earlier: string, path: string): Finding {
  return found(namesDifferByCase, {
    path,
    found: name,
    message: `"${name}" differs from "${earlier}" only by case`,
    remedy: 'keep one, or give it a name of its own',
  });
}
