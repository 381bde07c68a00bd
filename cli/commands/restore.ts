import { Command } from 'commander';

import { restoreMetadataCommand } from './restore-metadata';

/** Brings back what AWS Backup has kept. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('Restore an EC2 instance from AWS Backup, with the private addresses that it shall have.')
    .addCommand(restoreMetadataCommand());
}
