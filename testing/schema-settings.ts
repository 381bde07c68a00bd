import { z } from 'zod';

/** The paths of all settings of a schema, with `[]` for the entries of a list. Records and unions of values are settings. */
export function settingsOf(schema: z.core.$ZodType, place = ''): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return settingsOf(schema.unwrap(), place);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, inner]) =>
      settingsOf(inner as z.core.$ZodType, place === '' ? name : `${place}.${name}`),
    );
  }
  if (schema instanceof z.ZodArray && isNested(schema.element)) return settingsOf(schema.element, `${place}[]`);
  if (schema instanceof z.ZodUnion && schema.options.some(isNested)) {
    return [...new Set(schema.options.filter(isNested).flatMap((option) => settingsOf(option, place)))];
  }
  return [place];
}

function isNested(schema: z.core.$ZodType): boolean {
  return schema instanceof z.ZodObject || (schema instanceof z.ZodUnion && schema.options.every(isNested));
}

/** The paths of everything in a value, in the same form. */
export function pathsIn(value: unknown, place = ''): string[] {
  const here = place === '' ? [] : [place];
  if (Array.isArray(value)) return [...here, ...value.flatMap((one) => pathsIn(one, `${place}[]`))];
  if (typeof value !== 'object' || value === null) return here;
  return [
    ...here,
    ...Object.entries(value).flatMap(([name, one]) => pathsIn(one, place === '' ? name : `${place}.${name}`)),
  ];
}
