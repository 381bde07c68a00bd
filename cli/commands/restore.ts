import { Command } from 'commander';

import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { restoreEc2Command } from './restore-ec2';
import { restoreFollowCommand } from './restore-follow';
import { restoreMetadataCommand } from './restore-metadata';

/** Restores recovery points. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('Restore an EC2 instance from AWS Backup, with the private IP addresses of your choice.')
    .addCommand(restoreMetadataCommand())
    .addCommand(restoreEc2Command())
    .addCommand(restoreFollowCommand())
    .addHelpText(
      'after',
      exampleAndExitCodes('restore ec2 --environment dev --instance-id i-0123456789abcdef0 --start --follow', {
        0: 'shown, started, or restored',
        1: 'refused',
        2: AWS_USAGE,
        3: 'AWS or the restore failed',
        130: 'interrupted; the restore continues',
      }),
    );
}
