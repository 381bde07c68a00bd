import { Argument, Command, InvalidArgumentError } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { environmentOption, jsonOption, pollOption } from '../options';

interface FollowOptions extends AwsOptions {
  readonly environment: string;
  readonly poll: number;
  readonly json?: true;
}

/** Follows a backup that was started before (S12). */
export function ssmBackupFollowCommand(): Command {
  return new Command('follow')
    .description('Wait until a backup that was started before is over, and tell its steps.')
    .addArgument(new Argument('<execution>', 'its id, as run tells it').argParser(executionId))
    .addOption(environmentOption())
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(regionOption("the environment's region"))
    .addOption(jsonOption())
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
    const what = found === undefined ? 'knows no execution' : `runs ${found.document}, and no backup, as execution`;
    throw new RefusedInputError(`Systems Manager ${what} ${id} in ${region}.\n→ give the id that run has printed`);
  }
  await followToItsEnd(ssm, id, options);
}

function executionId(text: string): string {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return text;
  throw new InvalidArgumentError('Write an id such as 4105a4fc-f944-11e6-9d32-8fb2db27a909.');
}
