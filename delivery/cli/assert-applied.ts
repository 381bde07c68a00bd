import type { StackResult } from '../domain/record';
import { InterruptedError, RefusedInputError } from '../../cli/exit-code';
import type { AppliedRelease } from './apply-release';

/**
 * Tells, once the results are printed, why no other environment may have the release yet, or why the apply went no further.
 *
 * @throws {RefusedInputError} when it is not recorded, or not verified
 * @throws {AwsError | TerraformError | InterruptedError} what stopped the apply, or its verification
 */
export function refuseUnfinished(applied: AppliedRelease): void {
  const { failure, recorded, environment } = applied;
  if (failure !== undefined) throw toldFailure(failure, (reason) => failureText(applied, reason));
  if (recorded?.lost) {
    throw new RefusedInputError(
      `\nSomebody else has applied something to ${environment} in the meantime: this apply has left no record.\n→ plan again: npx backupctl plan --environment ${environment}`,
    );
  }
  if (recorded?.unverified !== undefined) {
    const how = `${environment} has the whole release, but it is not verified: no other environment accepts it yet.\n→ plan and apply again to verify it: npx backupctl plan --environment ${environment}`;
    throw toldFailure(recorded.unverified, (reason) => `${reason}\n\n${how}`);
  }
  if (recorded?.record.verification?.ok === false) {
    throw new RefusedInputError(
      `\nNo other environment accepts this release until ${environment} is verified.\n→ npx backupctl verify --environment ${environment} tells what differs`,
    );
  }
}

/** The same error, which says what to do now. */
function toldFailure(failure: unknown, text: (reason: string) => string): Error {
  if (!(failure instanceof Error)) return new Error(String(failure));
  const reason = `\n${failure.message}`;
  if (failure.name === 'TerraformStoppedError') return new InterruptedError(text(reason));
  failure.message = text(reason);
  return failure;
}

/** What is applied, what is not, and how to go on after a failure. */
function failureText({ results, environment }: AppliedRelease, reason: string): string {
  const told = (result: StackResult['result'], lead: string): string[] => {
    const stacks = results.filter((one) => one.result === result).map(({ stack }) => stack);
    return stacks.length === 0 ? [] : [`${lead}: ${stacks.join(', ')}`];
  };
  return [
    reason,
    '',
    ...told('applied', 'Applied'),
    ...told('unchanged', 'Nothing to change'),
    ...told('failed', 'Not applied, or only in part'),
    ...told('not applied', 'Not applied'),
    `→ then plan again, which continues with what is left: npx backupctl plan --environment ${environment}`,
  ].join('\n');
}
