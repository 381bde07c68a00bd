import { Argument, Command, InvalidArgumentError } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption, pollOption } from '../options';

interface FollowOptions extends AwsOptions {
  readonly environment: string;
  readonly poll: number;
  readonly json?: true;
}

/** Follows a backup (S12). */
export function ssmBackupFollowCommand(): Command {
  return new Command('follow')
    .description('Wait until a backup ends, and show its steps.')
    .addArgument(new Argument('<execution>', 'the execution ID, as printed by run').argParser(executionId))
    .addOption(environmentOption())
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(regionOption('the region of the environment'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('ssm-backup follow 4105a4fc-f944-11e6-9d32-8fb2db27a909 --environment dev', {
        0: 'the backup succeeded',
        1: 'refused',
        2: AWS_USAGE,
        3: 'AWS or the backup failed',
        130: 'interrupted; the backup continues',
      }),
    )
    .action(follow);
}

async function follow(id: string, options: FollowOptions): Promise<void> {
  const { ssmBackupAccount } = await import('../ssm-backup/account');
  const { region } = await ssmBackupAccount(options.environment, options);
  const [{ SSMClient }, { clientOptions }, { backupExecution }, { BACKUP_DOCUMENT }, { followToItsEnd }] =
    await Promise.all([
      import('@aws-sdk/client-ssm'),
      import('../aws/clients'),
      import('../../operations/automation/execution'),
      import('../../domain/ssm-backup/document-name'),
      import('../ssm-backup/follow'),
    ]);
  const ssm = new SSMClient(clientOptions({ profile: options.profile, region }));
  const found = await backupExecution(ssm, id);
  if (found?.document !== BACKUP_DOCUMENT) {
    const what =
      found === undefined ? 'has no execution' : `runs ${found.document}, which is not a backup, as execution`;
    throw new RefusedInputError(`Systems Manager ${what} ${id} in ${region}.\n→ specify the ID that run printed`);
  }
  await followToItsEnd(ssm, id, options);
}

function executionId(text: string): string {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return text;
  throw new InvalidArgumentError('Specify an ID such as 4105a4fc-f944-11e6-9d32-8fb2db27a909.');
}
