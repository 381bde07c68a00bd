import type { Finding } from '../../domain/finding';
import { readJson } from '../../domain/policy/json-text';
import type { OrganizationTree } from '../../domain/policy/organization-tree';
import { parseOrganizationTree } from '../../domain/policy/organization-tree-parse';
import { describePosition, lineAndColumn } from '../../domain/policy/position';
import { RefusedError } from '../../environments/refusal';
import { textProblems, type RepeatedKey } from './json-keys';
import { readTexts } from './read-text';

/**
 * Reads an organization from a tree file.
 * @throws {RefusedError} with everything that is wrong with it.
 */
export function readTree(file: string): OrganizationTree {
  const text = readTexts([file])
    .map((read) => read.text)
    .join('');
  const { tree, findings } = parseTree(text);
  if (tree) return tree;
  const placed = findings.map((finding) => ({ ...finding, path: finding.path || 'the whole file' }));
  throw new RefusedError([{ file, findings: placed, unchecked: false }]);
}

type Parsed = { readonly tree: OrganizationTree | undefined; readonly findings: readonly Finding[] };

/** `readJson` keeps too much to read a large tree by; it is asked for the reason alone. */
function parseTree(text: string): Parsed {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (error) {
    return { tree: undefined, findings: [notJson(text, error)] };
  }
  const { repeated, tooDeepAt } = textProblems(text);
  if (tooDeepAt !== undefined) return { tree: undefined, findings: [nestedTooDeep(tooDeepAt, text)] };
  const { tree, findings } = parseOrganizationTree(written);
  const twice = repeated.map((problem) => keyTwice(problem, text));
  return { tree: twice.length === 0 ? tree : undefined, findings: [...twice, ...findings] };
}

function notJson(text: string, error: unknown): Finding {
  const read = readJson(text);
  const problem = 'problem' in read ? read.problem : { position: lineAndColumn(text, 0), message: String(error) };
  const where = describePosition(problem.position);
  return refused('not-json', where, `not JSON: ${problem.message}`, 'correct the text there');
}

function keyTwice({ path, offset }: RepeatedKey, text: string): Finding {
  const where = describePosition(lineAndColumn(text, offset));
  const message = `the same key is there twice, the second time at ${where}`;
  return refused('duplicate-key', path, message, 'keep one, with everything that both should say');
}

function nestedTooDeep(offset: number, text: string): Finding {
  const where = describePosition(lineAndColumn(text, offset));
  return refused('nested-too-deeply', where, 'nested too deeply', 'look for a missing bracket: no tree is that deep');
}

function refused(rule: string, path: string, message: string, remedy: string): Finding {
  return { rule, severity: 'error', source: 'backupctl', path, message, remedy };
}
