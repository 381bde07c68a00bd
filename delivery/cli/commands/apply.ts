import { Command, InvalidArgumentError, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { jsonOption } from '../../../cli/options';
import { fromOption } from '../options';

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
  const [{ applyRelease }, { appliedJson, appliedText, stillToCome }, { refuseUnfinished }] = await Promise.all([
    import('../apply-release'),
    import('../apply-text'),
    import('../assert-applied'),
  ]);
  const applied = await applyRelease(options);
  console.log(json ? JSON.stringify(appliedJson(applied), null, 2) : appliedText(applied));
  refuseUnfinished(applied);
  if (stillToCome(applied).length > 0)
    console.error(`\n→ plan the rest: npx backupctl plan --environment ${applied.environment}`);
}

function digest(text: string): string {
  if (/^[\da-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError('Give the sha256 that plan has printed: 64 hexadecimal digits.');
}
