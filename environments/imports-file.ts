import { z } from 'zod';

import { type Finding, refusal } from '../domain/finding';
import { groupedBy } from '../domain/grouped-by';
import type { ImportedResource } from '../domain/terraform/import-id';
import type { AdjacentFiles } from './adjacent-files';
import { type JsonFiles, readJsonFiles } from './json-file';
import { expressions } from './rules/interpolation';

/** The contents of `NAME.imports.json`: what Terraform imports, by stack. */
const importsFields = z.record(
  z.string(),
  z.array(
    z.strictObject({
      /** The address of the resource in the stack. */
      to: z.string().min(1, 'an address'),
      /** As the provider's page of the type says, with `@region` for another region than the provider's. */
      id: z.string().min(1, 'an ID'),
    }),
  ),
);

/** What Terraform imports, by the name of the stack: `backup`, not `dev-backup`. Stacks of the organization have whole names. */
export type Imports = Readonly<Record<string, readonly ImportedResource[]>>;

/** Reads the file of each environment and of the organization that has one. */
export function readImports(files: readonly (AdjacentFiles & { readonly name: string })[]): JsonFiles<Imports> {
  const named = files.map(({ name, imports: json }) => ({ name, json }));
  return readJsonFiles(importsFields, named, (stacks) => [...expressions(stacks), ...importedTwice(stacks)]);
}

/** Terraform refuses two imports with the same address. */
function importedTwice(stacks: Imports): Finding[] {
  return Object.entries(stacks).flatMap(([stack, imports]) => {
    const placed = imports.map((one, index) => ({ ...one, path: `${stack}.${index}.to` }));
    return [...groupedBy(placed, ({ to }) => to).values()].flatMap(([, ...others]) =>
      others.map(({ to, path }) =>
        refusal({
          rule: 'imported-twice',
          path,
          found: to,
          message: 'another entry of the stack imports into this address',
          remedy: 'keep the entry with the ID of the resource that the stack manages',
        }),
      ),
    );
  });
}
