import { z } from 'zod';

import type { Finding } from '../domain/finding';

/** A text in a schema: the keys on its path, `[]` for the entries of a list and `{}` for the keys of a record. */
export interface SchemaText {
  readonly place: string;
  readonly schema: z.ZodString;
}

/** A text of a value, with the keys of the value on its path. */
export interface PlacedText {
  readonly place: string;
  readonly keys: readonly string[];
}

/** Operators of a policy's setting, whose values are those of the setting itself. */
const OPERATORS = new Set(['assign', 'append', 'remove']);

export const OVERLONG = 'a'.repeat(2000);
export const WRONG_CHARACTERS = '\u0007*';

/** Texts that most settings refuse, by what they are. */
export const IMPROPER_TEXTS: readonly (readonly [what: string, text: string])[] = [
  ['too long', OVERLONG],
  ['empty', ''],
  ['an expression of Terraform', '${x}'],
  ['made of wrong characters', WRONG_CHARACTERS],
];

/** Texts that are accepted nevertheless, and where. */
export type AcceptedTexts = readonly [texts: readonly string[], place: RegExp];

/** The places where a text is not one of the accepted ones. */
export function placesRefusing(
  places: readonly PlacedText[],
  text: string,
  accepted: readonly AcceptedTexts[],
): PlacedText[] {
  return places.filter(({ place }) => !accepted.some(([texts, at]) => texts.includes(text) && at.test(place)));
}

/** Every text of a schema. */
export function textsOf(schema: z.ZodType, place = '', above: readonly z.ZodType[] = []): SchemaText[] {
  if (above.includes(schema)) return [];
  const within = (inner: z.core.$ZodType, part = '') =>
    textsOf(inner as z.ZodType, `${place}${part}`, [...above, schema]);
  const bare = unwrapped(schema);
  if (bare !== schema) return within(bare);
  if (schema instanceof z.ZodString) return [{ place, schema }];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => within(option));
  if (schema instanceof z.ZodArray) return within(schema.element, '[]');
  if (schema instanceof z.ZodRecord) return [...within(schema.keyType, '{}'), ...within(schema.valueType, '.*')];
  return Object.entries(shapeOf(schema))
    .filter(([key]) => !OPERATORS.has(key))
    .flatMap(([key, inner]) => within(inner, place === '' ? key : `.${key}`));
}

/** Every text of a value, the first one at each place of its schema. */
export function placesOf(schema: z.ZodType, value: unknown): PlacedText[] {
  return [...new Map(placedTexts(schema, value, [], '').map((text) => [text.place, text])).values()];
}

function placedTexts(schema: z.ZodType, value: any, keys: readonly string[], place: string): PlacedText[] {
  if (value === undefined) return [];
  const within = (inner: z.core.$ZodType, key: string, part: string) =>
    placedTexts(inner as z.ZodType, value[key], [...keys, key], `${place}${part}`);
  const bare = unwrapped(schema);
  if (bare !== schema) return placedTexts(bare, value, keys, place);
  if (schema instanceof z.ZodString) return [{ place, keys }];
  if (schema instanceof z.ZodUnion) {
    const option = (schema.options as readonly z.ZodType[]).find((candidate) => candidate.safeParse(value).success);
    return option ? placedTexts(option, value, keys, place) : [];
  }
  if (schema instanceof z.ZodArray) return Object.keys(value).flatMap((key) => within(schema.element, key, '[]'));
  if (schema instanceof z.ZodRecord) {
    return Object.keys(value).flatMap((key) => [
      { place: `${place}{}`, keys: [...keys, key] },
      ...within(schema.valueType, key, '.*'),
    ]);
  }
  return Object.entries(shapeOf(schema)).flatMap(([key, inner]) => within(inner, key, place === '' ? key : `.${key}`));
}

/** A copy of a value with another text, or another key of a record, at a place. */
function withText<T>(value: T, { place, keys }: PlacedText, text: string): T {
  const copy = structuredClone(value);
  const last = keys.at(-1) ?? '';
  const parent = keys.slice(0, -1).reduce<any>((inner, key) => inner[key], copy);
  if (place.endsWith('{}')) {
    const { [last]: kept, ...others } = parent;
    for (const key of Object.keys(parent)) delete parent[key];
    Object.assign(parent, { ...others, [text]: kept });
  } else parent[last] = text;
  return copy;
}

/**
 * The places at which a text is not refused at its path. One parse has a different text of this kind at each place, so that
 * its findings can be told apart; a place without one is parsed by itself, because some rules need the other texts to be correct.
 */
export function placesAccepting<T>(
  places: readonly PlacedText[],
  value: T,
  text: string,
  findingsOf: (changed: T) => readonly Pick<Finding, 'path' | 'found'>[],
): PlacedText[] {
  const texts = places.map((changed, index) => ({ changed, own: `${text}${index}` }));
  const all = texts
    .filter(({ changed }) => !changed.place.endsWith('{}'))
    .reduce((copy, { changed, own }) => withText(copy, changed, own), value);
  // No text is empty and different from another one.
  const together = text === '' ? [] : findingsOf(all);
  return texts
    .filter(({ changed, own }) => !together.some(({ path, found }) => found === own && isAt(changed, path)))
    .map(({ changed }) => changed)
    .filter((changed) => !findingsOf(withText(value, changed, text)).some(({ path }) => isAt(changed, path)));
}

function isAt(changed: PlacedText, path: string): boolean {
  const [top = ''] = changed.keys;
  return path.startsWith(top) && path.includes(settingOf(changed));
}

/** What a path in a message must contain: an entry of a list may have the changed text as its name. */
function settingOf({ place }: PlacedText): string {
  const isName = /\[\]\.(?:name|vault|region)$/.test(place);
  return (
    place
      .replaceAll(/\[\]|\{\}|\.\*/g, '')
      .split('.')
      .at(isName ? -2 : -1) ?? ''
  );
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? (schema.unwrap() as z.ZodType)
    : schema;
}

function shapeOf(schema: z.ZodType): Record<string, z.ZodType> {
  return schema instanceof z.ZodObject ? schema.shape : {};
}
