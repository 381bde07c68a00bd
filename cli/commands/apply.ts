import { Command, InvalidArgumentError, Option } from 'commander';

import { profileOption } from '../aws/options';
import { InterruptedError, RefusedInputError } from '../exit-code';
import { jsonOption } from '../options';
import { fromOption } from '../release/options';

interface ApplyCommandOptions {
  readonly bundle: string;
  readonly sha256?: string;
  readonly from?: string;
  readonly profile?: string;
  readonly json?: true;
}

/** Applies the plans that were approved, and no others. */
export function applyCommand(): Command {
  return new Command('apply')
    .description('Apply exactly the plans of a bundle, verify the environment, and keep a record of it.')
    .addOption(new Option('--bundle <bundle>', 'what plan wrote: a file, or s3://bucket/key').makeOptionMandatory())
    .addOption(new Option('--sha256 <digest>', 'refuse any bundle but this').argParser(digest))
    .addOption(fromOption('compare with'))
    .addOption(profileOption())
    .addOption(jsonOption())
    .action(apply);
}

async function apply({ json, ...options }: ApplyCommandOptions): Promise<void> {
  const [{ applyRelease }, { appliedJson, appliedText, failureText, stillToCome }] = await Promise.all([
    import('../release/apply-release'),
    import('../release/apply-text'),
  ]);
  const applied = await applyRelease(options);
  console.log(json ? JSON.stringify(appliedJson(applied), null, 2) : appliedText(applied));
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
  if (stillToCome(applied).length > 0)
    console.error(`\n→ plan the rest: npx backupctl plan --environment ${environment}`);
}

/** The same error, which says what to do now. */
function toldFailure(failure: unknown, text: (reason: string) => string): Error {
  if (!(failure instanceof Error)) return new Error(String(failure));
  const reason = `\n${failure.message}`;
  if (failure.name === 'TerraformStoppedError') return new InterruptedError(text(reason));
  failure.message = text(reason);
  return failure;
}

function digest(text: string): string {
  if (/^[\da-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError('Give the sha256 that plan has printed: 64 hexadecimal digits.');
}
