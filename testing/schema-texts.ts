import { z } from 'zod';

/** A text in a schema: the keys on its path, `[]` for the entries of a list and `{}` for the keys of a record. */
export interface SchemaText {
  readonly place: string;
  readonly schema: z.ZodString;
}

/** Operators of a policy's setting, whose values are those of the setting itself. */
const OPERATORS = new Set(['assign', 'append', 'remove']);

/** Every text of a schema. */
export function textsOf(schema: z.ZodType, place = '', above: readonly z.ZodType[] = []): SchemaText[] {
  if (above.includes(schema)) return [];
  const within = (inner: z.core.$ZodType, part: string) =>
    textsOf(inner as z.ZodType, `${place}${part}`, [...above, schema]);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return within(schema.unwrap(), '');
  }
  if (schema instanceof z.ZodString) return [{ place, schema }];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => within(option, ''));
  if (schema instanceof z.ZodArray) return within(schema.element, '[]');
  if (schema instanceof z.ZodRecord) return [...within(schema.keyType, '{}'), ...within(schema.valueType, '.*')];
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>)
    .filter(([key]) => !OPERATORS.has(key))
    .flatMap(([key, inner]) => within(inner, place === '' ? key : `.${key}`));
}
