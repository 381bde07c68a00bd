import { CommanderError } from 'commander';

import type { Finding } from '../domain/finding';
import { systemErrorText } from './system-error';

/** Refused input; the message is for the user: exit code 1. */
export class RefusedInputError extends Error {
  override readonly name: string = 'RefusedInputError';

  /** @param refused the problems, if the command has printed nothing yet: `--json` prints them */
  constructor(
    message: string,
    readonly refused?: readonly RefusedFinding[],
  ) {
    super(message);
  }
}

/** A problem as `--json` prints it. */
interface RefusedFinding extends Pick<Finding, 'path' | 'found' | 'message' | 'remedy'> {
  readonly file?: string | undefined;
}

/**
 * Findings without what only rules need.
 *
 * @param file what they are about, except those about options
 */
export function refusedOf(findings: readonly Finding[], file?: string): RefusedFinding[] {
  return findings.map(({ path, found, message, remedy }) => ({
    file: path.startsWith('--') ? undefined : file,
    path,
    found,
    message,
    remedy,
  }));
}

/** Refuses a file that the user named, before the command has printed anything. */
export function refusedFile(file: string, message: string, remedy: string): RefusedInputError {
  return new RefusedInputError(`${file} ${message}.\n→ ${remedy}`, [{ file, path: '', message, remedy }]);
}

/** The problems of refused input, for `--json`; undefined if the error is something else. */
export function refusedFindings(error: unknown): readonly RefusedFinding[] | undefined {
  return error instanceof Error && 'refused' in error ? (error.refused as readonly RefusedFinding[]) : undefined;
}

/** Wrong usage; the message is for the user: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A signal cancelled the command: exit code 130, as shells report Ctrl-C. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';

  /** @param endBy the signal that then ends the process, instead of exit code 130 */
  constructor(
    message: string,
    readonly endBy?: NodeJS.Signals,
  ) {
    super(message);
  }
}

/** The exit code of a failed command. Rethrows an unexpected error, with its stack. */
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
