import { z } from 'zod';

import type { Finding } from '../domain/finding';
import { nearest } from '../domain/nearest';

type Path = readonly PropertyKey[];

/** What a schema has found wrong with the shape of a file, as findings that name things as the file does. */
export function shapeFindings(error: z.ZodError, schema: z.ZodType, input: unknown): Finding[] {
  return error.issues.flatMap((issue) => findingsOf(issue, schema, input));
}

/**
 * The input as it was probably meant: a misspelled key under its right name, any other unknown key left out.
 * It serves to find what else is wrong, never to be used.
 */
export function withoutUnknownKeys(error: z.ZodError, schema: z.ZodType, input: unknown): unknown {
  const meant = structuredClone(input);
  for (const issue of error.issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const place = valueAt(meant, issue.path) as Record<string, unknown>;
    for (const key of issue.keys) {
      const right = nearest(key, keysAt(schema, issue.path));
      if (right !== undefined && !(right in place)) place[right] = place[key];
      delete place[key];
    }
  }
  return meant;
}

function findingsOf(issue: z.core.$ZodIssue, schema: z.ZodType, input: unknown): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => {
      const right = nearest(key, known);
      return finding('unknown-key', readable([...issue.path, key], input), {
        message: right === undefined ? `unknown key "${key}"` : `unknown key "${key}". Did you mean "${right}"?`,
        remedy:
          right === undefined ? `leave it out; known here are ${known.join(', ')}` : `write ${right}, or leave it out`,
      });
    });
  }
  const found = valueAt(input, issue.path);
  const place = readable(issue.path, input);
  const expected = expectation(issue);
  if (found === undefined)
    return [finding('missing', place, { message: `missing: ${expected} is needed here`, remedy: `add ${expected}` })];
  const scalar = ['string', 'number', 'boolean'].includes(typeof found) ? { found: found as string } : {};
  return [
    finding('wrong-kind', place, {
      ...scalar,
      message: `${kindOf(found)} stands here, but ${expected} is needed`,
      remedy: `write ${expected}`,
    }),
  ];
}

function finding(rule: string, path: string, rest: Pick<Finding, 'found' | 'message' | 'remedy'>): Finding {
  return { rule, severity: 'error', source: 'ours', path, ...rest };
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => `'${String(value)}'`).join(' or ');
    case 'invalid_union':
      return issue.errors.length === 0
        ? unionTags(issue)
        : [...new Set(issue.errors.flatMap((branch) => branch.slice(0, 1).map(expectation)))].join(' or ');
    default:
      return issue.message;
  }
}

function unionTags(issue: z.core.$ZodIssueInvalidUnion): string {
  return issue.discriminator === undefined ? 'another value' : `a known ${issue.discriminator} (email or https)`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return KINDS[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}

/** The path as people say it: entries of a list by their name. */
function readable(path: Path, input: unknown): string {
  let value: unknown = input;
  const parts = path.map((key) => {
    const inList = Array.isArray(value);
    value = valueAt(value, [key]);
    const name = (value as { name?: unknown } | undefined)?.name;
    return inList && typeof name === 'string' ? name : String(key);
  });
  return parts.join('.') || 'the default export';
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/** The keys that the schema knows at that place. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  const [key, ...rest] = path;
  if (schema instanceof z.ZodPipe) return keysAt(schema.in as z.ZodType, path);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return keysAt(schema.unwrap() as z.ZodType, path);
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysAt(option as z.ZodType, path));
  if (schema instanceof z.ZodObject) {
    if (key === undefined) return Object.keys(schema.shape);
    const inner = schema.shape[String(key)];
    return inner === undefined ? [] : keysAt(inner, rest);
  }
  if (schema instanceof z.ZodArray) return keysAt(schema.element as z.ZodType, rest);
  return [];
}
