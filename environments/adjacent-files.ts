import { refusal } from '../domain/finding';
import type { JsonFile } from './json-file';
import { RefusedError } from './refusal';

/** JSON files that commands write next to the file of an environment, or of the organization. */
export interface AdjacentFiles {
  /** What Terraform imports into the stacks. */
  readonly imports?: JsonFile;
  /** The stacks that Terraform no longer manages. */
  readonly removed?: JsonFile;
}

/**
 * @param name of the file, without its extension
 * @param textOf returns the text of a file in the folder, undefined if there is none
 * @throws {RefusedError} when a file cannot be read: without it, Terraform would create what it should import, or what it forgot
 */
export function adjacentFiles(
  directory: string,
  name: string,
  textOf: (name: string) => string | undefined,
): AdjacentFiles {
  const read = (kind: keyof AdjacentFiles): JsonFile | undefined => {
    const file = `${directory}/${name}.${kind}.json`;
    try {
      const text = textOf(`${name}.${kind}.json`);
      return text === undefined ? undefined : { file, text };
    } catch (error) {
      const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      const remedy = 'make it a file that you can read, or remove it';
      const finding = refusal({ rule: 'file-not-loaded', path: 'the file', message, remedy });
      throw new RefusedError([{ file, findings: [finding], unchecked: true }]);
    }
  };
  return { imports: read('imports'), removed: read('removed') };
}
