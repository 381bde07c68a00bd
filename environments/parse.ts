import type { z } from 'zod';

import { type Finding, refusal } from '../domain/finding';
import { type Organization, organizationSchema } from './organization/organization';
import { ORGANIZATION_RULES } from './organization/rules';
import { noDefaultExport, RefusedError } from './refusal';
import { ENVIRONMENT_RULES } from './rules';
import { concernsOtherPartition, partitionNotSupported } from './rules/partition';
import { type Environment, environmentSchema } from './schema';
import { readShape, type Shape } from './shape';

/** A file of the configuration, not yet checked. */
export interface WrittenFile {
  /** Its path for messages, such as `environments/prod.ts`. */
  readonly file: string;
  /** The default export of the file. */
  readonly input: unknown;
}

/** One environment file, not yet checked. */
export interface EnvironmentFile extends WrittenFile {
  /** Its name in `index.ts`. */
  readonly name: string;
}

/** The input of all stacks: checked, with every default, and frozen. */
export interface Configuration {
  /** In promotion order. */
  readonly environments: readonly Environment[];
  /** Undefined if there is no `organization.ts`. */
  readonly organization: Organization | undefined;
  /** Warnings by environment; those of the organization under `organization`. */
  readonly warnings: Readonly<Record<string, readonly Finding[]>>;
  /** The file of each environment, for messages; that of the organization under `organizations`, as its deployment. */
  readonly files: Readonly<Record<string, string>>;
}

interface Judged<T> {
  readonly file: string;
  readonly name: string;
  readonly findings: readonly Finding[];
  /** The value, or what it was probably meant to be; undefined if it cannot be read. */
  readonly value: T | undefined;
}

/**
 * Checks every file by itself and against the others.
 *
 * @param now the time from which schedules are evaluated
 * @param organization the file of the organization, if there is one
 * @throws {RefusedError} with all problems of all files.
 */
export function parseEnvironments(
  files: readonly EnvironmentFile[],
  now: Date,
  organization?: WrittenFile,
): Configuration {
  const environments = judgeEnvironments(files, now);
  const all = environments.flatMap(({ value }) => value ?? []);
  const judgedOrganization = organization && judgeOrganization(organization, all, now);
  const unread = environments.some(({ value }) => value === undefined);

  const judged: Judged<unknown>[] = judgedOrganization ? [...environments, judgedOrganization] : environments;
  const refusals = judged
    .map(({ file, findings, value }) => ({
      file,
      findings: findings.filter((one) => one.severity === 'error' && !(unread && isAccountOfEnvironment(one))),
      unchecked: value === undefined,
    }))
    .filter(({ findings }) => findings.length > 0);
  if (refusals.length > 0) throw new RefusedError(refusals);

  const warnings = Object.fromEntries(judged.map(({ name, findings }) => [name, findings]));
  const written = Object.fromEntries(environments.map(({ file, name }) => [name, file]));
  const paths = organization ? { ...written, organizations: organization.file } : written;
  return deepFreeze({ environments: all, organization: judgedOrganization?.value, warnings, files: paths });
}

function judgeEnvironments(files: readonly EnvironmentFile[], now: Date): Judged<Environment>[] {
  const read = files.map((file) => ({ ...file, shape: readFile(environmentSchema, file) }));
  const all = read.flatMap(({ shape }) => shape.value ?? []);
  return read.map(({ file, name, shape: { findings, value } }) => {
    if (!value) return { file, name, findings, value };
    const ruled = inOnePartition(
      value,
      ENVIRONMENT_RULES.flatMap((rule) => rule(value, { all, now })),
    );
    return { file, name, findings: [...findings, ...wrongName(name, value), ...ruled], value };
  });
}

function judgeOrganization(
  written: WrittenFile,
  environments: readonly Environment[],
  now: Date,
): Judged<Organization> {
  const { findings, value } = readFile(organizationSchema, written);
  const ruled = value
    ? inOnePartition(
        value,
        ORGANIZATION_RULES.flatMap((rule) => rule(value, { environments, now })),
      )
    : [];
  return { file: written.file, name: 'organization', findings: [...findings, ...ruled], value };
}

/** The organization's file takes the account of an environment from its file: if that cannot be read, the account is missing. */
function isAccountOfEnvironment({ rule, path }: Finding): boolean {
  return rule === 'missing' && /^root\.(?:.*\.)?accounts\.[^.]+\.id$/.test(path);
}

/** Reads a file by its schema, whatever it exports: what cannot be read at all, such as a value that contains itself, too. */
function readFile<S extends z.ZodType>(schema: S, { file, input }: WrittenFile): Shape<z.output<S>> {
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

/** What depends on another partition is not a problem of its own. */
function inOnePartition(value: unknown, findings: readonly Finding[]): Finding[] {
  return [...partitionNotSupported(value), ...findings.filter((finding) => !concernsOtherPartition(finding))];
}

function wrongName(name: string, environment: Environment): Finding[] {
  if (environment.name === name) return [];
  return [
    {
      rule: 'name-differs-from-registry',
      severity: 'error',
      source: 'backupctl',
      path: 'name',
      found: environment.name,
      message: `this file is listed as ${name}`,
      remedy: `name it ${name}, or list it as ${environment.name}`,
    },
  ];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
