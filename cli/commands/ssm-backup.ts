import { Command } from 'commander';

import { ssmBackupFollowCommand } from './ssm-backup-follow';
import { ssmBackupRunCommand } from './ssm-backup-run';

/** Backups by Systems Manager, outside the window. */
export function ssmBackupCommand(): Command {
  return new Command('ssm-backup')
    .description('Back up an instance by Systems Manager now, as its maintenance window does.')
    .addCommand(ssmBackupRunCommand())
    .addCommand(ssmBackupFollowCommand());
}
