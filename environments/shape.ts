import type { z } from 'zod';

import type { Finding } from '../domain/finding';
import { nearest } from '../domain/nearest';
import { keysAt, objectsAt, type Path, readable, valueAt } from './shape-paths';

/** A file, read by its schema. */
export interface Shape<T> {
  /** Every error in the structure of the file. */
  readonly findings: readonly Finding[];
  /**
   * The contents. If there are findings, what was probably meant: only to find further problems, never to deploy.
   * Undefined if the file cannot be read.
   */
  readonly value: T | undefined;
}

/** Reads a file by its schema. A misspelled key is read as the nearest valid key, so that its value is checked too. */
export function readShape<S extends z.ZodType>(schema: S, input: unknown): Shape<z.output<S>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { findings: [], value: parsed.data };

  const issues = parsed.error.issues.flatMap(innermost).flatMap((issue) => ofMeantAlternative(issue, schema, input));
  const [withUnknownKeys, others] = partition(issues);
  if (withUnknownKeys.length === 0) {
    return { findings: others.map((issue) => findingOf(issue, input)), value: undefined };
  }
  const unknownKeys = withUnknownKeys.flatMap((issue) => unknownKeysOf(issue, schema, input));
  const meant = asMeant(unknownKeys, input);
  const { findings, value } = readShape(schema, meant);
  // What has other keys is written for another place: one mistake.
  const misplaced = unknownKeys
    .filter(({ validBelow }) => validBelow.length > 0)
    .map(({ path, right = '' }) => `${readable([...path, right], meant)}.`);
  return {
    findings: [
      ...unknownKeys.map((key) => unknownKeyFinding(key, input)),
      ...findings.filter(({ path }) => !misplaced.some((place) => path.startsWith(place))),
    ],
    value,
  };
}

/**
 * zod reports a key as unknown in one alternative if a value of it is wrong in another one, which has the key: that is the
 * error.
 */
function ofMeantAlternative(issue: z.core.$ZodIssue, schema: z.ZodType, input: unknown): z.core.$ZodIssue[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  const value = valueAt(input, issue.path);
  const meant = objectsAt(schema, issue.path).find((object) =>
    Object.keys(value ?? {}).every((key) => Object.hasOwn(object.shape, key)),
  );
  const problems = meant?.safeParse(value).error?.issues ?? [issue];
  return problems.flatMap((inner) =>
    inner === issue ? [issue] : innermost({ ...inner, path: [...issue.path, ...inner.path] }),
  );
}

type UnknownKeys = z.core.$ZodIssueUnrecognizedKeys;

function partition(issues: readonly z.core.$ZodIssue[]): [UnknownKeys[], z.core.$ZodIssue[]] {
  const isUnknownKeys = (issue: z.core.$ZodIssue): issue is UnknownKeys => issue.code === 'unrecognized_keys';
  return [issues.filter(isUnknownKeys), issues.filter((issue) => !isUnknownKeys(issue))];
}

interface UnknownKey {
  readonly path: Path;
  readonly key: string;
  /** The valid keys in its place. */
  readonly valid: readonly string[];
  /** The valid key that was probably meant. */
  readonly right: string | undefined;
  /** The keys of an object below the right key, if the value has none of them. */
  readonly validBelow: readonly string[];
}

function unknownKeysOf({ path, keys }: UnknownKeys, schema: z.ZodType, input: unknown): UnknownKey[] {
  const valid = keysAt(schema, path);
  return keys.map((key) => {
    const right = nearest(key, valid);
    const below = right === undefined ? [] : keysAt(schema, [...path, right]);
    const value = valueAt(input, [...path, key]);
    const written = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value ?? {}) : [];
    const isOther = written.length > 0 && written.every((inner) => nearest(inner, below) === undefined);
    return { path, key, valid, right, validBelow: isOther ? below : [] };
  });
}

/** The input with each misspelled key corrected, and without other unknown keys. */
function asMeant(unknownKeys: readonly UnknownKey[], input: unknown): unknown {
  const meant = copyOf(input);
  for (const { path, key, right } of unknownKeys) {
    const place = valueAt(meant, path) as Record<string, unknown>;
    if (right !== undefined && !Object.hasOwn(place, right)) place[right] = place[key];
    delete place[key];
  }
  return meant;
}

/** Unlike structuredClone, this also copies values that do not belong in a file, such as functions. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}

function unknownKeyFinding({ path, key, valid, right, validBelow }: UnknownKey, input: unknown): Finding {
  const place = readable([...path, key], input);
  if (right === undefined) {
    const remedy = `remove it; valid keys are ${valid.join(', ')}`;
    return finding('unknown-key', place, { message: `unknown key "${key}"`, remedy });
  }
  const below = validBelow.length === 0 ? '' : ` with ${validBelow.join(', ')}`;
  return finding('unknown-key', place, {
    message: `unknown key "${key}". Did you mean "${right}"?`,
    remedy: `write ${right}${below}, or remove it`,
  });
}

/** The errors inside the alternative that the file uses, rather than that none matches. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const within = ({ path, code }: z.core.$ZodIssue) => path.length > 0 || code === 'unrecognized_keys';
  const candidates = issue.errors.filter((problems) => problems.length > 0 && problems.every(within));
  // An alternative that has all the keys is meant, rather than one in which a key is unknown.
  const knowsKeys = (problems: readonly z.core.$ZodIssue[]) =>
    !problems.some(({ path, code }) => path.length === 0 && code === 'unrecognized_keys');
  const chosen = candidates.find(knowsKeys) ?? candidates[0];
  if (!chosen) return [issue];
  return chosen.flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }));
}

function findingOf(issue: z.core.$ZodIssue, input: unknown): Finding {
  const found = valueAt(input, issue.path);
  const place = readable(issue.path, input);
  const expected = expectation(issue);
  if (found === undefined) {
    return finding('missing', place, { message: `missing: ${expected} is required`, remedy: `add ${expected}` });
  }
  const isScalar = typeof found === 'string' || Number.isFinite(found) || typeof found === 'boolean';
  return finding('wrong-kind', place, {
    found: isScalar ? (found as string | number | boolean) : undefined,
    message: `found ${kindOf(found)}, but ${expected} is required`,
    remedy: expected === KINDS['string'] ? 'write text in quotes' : `write ${expected}`,
  });
}

function finding(rule: string, path: string, rest: Pick<Finding, 'found' | 'message' | 'remedy'>): Finding {
  return { rule, severity: 'error', source: 'backupctl', path, ...rest };
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  function: 'a function',
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
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return String(value);
  return KINDS[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}
