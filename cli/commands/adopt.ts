import { Command } from 'commander';

import { AWS_USAGE, exampleAndExitCodes } from '../help';

/** Takes over what exists in an account. */
export function adoptCommand(): Command {
  return new Command('adopt').description('Take over existing resources of an account.').addHelpText(
    'after',
    exampleAndExitCodes('adopt finish --environment dev', {
      0: 'done',
      1: 'refused input',
      2: AWS_USAGE,
      3: 'AWS failed',
    }),
  );
}
