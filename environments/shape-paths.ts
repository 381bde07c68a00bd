import { z } from 'zod';

import { entryName } from './texts';

/** Where a file has a value: keys, and the indexes of entries in lists. */
export type Path = readonly PropertyKey[];

/** The path in messages: entries of a list by their name. */
export function readable(path: Path, input: unknown): string {
  let value: unknown = input;
  const parts = path.map((key) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    value = valueAt(value, [key]);
    const name = list.includes(value) ? entryName(value, list) : undefined;
    return name === undefined || name === '' ? String(key) : name;
  });
  return parts.join('.') || 'the default export';
}

/** The value at a path, undefined if there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

/** The valid keys at a path. */
export function keysAt(schema: z.ZodType, path: Path): string[] {
  return [...new Set(objectsAt(schema, path).flatMap(({ shape }) => Object.keys(shape)))];
}

/** The alternatives for the object at a path. */
export function objectsAt(wrapped: z.ZodType, path: Path): z.ZodObject[] {
  const [key, ...rest] = path;
  const schema = unwrapped(wrapped);
  if (schema instanceof z.ZodPipe) return objectsAt(schema.in as z.ZodType, path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => objectsAt(option as z.ZodType, path));
  if (schema instanceof z.ZodObject) {
    if (key === undefined) return [schema];
    const inner = (schema.shape as Readonly<Record<string, z.ZodType | undefined>>)[String(key)];
    return inner === undefined ? [] : objectsAt(inner, rest);
  }
  if (schema instanceof z.ZodRecord) return key === undefined ? [] : objectsAt(schema.valueType as z.ZodType, rest);
  if (schema instanceof z.ZodArray) return objectsAt(schema.element as z.ZodType, rest);
  return [];
}

/** The schema of a value that is written, without what applies when it is left out. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  const canBeLeftOut =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return canBeLeftOut ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}
