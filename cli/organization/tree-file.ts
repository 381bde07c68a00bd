import { existsSync, readFileSync } from 'node:fs';

import { refusal } from '../../domain/finding';
import type { Tree } from '../../domain/organization/tree';
import { RefusedError } from '../../environments/refusal';
import { organizationFields } from '../../environments/schema/organization';
import { readShape } from '../../environments/shape';
import { placedInTree } from '../../environments/tree-file';

/**
 * The tree of an earlier pull; undefined if there is no file.
 * @throws {RefusedError} when the file is not a tree: what it holds in addition to AWS would be lost
 */
export function previousTree(file: string): Tree | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const { findings, value } = readShape(organizationFields.shape.root, parsed(file, text));
  if (findings.length === 0 && value) return value;
  const placed = placedInTree(
    findings.map((finding) => ({ ...finding, path: `root.${finding.path}` })),
    { file, text },
  );
  throw new RefusedError([{ file, findings: placed, unchecked: true }]);
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `it is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    const remedy = 'correct it, or remove it: accounts that it marks as leaving are then no longer marked';
    const finding = refusal({ rule: 'not-json', path: 'the file', message, remedy });
    throw new RefusedError([{ file, findings: [finding], unchecked: true }]);
  }
}
