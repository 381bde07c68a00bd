import type { Finding } from '../domain/finding';
import type { JsonFile } from './json-file';
import { placedInJson } from './placed-in-json';

/** The name of the file that `backupctl organization pull` writes, beside `organization.ts`. */
export const TREE_FILE = 'organization-tree.json';

/** The file that `organization.ts` imports as its root. */
export type TreeFile = JsonFile;

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
  const inTree = findings.map((finding) => ({ ...finding, path: finding.path.replace(/^root\.?/, '') }));
  return placedInJson(inTree, text).map((finding) => ({ ...finding, path: finding.path || 'the tree' }));
}
