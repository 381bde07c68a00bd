import type { StackResult } from '../domain/record';
import { InterruptedError, RefusedInputError } from '../../cli/exit-code';
import type { AppliedRelease } from './apply-release';

/**
 * Refuses an apply that stopped, or that no other environment may build on yet.
 *
 * @throws {RefusedInputError} when the apply is not recorded, or not verified
 * @throws {AwsError | TerraformError | InterruptedError} what stopped the apply, or its verification
 */
export function assertApplied(applied: AppliedRelease): void {
  const { failure, recorded, environment } = applied;
  if (failure !== undefined) throw explained(failure, (reason) => failureText(applied, reason));
  if (recorded?.lost) {
    throw new RefusedInputError(
      `\nAnother apply to ${environment} finished first: this apply has no record.\n→ plan again: npx backupctl plan --environment ${environment}`,
    );
  }
  if (recorded?.unverified !== undefined) {
    const how = `${environment} has the complete release, but it is not verified: no other environment accepts it yet.\n→ plan and apply again to verify it: npx backupctl plan --environment ${environment}`;
    throw explained(recorded.unverified, (reason) => `${reason}\n\n${how}`);
  }
  if (recorded?.record.verification?.ok === false) {
    throw new RefusedInputError(
      `\nNo other environment accepts this release until ${environment} is verified.\n→ to see what differs: npx backupctl verify --environment ${environment}`,
    );
  }
}

/** The same error with the next step. */
function explained(failure: unknown, text: (reason: string) => string): Error {
  if (!(failure instanceof Error)) return new Error(String(failure));
  const reason = `\n${failure.message}`;
  if (failure.name === 'TerraformStoppedError') return new InterruptedError(text(reason));
  failure.message = text(reason);
  return failure;
}

/** What is applied, what is not, and how to continue after a failure. */
function failureText({ results, environment }: AppliedRelease, reason: string): string {
  const listed = (result: StackResult['result'], lead: string): string[] => {
    const stacks = results.filter((one) => one.result === result).map(({ stack }) => stack);
    return stacks.length === 0 ? [] : [`${lead}: ${stacks.join(', ')}`];
  };
  return [
    reason,
    '',
    ...listed('applied', 'Applied'),
    ...listed('unchanged', 'Nothing to change'),
    ...listed('failed', 'Not applied, or only partly'),
    ...listed('not applied', 'Not applied'),
    `→ then plan again to continue with the remaining stacks: npx backupctl plan --environment ${environment}`,
  ].join('\n');
}
