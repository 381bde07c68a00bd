import { z } from 'zod';

import type { AdjacentFiles } from './adjacent-files';
import { type JsonFiles, readJsonFiles } from './json-file';

/** The contents of `NAME.removed.json`: the stacks whose resources Terraform forgets. */
const removedFields = z.strictObject({
  /** `backup`, not `dev-backup`. Stacks of the organization have whole names. */
  stacks: z.array(z.string()),
});

export type RemovedStacks = z.output<typeof removedFields>;

/** Reads the file of each environment and of the organization that has one. */
export function readRemoved(files: readonly (AdjacentFiles & { readonly name: string })[]): JsonFiles<RemovedStacks> {
  const named = files.map(({ name, removed: json }) => ({ name, json }));
  return readJsonFiles(removedFields, named, () => []);
}
