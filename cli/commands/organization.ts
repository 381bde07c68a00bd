import { Command } from 'commander';

import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { organizationPullCommand } from './organization-pull';

/** The organization in AWS, and its tree in the repository. */
export function organizationCommand(): Command {
  return new Command('organization')
    .description('Keep the tree of the organization in the repository.')
    .addCommand(organizationPullCommand())
    .addHelpText(
      'after',
      exampleAndExitCodes('organization pull', { 0: 'written', 1: 'refused input', 2: AWS_USAGE, 3: 'AWS failed' }),
    );
}
