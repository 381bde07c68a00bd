import { DOCUMENTED_LIMITS } from '../aws-limits/documented';
import { AWS_LIMITS } from '../aws-limits/generated';
import { patternOf } from '../aws-limits/limit';
import type { Finding } from '../finding';

const { tagKeyType: KEY, tagValueType: VALUE, tagListType: TAGS } = AWS_LIMITS.iam;
const CHARACTERS = patternOf({ pattern: VALUE.pattern });

/** A key that a tag cannot have. */
export function tagKeyNotAllowed(key: string, path: string): Finding[] {
  const reserved = DOCUMENTED_LIMITS.tagKey.reserved.find(({ pattern }) => pattern.test(key));
  if (reserved) return [refused(path, key, reserved.why, 'choose another key')];
  return tagKeyLength(key, path);
}

/** A key that no tag has. A selection can look for tags that are reserved for AWS. */
export function tagKeyLength(key: string, path: string): Finding[] {
  if (key.length >= KEY.min && key.length <= KEY.max) return [];
  const message = `the key of the tag has ${key.length} characters`;
  return [refused(path, key, message, `use ${KEY.min} to ${KEY.max} characters`)];
}

/** A value that a tag cannot have. */
export function tagValueNotAllowed(value: string, path: string): Finding[] {
  if (value.length <= VALUE.max) return [];
  const message = `the value of the tag has ${value.length} characters`;
  return [refused(path, value, message, `use up to ${VALUE.max} characters`)];
}

/** A key or a value with characters that IAM refuses. Some services accept more, but default tags also reach roles. */
export function tagCharactersNotAllowed(text: string, path: string): Finding[] {
  if (CHARACTERS.test(text)) return [];
  const wrong = [...new Set((text.match(/./gsu) ?? []).filter((character) => !CHARACTERS.test(character)))].join(' ');
  const message = `roles have this tag too, and IAM does not accept ${wrong}`;
  return [refused(path, text, message, 'use letters, digits, spaces and _ . : / = + - @')];
}

/** Keys that IAM takes for one: those of a role differ in more than case. */
export function tagKeysAlike(keys: readonly string[], path: string): Finding[] {
  return keys.flatMap((key, index) => {
    const other = keys.slice(0, index).find((before) => before.toLowerCase() === key.toLowerCase());
    if (other === undefined) return [];
    const message = `roles have this tag too, and IAM does not distinguish it from ${other}`;
    return [refused(`${path}.${key}`, key, message, 'keep one of them')];
  });
}

/**
 * More tags than a resource can have.
 * @param others the keys of its other tags. If they alone are too many, that is reported where they are written.
 */
export function tooManyTags(keys: readonly string[], others: readonly string[], path: string): Finding[] {
  const { size } = new Set([...keys, ...others]);
  if (size <= TAGS.max || others.length > TAGS.max) return [];
  const message = `with the tags that the stacks add, a resource would have ${size} tags, and AWS accepts ${TAGS.max}`;
  return [refused(path, undefined, message, `remove ${size - TAGS.max}`)];
}

function refused(path: string, found: string | undefined, message: string, remedy: string): Finding {
  return { rule: 'tag-not-allowed', severity: 'error', source: 'aws', path, found, message, remedy };
}
