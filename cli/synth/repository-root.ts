import { existsSync } from 'node:fs';
import path from 'node:path';

import { UsageError } from '../exit-code';

/** What lies at the root of the repository, and nowhere else in it. */
const MARK = 'cdktf.json';

/**
 * Refuses to write below the root of the repository: what reads the output looks for it at the root. A folder outside of
 * any repository is the user's choice.
 *
 * @throws {UsageError}
 */
export function refuseBelowRoot(folder: string, output: string): void {
  if (existsSync(path.join(folder, MARK))) return;
  const root = above(folder).find((one) => existsSync(path.join(one, MARK)));
  if (root === undefined) return;
  throw new UsageError(
    `${folder} lies inside of the repository ${root}, where ${output} belongs.\n→ run it there: cd ${root}`,
  );
}

/** The folders that hold this one, the nearest first. */
function above(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [] : [parent, ...above(parent)];
}
