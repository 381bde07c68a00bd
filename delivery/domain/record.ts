import { type Finding, refusal } from '../../domain/finding';

/** What an apply has made of a stack. `not applied`: it was not its turn, because another one failed or was not approved yet. */
export const STACK_RESULTS = ['applied', 'unchanged', 'failed', 'not applied'] as const;

export interface StackResult {
  readonly stack: string;
  readonly result: (typeof STACK_RESULTS)[number];
}

/** Whether a stack has what the release says. */
export function isDone({ result }: StackResult): boolean {
  return result === 'applied' || result === 'unchanged';
}

/** What the comparison of an environment with AWS found after an apply (N9). */
export interface Verification {
  readonly ok: boolean;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Settings that differ, or could not be compared. */
  readonly differences: number;
}

/** What an apply leaves in the environment's state bucket, for whoever promotes the release to the next environment. */
export interface ReleaseRecord {
  readonly schema: 1;
  /** The digest of the release, in every environment the same. */
  readonly release: string;
  readonly environment: string;
  readonly accountId: string;
  /** ISO 8601, UTC. */
  readonly appliedAt: string;
  /** Every stack of the environment. */
  readonly stacks: readonly StackResult[];
  /** Undefined as long as a stack is not applied: there is nothing whole to compare. */
  readonly verification?: Verification | undefined;
  /** Who applied it, as AWS knows the caller. */
  readonly by: string;
}

/** The deployment unit that no release is promoted to: it stands by itself. */
export const OUTSIDE_PROMOTION = 'organizations';

/** Who must have a release before this environment may; undefined for the first one, and for what stands outside. */
export function predecessorOf(order: readonly string[], environment: string): string | undefined {
  const position = order.indexOf(environment);
  return position > 0 ? order[position - 1] : undefined;
}

/**
 * Everything that keeps a release out of an environment; nothing: it may go there.
 *
 * @param order the environments in the order of promotion
 * @param record what the environment before has of this release, where it has any
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
    const message = `there is no record of release ${shortRelease(release)} in ${predecessor}, which comes before ${environment}`;
    return [refusal({ rule: 'release-not-recorded', path, message, remedy: again })];
  }
  if (record.release !== release || record.environment !== predecessor) {
    const message = `the record is of release ${shortRelease(record.release)} in ${record.environment}, not of ${shortRelease(release)} in ${predecessor}`;
    return [refusal({ rule: 'record-of-another-release', path, message, remedy: again })];
  }
  const unfinished = unfinishedStacks(record, path, again);
  return unfinished.length > 0 ? unfinished : unverified(record, path, again);
}

/** A digest as people tell it apart. */
export function shortRelease(release: string): string {
  return release.slice(0, 12);
}

function unknownEnvironment(order: readonly string[], environment: string): Finding {
  return refusal({
    rule: 'environment-not-in-order',
    path: 'environments/index.ts',
    message: `${environment} is not in the order of promotion`,
    remedy: `name one of ${order.join(', ')}`,
  });
}

function unfinishedStacks({ stacks, environment }: ReleaseRecord, path: string, remedy: string): Finding[] {
  if (stacks.length === 0) {
    const message = `the record names no stack of ${environment}`;
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
  const remedy = `npx backupctl verify --environment ${environment} tells what differs; fix it, then ${again}`;
  if (verification === undefined)
    return [refusal({ rule: 'release-not-verified', path: at, message: 'it has not been verified', remedy })];
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
