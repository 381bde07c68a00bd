import type { Finding } from '../../domain/finding';
import { describePosition, positionsIn } from '../../domain/json-position';
import { readJson } from '../../domain/json-text';
import { repeatedKeys } from '../../domain/repeated-keys';
import type { OrganizationTree } from '../../domain/policy/organization-tree';
import { parseOrganizationTree } from '../../domain/policy/organization-tree-parse';
import { RefusedError } from '../../environments/refusal';
import { readTexts } from './read-text';

/**
 * Reads an organization from a tree file.
 * @throws {RefusedError} with every problem of the file.
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

/** The 100 levels of a policy, below the levels of a tree. */
const MAXIMUM_DEPTH = 120;

function parseTree(text: string): Parsed {
  const read = readJson(text, MAXIMUM_DEPTH);
  if ('problem' in read) {
    const { position, message, tooDeep } = read.problem;
    const where = describePosition(position);
    const finding = tooDeep
      ? refused('nested-too-deeply', where, message, 'look for a missing bracket: no tree is that deep')
      : refused('not-json', where, `not JSON: ${message}`, 'correct the text there');
    return { tree: undefined, findings: [finding] };
  }
  const positionAt = positionsIn(text);
  const twice = repeatedKeys(read.node, { ignoreCase: false }).map(({ path, offset = 0 }) => {
    const message = `the same key appears twice, the second time at ${describePosition(positionAt(offset))}`;
    return refused('duplicate-key', path.join('/'), message, 'keep one, with the content of both');
  });
  const { tree, findings } = parseOrganizationTree(JSON.parse(text));
  return { tree: twice.length === 0 ? tree : undefined, findings: [...twice, ...findings] };
}

function refused(rule: string, path: string, message: string, remedy: string): Finding {
  return { rule, severity: 'error', source: 'backupctl', path, message, remedy };
}
