import { type Finding, refusal } from '../../domain/finding';

/** The result of an apply for a stack. `not applied`: another stack failed before, or was not approved yet. */
export const STACK_RESULTS = ['applied', 'unchanged', 'failed', 'not applied'] as const;

export interface StackResult {
  readonly stack: string;
  readonly result: (typeof STACK_RESULTS)[number];
}

/** Whether a stack has the release. */
export function isDone({ result }: StackResult): boolean {
  return result === 'applied' || result === 'unchanged';
}

/** The comparison of an environment with AWS after an apply (N9). */
export interface Verification {
  readonly ok: boolean;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The number of settings that differ, or could not be compared. */
  readonly differences: number;
}

/** The record of an apply in the environment's state bucket. Promotion to the next environment requires it. */
export interface ReleaseRecord {
  readonly schema: 1;
  /** The digest of the release, the same in every environment. */
  readonly release: string;
  readonly environment: string;
  readonly accountId: string;
  /** ISO 8601, UTC. */
  readonly appliedAt: string;
  /** Every stack of the environment. */
  readonly stacks: readonly StackResult[];
  /** Undefined until every stack is applied. */
  readonly verification?: Verification;
  /** The ARN of the caller. */
  readonly by: string;
}

/** The deployment unit outside the promotion order. */
export const OUTSIDE_PROMOTION = 'organizations';

/** The environment that must have a release first; undefined for the first one, and outside the promotion order. */
export function predecessorOf(order: readonly string[], environment: string): string | undefined {
  const position = order.indexOf(environment);
  return position > 0 ? order[position - 1] : undefined;
}

/**
 * Every reason why a release may not be promoted to an environment.
 *
 * @param order the environments in promotion order
 * @param record the record of this release in the preceding environment
 */
export function promotionRefusals(
  order: readonly string[],
  environment: string,
  release: string,
  record: ReleaseRecord | undefined,
): Finding[] {
  if (environment !== OUTSIDE_PROMOTION && !order.includes(environment))
    return [unknownEnvironment(order, environment)];
  const predecessor = predecessorOf(order, environment);
  if (predecessor === undefined) return [];
  const path = `${predecessor}.releases.${shortRelease(release)}`;
  const again = `npx backupctl plan --environment ${predecessor}, and apply the bundle that it writes`;
  if (record === undefined) {
    const message = `release ${shortRelease(release)} has no record in ${predecessor}, which comes before ${environment}`;
    return [refusal({ rule: 'release-not-recorded', path, message, remedy: again })];
  }
  if (record.release !== release || record.environment !== predecessor) {
    const message = `the record is of release ${shortRelease(record.release)} in ${record.environment}, not of ${shortRelease(release)} in ${predecessor}`;
    return [refusal({ rule: 'record-of-another-release', path, message, remedy: again })];
  }
  const unfinished = unfinishedStacks(record, path, again);
  return unfinished.length > 0 ? unfinished : unverified(record, path, again);
}

/** A digest in short form, for output. */
export function shortRelease(release: string): string {
  return release.slice(0, 12);
}

function unknownEnvironment(order: readonly string[], environment: string): Finding {
  return refusal({
    rule: 'environment-not-in-order',
    path: 'environments/index.ts',
    message: `${environment} is not in the promotion order`,
    remedy: `specify one of ${order.join(', ')}`,
  });
}

function unfinishedStacks({ stacks, environment }: ReleaseRecord, path: string, remedy: string): Finding[] {
  if (stacks.length === 0) {
    const message = `the record has no stack of ${environment}`;
    return [refusal({ rule: 'stack-not-applied', path: `${path}.stacks`, message, remedy })];
  }
  return stacks
    .filter((one) => !isDone(one))
    .map(({ stack, result }) => {
      const message = result === 'failed' ? `the apply of ${stack} failed` : `the stack ${stack} is not applied`;
      return refusal({ rule: 'stack-not-applied', path: `${path}.stacks.${stack}`, message, remedy });
    });
}

function unverified({ verification, environment }: ReleaseRecord, path: string, again: string): Finding[] {
  const at = `${path}.verification`;
  const remedy = `fix what npx backupctl verify --environment ${environment} reports, then ${again}`;
  if (verification === undefined)
    return [refusal({ rule: 'release-not-verified', path: at, message: 'it is not verified', remedy })];
  if (verification.ok) return [];
  const { differences, at: moment } = verification;
  const settings = differences === 1 ? '1 setting that differs' : `${differences} settings that differ`;
  return [
    refusal({
      rule: 'release-not-verified',
      path: at,
      found: differences,
      message: `the verification at ${moment} found ${settings}`,
      remedy,
    }),
  ];
}
