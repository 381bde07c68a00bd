import { Command } from 'commander';

import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { policyEffectiveCommand } from './policy-effective';
import { policyExplainCommand } from './policy-explain';
import { policyLintCommand } from './policy-lint';
import { policyVerifyCommand } from './policy-verify';

/** Checks AWS Organizations backup policies, before and after they are deployed. */
export function policyCommand(): Command {
  return new Command('policy')
    .description('Check backup policies of AWS Organizations. All subcommands but verify work offline.')
    .addCommand(policyLintCommand())
    .addCommand(policyEffectiveCommand())
    .addCommand(policyExplainCommand())
    .addCommand(policyVerifyCommand())
    .addHelpText(
      'after',
      exampleAndExitCodes('policy effective --account 111111111111', {
        0: 'no errors',
        1: 'errors, differences, or refused input',
        2: AWS_USAGE,
        3: 'AWS failed',
      }),
    );
}
