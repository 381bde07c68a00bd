import type { Finding } from '../domain/finding';
import { type Organization, organizationSchema } from './organization/organization';
import { ORGANIZATION_RULES } from './organization/rules';
import { RefusedError } from './refusal';
import { ENVIRONMENT_RULES } from './rules';
import { type Environment, environmentSchema } from './schema';
import { readShape } from './shape';

/** A file of the configuration, not yet looked at. */
export interface WrittenFile {
  /** As the operator knows it, such as `environments/prod.ts`. */
  readonly file: string;
  /** What the file exports. */
  readonly input: unknown;
}

/** One environment file, not yet looked at. */
export interface EnvironmentFile extends WrittenFile {
  /** The name in the registry. */
  readonly name: string;
}

/** What all stacks are built from: checked, fully defaulted and frozen. */
export interface Configuration {
  /** In the order of promotion. */
  readonly environments: readonly Environment[];
  /** Undefined when there is no `organization.ts`. */
  readonly organization: Organization | undefined;
  /** What is allowed but worth a look, by environment; under `organization` that of the organization. */
  readonly warnings: Readonly<Record<string, readonly Finding[]>>;
}

interface Judged<T> {
  readonly file: string;
  readonly name: string;
  readonly findings: readonly Finding[];
  /** As it stands, or as it was probably meant; undefined when nothing can be made of it. */
  readonly value: T | undefined;
}

/**
 * Checks every file, each by itself and against the others.
 *
 * @param now the moment from which schedules are looked at
 * @param organization the file of the organization, where there is one
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

  const judged: Judged<unknown>[] = judgedOrganization ? [...environments, judgedOrganization] : environments;
  const refusals = judged
    .map(({ file, findings, value }) => ({
      file,
      findings: findings.filter(({ severity }) => severity === 'error'),
      unchecked: value === undefined,
    }))
    .filter(({ findings }) => findings.length > 0);
  if (refusals.length > 0) throw new RefusedError(refusals);

  const warnings = Object.fromEntries(judged.map(({ name, findings }) => [name, findings]));
  return deepFreeze({ environments: all, organization: judgedOrganization?.value, warnings });
}

function judgeEnvironments(files: readonly EnvironmentFile[], now: Date): Judged<Environment>[] {
  const read = files.map((file) => ({ ...file, shape: readShape(environmentSchema, file.input) }));
  const all = read.flatMap(({ shape }) => shape.value ?? []);
  return read.map(({ file, name, shape: { findings, value } }) => {
    if (!value) return { file, name, findings, value };
    const ruled = ENVIRONMENT_RULES.flatMap((rule) => rule(value, { all, now }));
    return { file, name, findings: [...findings, ...wrongName(name, value), ...ruled], value };
  });
}

function judgeOrganization(
  { file, input }: WrittenFile,
  environments: readonly Environment[],
  now: Date,
): Judged<Organization> {
  const { findings, value } = readShape(organizationSchema, input);
  const ruled = value ? ORGANIZATION_RULES.flatMap((rule) => rule(value, { environments, now })) : [];
  return { file, name: 'organization', findings: [...findings, ...ruled], value };
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
      message: `the registry knows this file as ${name}`,
      remedy: `name it ${name}, or register it as ${environment.name}`,
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
