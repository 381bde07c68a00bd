import type { Finding } from '../../finding';
import { describePosition, lineAndColumn } from '../../json-position';
import type { JsonProblem } from '../../json-text';
import { repeatedKeys } from '../../repeated-keys';
import { found, OBSERVED, type RuleDescription, SYNTAX_PAGE } from './rule';
import type { RuleSet } from './rule-set';
import { isOperator } from './section';

const notJson: RuleDescription = {
  name: 'not-json',
  severity: 'error',
  source: 'aws',
  summary: 'text that is not JSON',
  why: 'CreatePolicy accepts only JSON: no comments, no trailing commas',
  see: SYNTAX_PAGE,
};

const duplicateKey: RuleDescription = {
  name: 'duplicate-key',
  severity: 'error',
  source: 'aws',
  summary: 'a key that appears twice in one object',
  why: 'CreatePolicy rejects it, and `JSON.parse` silently keeps the last',
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

/** Keys that appear more than once. */
export const json: RuleSet = {
  rules: [notJson, duplicateKey, namesDifferByCase],
  check: ({ node, text }) =>
    repeatedKeys(node, { ignoreCase: true }).map(({ path, name, first, offset }) => {
      const place = pathOf(path);
      if (name !== first) return alike(name, first, place);
      const known = text !== undefined && offset !== undefined;
      const where = known ? `, the second time at ${describePosition(lineAndColumn(text, offset))}` : '';
      return found(duplicateKey, {
        path: place,
        message: `"${name}" appears twice${where}`,
        remedy: 'keep one, with the content of both',
      });
    }),
};

/** Neither an operator nor a position in a list is a part of a path. */
function pathOf(path: readonly (string | number)[]): string {
  const keys = path.filter((key) => typeof key === 'string');
  return keys.length === 1 ? keys.join('') : keys.filter((key) => !isOperator(key)).join('/');
}

/** The finding for a text that is not JSON. */
export function textRefused({ position, message }: JsonProblem): Finding {
  return found(notJson, {
    path: '',
    message: `not JSON: ${message}, at ${describePosition(position)}`,
    remedy: `correct the text at ${describePosition(position)}`,
  });
}

function alike(name: string, first: string, path: string): Finding {
  return found(namesDifferByCase, {
    path,
    found: name,
    message: `"${name}" differs from "${first}" only by case`,
    remedy: 'keep one, or rename it',
  });
}
