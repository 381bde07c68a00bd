import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { lockText, readStateLock } from '../../domain/state-lock';
import { missingBucketText } from '../missing-bucket';
import type { Progress } from '../../../operations/progress';
import type { Terraform, TerraformEnded } from './program';
import { NothingChangedError, TerraformError, TerraformStoppedError } from './terraform-error';
import { laidOut, type StackFiles } from './work-folder';

/** The digests of the providers, which Terraform keeps beside the configuration. */
export const PROVIDER_LOCK = '.terraform.lock.hcl';

/** Where work on stacks goes on. */
export interface Workplace {
  readonly terraform: Terraform;
  /** A folder that goes when the work is over. */
  readonly work: string;
  /** The folder of the logs, one a stack. */
  readonly logs: string;
  /** The synthesized folder of a stack, as people reach it. */
  readonly folderOf: (stack: string) => string;
  readonly progress: Progress;
}

/** A stack in its own folder, ready to be planned or applied. */
export interface Initialized {
  readonly name: string;
  readonly folder: string;
  readonly log: string;
}

/** A stack that is not in a folder of its own yet. */
export interface Uninitialized {
  readonly name: string;
  readonly files: StackFiles;
}

/**
 * Initializes stacks one after the other, because a cache of providers that they share is not safe otherwise.
 *
 * @throws {TerraformError} at the first that fails
 * @throws {TerraformStoppedError | TerraformMissingError}
 */
export async function initialize(place: Workplace, stacks: readonly Uninitialized[]): Promise<Initialized[]> {
  const initializeNext = initializer(place);
  const done: Initialized[] = [];
  // One after the other, as said above.
  for (const stack of stacks) done.push(await initializeNext(stack));
  return done;
}

/**
 * What initializes one stack, to be called for one after the other. What the first one learns about the providers holds
 * for all, unless it is known before.
 */
export function initializer(place: Workplace): (stack: Uninitialized) => Promise<Initialized> {
  let known: Uint8Array | undefined;
  return async ({ name, files }) => {
    place.progress(`${name}: initializing`);
    const pinned = PROVIDER_LOCK in files;
    const learnt: StackFiles = known && !pinned ? { [PROVIDER_LOCK]: known } : {};
    const stack = {
      name,
      folder: laidOut(place.work, name, { ...files, ...learnt }),
      log: path.join(place.logs, `${name}.log`),
    };
    const readOnly = pinned ? ['-lockfile=readonly'] : [];
    const ended = await place.terraform.run(stack.folder, ['init', '-input=false', ...readOnly], stack.log);
    refuseFailure(place, stack, 'init', ended);
    known ??= providerLock(stack.folder);
    return stack;
  };
}

/** What Terraform wrote down about the providers of a stack; undefined when it needs none. */
export function providerLock(folder: string): Uint8Array | undefined {
  const file = path.join(folder, PROVIDER_LOCK);
  return existsSync(file) ? readFileSync(file) : undefined;
}

/**
 * @throws {TerraformStoppedError} when people have broken it off
 * @throws {TerraformError} with the lock that stands in the way, the bucket that is missing, or else with what Terraform
 * complained about
 */
export function refuseFailure(
  { terraform, folderOf }: Workplace,
  { name, log }: Initialized,
  command: string,
  { code, said }: TerraformEnded,
): void {
  if (code === 0) return;
  if (terraform.stopped) throw new TerraformStoppedError('Stopped.');
  const lock = readStateLock(said);
  if (lock) throw new NothingChangedError(lockText(lock, { stack: name, folder: folderOf(name), now: new Date() }));
  if (said.includes('Error: Saved plan is stale')) {
    throw new NothingChangedError(`The plan of ${name} is stale: its state has changed since it was planned.`);
  }
  const [, bucket] = NO_BUCKET.exec(said) ?? [];
  if (bucket !== undefined) throw new TerraformError(missingBucketText(bucket));
  throw new TerraformError(
    `terraform ${command} of ${name} failed:\n${complaints(said)}\n→ fix it; the whole output: ${log}`,
  );
}

/** What the S3 backend says where nobody has made the bucket of its state. */
const NO_BUCKET = /S3 bucket\s+"([^"]+)"\s+does\s+not\s+exist/;

/** Enough to see what is wrong; the log has all of it. */
const MOST_LINES = 40;

/** The errors that Terraform told last, without the frame that it may draw around them. */
export function complaints(said: string): string {
  const lines = said.split('\n').map((line) => line.replace(/^│ ?/, '').trimEnd());
  const from = lines.findIndex((line) => line.startsWith('Error:'));
  const told = (from < 0 ? lines : lines.slice(from)).filter((line) => line !== '' && !/^[╷╵]$/.test(line));
  return (from < 0 ? told.slice(-5) : told.slice(0, MOST_LINES)).map((line) => `  ${line}`).join('\n');
}
