import type { z } from 'zod';

import { refusal } from '../domain/finding';
import { noDefaultExport } from './refusal';
import { readShape, type Shape } from './shape';

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
    if (containsItself(input)) return unreadable('contains itself', 'write only literals');
    return readShape(schema, input);
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return unreadable(message, 'write only literals, which cannot fail');
  }
}

function containsItself(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return above.includes(value) || Object.values(value).some((inner) => containsItself(inner, [...above, value]));
}

function unreadable(message: string, remedy: string): Shape<never> {
  return {
    findings: [refusal({ rule: 'file-not-loaded', path: 'the default export', message, remedy })],
    value: undefined,
  };
}
