import { Command } from 'commander';

import { restoreEc2Command } from './restore-ec2';
import { restoreFollowCommand } from './restore-follow';
import { restoreMetadataCommand } from './restore-metadata';

/** Brings back what AWS Backup has kept. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('Restore an EC2 instance from AWS Backup, with the private addresses that it shall have.')
    .addCommand(restoreMetadataCommand())
    .addCommand(restoreEc2Command())
    .addCommand(restoreFollowCommand());
}
