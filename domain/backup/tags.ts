import type { Finding } from '../finding';

/** A key that a tag cannot have. @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export function tagKeyNotAllowed(key: string, path: string): Finding[] {
  if (key.toLowerCase().startsWith('aws:')) {
    return [refused(path, key, 'tags that start with aws: are reserved for AWS', 'choose another key')];
  }
  return tagKeyLength(key, path);
}

/** A key that no tag has. A selection can look for tags that are reserved for AWS. */
export function tagKeyLength(key: string, path: string): Finding[] {
  if (key !== '' && key.length <= 128) return [];
  return [refused(path, key, `the key of the tag has ${key.length} characters`, 'use 1 to 128 characters')];
}

/** A value that a tag cannot have. */
export function tagValueNotAllowed(value: string, path: string): Finding[] {
  if (value.length <= 256) return [];
  return [refused(path, value, `the value of the tag has ${value.length} characters`, 'use up to 256 characters')];
}

function refused(path: string, found: string, message: string, remedy: string): Finding {
  return { rule: 'tag-not-allowed', severity: 'error', source: 'aws', path, found, message, remedy };
}
