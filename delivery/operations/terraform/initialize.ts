import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { lockText, readStateLock } from '../../domain/state-lock';
import { missingBucketText } from '../missing-bucket';
import type { Progress } from '../../../operations/progress';
import type { Terraform, TerraformResult } from './program';
import { NothingChangedError, TerraformError, TerraformStoppedError } from './terraform-error';
import { writeStack, type StackFiles } from './work-folder';

/** Terraform's provider lock file. */
export const PROVIDER_LOCK = '.terraform.lock.hcl';

/** The environment in which Terraform works on stacks. */
export interface Workplace {
  readonly terraform: Terraform;
  /** A temporary folder. */
  readonly work: string;
  /** The folder of the logs, one for each stack. */
  readonly logs: string;
  /** The synthesized folder of a stack, for commands in messages. */
  readonly folderOf: (stack: string) => string;
  readonly progress: Progress;
}

/** A stack in its temporary folder, ready for plan or apply. */
export interface Initialized {
  readonly name: string;
  readonly folder: string;
  readonly log: string;
}

/** A stack that is not initialized yet. */
export interface Uninitialized {
  readonly name: string;
  readonly files: StackFiles;
}

/**
 * Initializes stacks one after the other, because the shared provider cache is not safe for parallel use.
 *
 * @throws {TerraformError} at the first that fails
 * @throws {TerraformStoppedError | TerraformMissingError}
 */
export async function initialize(place: Workplace, stacks: readonly Uninitialized[]): Promise<Initialized[]> {
  const initializeNext = initializer(place);
  const done: Initialized[] = [];
  for (const stack of stacks) done.push(await initializeNext(stack));
  return done;
}

/**
 * Returns a function that initializes one stack. Call it for one stack after the other: all of them use the provider lock of
 * the first one, unless they have their own.
 */
export function initializer(place: Workplace): (stack: Uninitialized) => Promise<Initialized> {
  let known: Uint8Array | undefined;
  return async ({ name, files }) => {
    place.progress(`${name}: initializing`);
    const pinned = PROVIDER_LOCK in files;
    const learned: StackFiles = known && !pinned ? { [PROVIDER_LOCK]: known } : {};
    const stack = {
      name,
      folder: writeStack(place.work, name, { ...files, ...learned }),
      log: path.join(place.logs, `${name}.log`),
    };
    const readOnly = pinned ? ['-lockfile=readonly'] : [];
    const ended = await place.terraform.run(stack.folder, ['init', '-input=false', ...readOnly], stack.log);
    assertSuccess(place, stack, 'init', ended);
    known ??= providerLock(stack.folder);
    return stack;
  };
}

/** The provider lock that Terraform wrote for a stack; undefined when the stack has no provider. */
export function providerLock(folder: string): Uint8Array | undefined {
  const file = path.join(folder, PROVIDER_LOCK);
  return existsSync(file) ? readFileSync(file) : undefined;
}

/**
 * @param remedy what fixes the error; empty if that is unknown
 * @throws {TerraformStoppedError} when the user cancelled
 * @throws {TerraformError} with the holder of the lock, the missing bucket, or else Terraform's errors
 */
export function assertSuccess(
  { terraform, folderOf }: Workplace,
  { name, log }: Initialized,
  command: string,
  { code, output }: TerraformResult,
  remedy = '',
): void {
  if (code === 0) return;
  if (terraform.stopped) throw new TerraformStoppedError('Stopped.');
  const lock = readStateLock(output);
  if (lock) throw new NothingChangedError(lockText(lock, { stack: name, folder: folderOf(name), now: new Date() }));
  if (output.includes('Error: Saved plan is stale')) {
    throw new NothingChangedError(`The plan of ${name} is stale: its state changed since it was planned.`);
  }
  const [, bucket] = NO_BUCKET.exec(output) ?? [];
  if (bucket !== undefined) throw new TerraformError(missingBucketText(bucket));
  throw new TerraformError(
    `terraform ${command} of ${name} failed:\n${errorLines(output)}\n${remedy === '' ? '→ fix the error' : `${remedy}\n→ then continue`}; full output: ${log}`,
  );
}

/** The error of the S3 backend without a bucket. */
const NO_BUCKET = /S3 bucket\s+"([^"]+)"\s+does\s+not\s+exist/;

/** The log has the rest. */
const MOST_LINES = 40;

/** The last errors of Terraform, without the frame around them. */
export function errorLines(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^│ ?/, '').trimEnd());
  const from = lines.findIndex((line) => line.startsWith('Error:'));
  const shown = (from < 0 ? lines : lines.slice(from)).filter((line) => line !== '' && !/^[╷╵]$/.test(line));
  return (from < 0 ? shown.slice(-5) : shown.slice(0, MOST_LINES)).map((line) => `  ${line}`).join('\n');
}
