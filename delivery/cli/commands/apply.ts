import { Command, InvalidArgumentError, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { exampleAndExitCodes, TERRAFORM_USAGE } from '../../../cli/help';
import { jsonOption } from '../../../cli/options';
import { fromOption } from '../options';

interface ApplyCommandOptions {
  readonly bundle: string;
  readonly sha256?: string;
  readonly from?: string;
  readonly profile?: string;
  readonly json?: true;
}

/** Applies approved plans. */
export function applyCommand(): Command {
  return new Command('apply')
    .description('Apply exactly the plans of a bundle, verify the environment, and record the result.')
    .addOption(
      new Option('--bundle <bundle>', 'the bundle that plan wrote: a file, or s3://BUCKET/KEY').makeOptionMandatory(),
    )
    .addOption(new Option('--sha256 <digest>', 'refuse a bundle with another digest').argParser(digest))
    .addOption(fromOption('compare'))
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('apply --bundle cdktf.out/plans/dev-0123456789ab.zip', {
        0: 'applied, and verified if no stack remains',
        1: 'refused, not verified, or another apply wrote its record first',
        2: TERRAFORM_USAGE,
        3: 'AWS or Terraform failed',
        130: 'interrupted',
      }),
    )
    .action(apply);
}

async function apply({ json, ...options }: ApplyCommandOptions): Promise<void> {
  const [{ applyRelease }, { appliedJson, appliedText, remainingStacks }, { assertApplied }] = await Promise.all([
    import('../apply-release'),
    import('../apply-text'),
    import('../assert-applied'),
  ]);
  const applied = await applyRelease(options);
  console.log(json ? JSON.stringify(appliedJson(applied), null, 2) : appliedText(applied));
  assertApplied(applied);
  if (remainingStacks(applied).length > 0)
    console.error(`\n→ plan the rest: npx backupctl plan --environment ${applied.environment}`);
}

function digest(text: string): string {
  if (/^[\da-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError('Specify the sha256 that plan printed: 64 hexadecimal digits.');
}
