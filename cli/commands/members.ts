import { Command } from 'commander';

import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { membersDeployCommand } from './members-deploy';
import { membersStatusCommand } from './members-status';

/** The baselines of the member accounts. */
export function membersCommand(): Command {
  return new Command('members')
    .description('Deploy the baseline to every member account, and show which accounts have it.')
    .addCommand(membersDeployCommand())
    .addCommand(membersStatusCommand())
    .addHelpText(
      'after',
      exampleAndExitCodes('members status', {
        0: 'every account that a policy reaches has its baseline',
        1: 'at least one account lacks it, or refused input',
        2: AWS_USAGE,
        3: 'AWS failed',
        130: 'interrupted; an operation continues in AWS',
      }),
    );
}
