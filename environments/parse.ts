import type { Finding } from '../domain/finding';
import { type Refusal, RefusedError } from './refusal';
import { ENVIRONMENT_RULES } from './rules';
import { type Environment, environmentSchema } from './schema';
import { readShape } from './shape';

/** One environment file, not yet looked at. */
export interface EnvironmentFile {
  /** As the operator knows it, such as `environments/prod.ts`. */
  readonly file: string;
  /** The name in the registry. */
  readonly name: string;
  /** What the file exports. */
  readonly input: unknown;
}

/** What all stacks are built from: checked, fully defaulted and frozen. */
export interface Configuration {
  /** In the order of promotion. */
  readonly environments: readonly Environment[];
  /** What is allowed but worth a look, by environment. */
  readonly warnings: Readonly<Record<string, readonly Finding[]>>;
}

interface Judged {
  readonly file: EnvironmentFile;
  readonly shape: readonly Finding[];
  /** As it stands, or as it was probably meant; undefined when nothing can be made of it. */
  readonly environment: Environment | undefined;
}

/**
 * Checks every file, each by itself and against the others.
 *
 * @param now the moment from which schedules are looked at
 * @throws {RefusedError} with all problems of all files.
 */
export function parseEnvironments(files: readonly EnvironmentFile[], now: Date): Configuration {
  const judged = files.map(judgeShape);
  const all = judged.flatMap(({ environment }) => environment ?? []);

  const findings = judged.map(({ file, shape, environment }) => {
    if (!environment) return shape;
    const ruled = ENVIRONMENT_RULES.flatMap((rule) => rule(environment, { all, now }));
    return [...shape, ...wrongName(file, environment), ...ruled];
  });

  const refusals = judged.flatMap(({ file, environment }, index): Refusal[] => {
    const errors = (findings[index] ?? []).filter(({ severity }) => severity === 'error');
    return errors.length === 0 ? [] : [{ file: file.file, findings: errors, unchecked: environment === undefined }];
  });
  if (refusals.length > 0) throw new RefusedError(refusals);

  const warnings = Object.fromEntries(files.map(({ name }, index) => [name, findings[index] ?? []]));
  return deepFreeze({ environments: all, warnings });
}

function judgeShape(file: EnvironmentFile): Judged {
  const { findings, value } = readShape(environmentSchema, file.input);
  return { file, shape: findings, environment: value };
}

function wrongName({ name }: EnvironmentFile, environment: Environment): Finding[] {
  if (environment.name === name) return [];
  return [
    {
      rule: 'name-differs-from-registry',
      severity: 'error',
      source: 'ours',
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
