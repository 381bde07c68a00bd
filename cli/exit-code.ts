import { CommanderError } from 'commander';

import { systemErrorText } from './system-error';

/** Input that was looked at and refused, told for people by its message: exit code 1. */
export class RefusedInputError extends Error {
  override readonly name: string = 'RefusedInputError';
}

/** A call that cannot be understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A signal cancelled the command: exit code 130, as shells report Ctrl-C. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** What a failed command ends with; rethrows what nobody foresaw, with its stack. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError) return 2;
  if (error instanceof InterruptedError) return 130;
  if (error instanceof Error && ['CredentialsError', 'TerraformMissingError'].includes(error.name)) return 2;
  if (error instanceof Error && ['AwsError', 'TerraformError'].includes(error.name)) return 3;
  if (error instanceof Error && ['RefusedError', 'RefusedInputError'].includes(error.name)) return 1;
  if (systemErrorText(error) !== undefined) return 2;
  throw error;
}
