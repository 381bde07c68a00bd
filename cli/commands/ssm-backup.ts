import { Command } from 'commander';

import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { ssmBackupFollowCommand } from './ssm-backup-follow';
import { ssmBackupRunCommand } from './ssm-backup-run';

/** Systems Manager backups outside the maintenance window. */
export function ssmBackupCommand(): Command {
  return new Command('ssm-backup')
    .description('Back up an instance with Systems Manager now, as the maintenance window does.')
    .addCommand(ssmBackupRunCommand())
    .addCommand(ssmBackupFollowCommand())
    .addHelpText(
      'after',
      exampleAndExitCodes('ssm-backup run --environment dev --instance-id i-0123456789abcdef0', {
        0: 'started, or the followed backup succeeded',
        1: 'refused',
        2: AWS_USAGE,
        3: 'AWS or the backup failed',
        130: 'interrupted; the backup continues',
      }),
    );
}
