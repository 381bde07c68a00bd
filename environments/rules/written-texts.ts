import { z } from 'zod';

import type { Finding } from '../../domain/finding';
import { type Check, checkOf } from '../schema/text';
import { unwrapped } from '../shape-paths';
import { entryNames, pathBelow } from '../texts';

/** A text of a file, and the check that the schema has for it. */
interface CheckedText {
  readonly path: string;
  readonly text: string;
  readonly check: Check;
}

/**
 * What the schema's checks find in the texts of a file. Inherited values are not in it, so each is reported where it is
 * written.
 * @param written the contents of the file, as its schema returns them
 */
export function textFindings(schema: z.ZodType, written: unknown): Finding[] {
  return checkedTexts(schema, written, '').flatMap(({ path, text, check }) => check(text, path));
}

function checkedTexts(wrapped: z.ZodType, value: unknown, path: string): CheckedText[] {
  if (value === undefined) return [];
  const schema = unwrapped(wrapped);
  if (schema instanceof z.ZodUnion) {
    const options = schema.options as readonly z.ZodType[];
    const option = options.find((candidate) => candidate.safeParse(value).success);
    return option ? checkedTexts(option, value, path) : [];
  }
  if (schema instanceof z.ZodString) {
    const check = checkOf(schema);
    return check ? [{ path, text: value as string, check }] : [];
  }
  if (schema instanceof z.ZodArray) {
    const nameOf = entryNames(value as readonly unknown[]);
    return (value as readonly unknown[]).flatMap((entry) => {
      // A text in a list has the path of the list.
      const name = nameOf(entry);
      return checkedTexts(schema.element as z.ZodType, entry, name === undefined ? path : pathBelow(path, name));
    });
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(([key, inner]) =>
      checkedTexts(inner, (value as Readonly<Record<string, unknown>>)[key], pathBelow(path, key)),
    );
  }
  if (schema instanceof z.ZodRecord) {
    return Object.entries(value as object).flatMap(([key, inner]) => [
      ...checkedTexts(schema.keyType as z.ZodType, key, path),
      ...checkedTexts(schema.valueType as z.ZodType, inner, pathBelow(path, key)),
    ]);
  }
  return [];
}
