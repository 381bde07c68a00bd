import type { z } from 'zod';

import { type Finding, refusal } from '../domain/finding';
import { noDefaultExport } from './refusal';
import { readShape, type Shape } from './shape';
import { pathBelow } from './texts';

/** A file of the configuration, not yet checked. */
export interface WrittenFile {
  /** Its path for messages, such as `environments/prod.ts`. */
  readonly file: string;
  /** The default export of the file. */
  readonly input: unknown;
}

/** Reads a file by its schema, whatever it exports: what cannot be read at all, such as a value that contains itself, too. */
export function readFile<S extends z.ZodType>(schema: S, { file, input }: WrittenFile): Shape<z.output<S>> {
  if (input === undefined) return { findings: [noDefaultExport(file)], value: undefined };
  if (input instanceof Promise) return unreadable('is a promise, but an object is required', 'write an object');
  try {
    // As an empty file does.
    if (isEmpty(input)) return { findings: [noSettings(file)], value: undefined };
    const loop = pathToItself(input);
    if (loop !== undefined) return unreadable('contains itself', 'write only literals', loop);
    return readShape(schema, input);
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return unreadable(message, 'write only literals, which cannot fail');
  }
}

function isEmpty(input: unknown): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input) && Object.keys(input).length === 0;
}

function noSettings(file: string): Finding {
  return { ...noDefaultExport(file), message: 'the file exports no settings' };
}

/** The path of the first value that contains itself; undefined if there is none. */
function pathToItself(value: unknown, above: readonly unknown[] = [], path = ''): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (above.includes(value)) return path;
  for (const [key, inner] of Object.entries(value)) {
    const found = pathToItself(inner, [...above, value], pathBelow(path, key));
    if (found !== undefined) return found;
  }
  return undefined;
}

function unreadable(message: string, remedy: string, path = 'the default export'): Shape<never> {
  return { findings: [refusal({ rule: 'file-not-loaded', path, message, remedy })], value: undefined };
}
