import { Command } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { RefusedInputError } from '../../../cli/exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../../../cli/help';
import { jsonOption } from '../../../cli/options';
import { targetOption } from '../options';

interface FinishOptions {
  readonly environment: string;
  readonly profile?: string;
  readonly json?: true;
}

/** Removes a file of imports once Terraform has imported everything in it. */
export function adoptFinishCommand(): Command {
  return new Command('finish')
    .description('Remove NAME.imports.json, if every address in it is in the state of its stack.')
    .addOption(targetOption())
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('adopt finish --environment dev', {
        0: 'the file is removed, or there is none',
        1: 'an address is in no state: the file stays; or refused input',
        2: AWS_USAGE,
        3: 'AWS failed: the file stays',
      }),
    )
    .action(finish);
}

async function finish({ json, ...options }: FinishOptions): Promise<void> {
  const { finishAdoption } = await import('../finish-adoption');
  const { file, imported, missing, removed } = await finishAdoption(options);
  if (json) console.log(JSON.stringify({ file, imported, missing, removed }, null, 2));
  else if (removed) console.log(`Removed ${file}: the states have all ${imported} addresses.`);
  else if (missing.length === 0) console.log(`There is no ${file}: nothing is left to import.`);
  if (missing.length === 0) return;
  const listed = missing.map(({ stack, to, id }) => `  ${stack}: ${to} (${id})`);
  throw new RefusedInputError(
    [
      `${file} stays: ${missing.length} of ${imported} addresses are in no state.`,
      ...listed,
      `→ plan and apply them: npx backupctl plan --environment ${options.environment}`,
    ].join('\n'),
  );
}
