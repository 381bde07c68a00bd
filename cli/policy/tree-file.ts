import type { Finding } from '../../domain/finding';
import { readJson } from '../../domain/policy/json-text';
import type { OrganizationTree } from '../../domain/policy/organization-tree';
import { parseOrganizationTree } from '../../domain/policy/organization-tree-parse';
import { describePosition, lineAndColumn } from '../../domain/policy/position';
import { RefusedError } from '../../environments/refusal';
import { textProblems, type TextProblem } from './json-keys';
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
  const { repeated, tooDeep } = textProblems(text);
  if (tooDeep) return { tree: undefined, findings: [nestedTooDeep(tooDeep, text)] };
  const { tree, findings } = parseOrganizationTree(written);
  const twice = repeated.map((problem) => keyTwice(problem, text));
  return { tree: twice.length === 0 ? tree : undefined, findings: [...twice, ...findings] };
}

function notJson(text: string, error: unknown): Finding {
  const read = readJson(text);
  const problem = 'problem' in read ? read.problem : { position: lineAndColumn(text, 0), message: String(error) };
  const where = describePosition(problem.position);
  return finding('not-json', where, `not JSON: ${problem.message}`, 'correct the text there');
}

function keyTwice({ path, offset }: TextProblem, text: string): Finding {
  const where = describePosition(lineAndColumn(text, offset));
  const message = `the same key is there twice, the second time at ${where}`;
  return finding('duplicate-key', path, message, 'keep one, with everything that both should say');
}

function nestedTooDeep({ path, offset }: TextProblem, text: string): Finding {
  const message = `nested too deeply, at ${describePosition(lineAndColumn(text, offset))}`;
  return finding('nested-too-deeply', path, message, 'no policy and no organization is: look for a missing bracket');
}

function finding(rule: string, path: string, message: string, remedy: string): Finding {
  return { rule, severity: 'error', source: 'ours', path, message, remedy };
}
