import { Command, InvalidArgumentError, Option } from 'commander';

import type { BackupExecution } from '../../operations/automation/execution';
import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption, pollOption } from '../options';

interface RunOptions extends AwsOptions {
  readonly environment: string;
  readonly instanceId: string;
  readonly follow?: true;
  readonly poll: number;
  readonly json?: true;
}

/** Backs up an instance now (S12). */
export function ssmBackupRunCommand(): Command {
  return new Command('run')
    .description('Back up one instance of the backup group.')
    .addOption(environmentOption())
    .addOption(new Option('--instance-id <id>', 'the instance to back up').argParser(instanceId).makeOptionMandatory())
    .addOption(new Option('--follow', 'wait until the backup ends, and show its steps'))
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(regionOption('the region of the environment'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('ssm-backup run --environment dev --instance-id i-0123456789abcdef0 --follow', {
        0: 'started, or the followed backup succeeded',
        1: 'refused',
        2: AWS_USAGE,
        3: 'AWS or the backup failed',
        130: 'interrupted; the backup continues',
      }),
    )
    .action(run);
}

async function run({ instanceId: id, follow, ...options }: RunOptions): Promise<void> {
  const { json, profile, environment: name } = options;
  const [{ ssmBackupAccount }, { assertEligible }] = await Promise.all([
    import('../ssm-backup/account'),
    import('../ssm-backup/eligibility'),
  ]);
  const { environment, window, region } = await ssmBackupAccount(name, options);

  const [{ EC2Client }, { SSMClient }, { clientOptions }, operations, { followText }, { followToItsEnd }, crypto] =
    await Promise.all([
      import('@aws-sdk/client-ec2'),
      import('@aws-sdk/client-ssm'),
      import('../aws/clients'),
      import('../../operations/automation/start-backup'),
      import('../ssm-backup/print'),
      import('../ssm-backup/follow'),
      import('node:crypto'),
    ]);
  const clients = clientOptions({ profile, region });
  const ssm = new SSMClient(clients);
  await assertEligible(new EC2Client(clients), id, { environment, window, region });
  const running = await operations.runningBackup(ssm, id);
  if (running) refuseSecond(running, followText(running.executionId, options));

  const executionId = await operations.startBackup(ssm, { instanceId: id, token: crypto.randomUUID() });
  console.error(`Started the backup of ${id}: execution ${executionId}`);
  if (follow) return followToItsEnd(ssm, executionId, options);
  console.log(
    json
      ? JSON.stringify({ executionId, instanceId: id }, null, 2)
      : `${executionId}\n→ to follow it: ${followText(executionId, options)}`,
  );
}

function refuseSecond({ status, startedAt, instanceId: id }: BackupExecution, command: string): never {
  const since = startedAt === undefined ? '' : ` since ${startedAt}`;
  throw new RefusedInputError(`A backup of ${id} is already running: ${status}${since}.\n→ to follow it: ${command}`);
}

function instanceId(text: string): string {
  if (/^i-(?:[\da-f]{8}|[\da-f]{17})$/.test(text)) return text;
  throw new InvalidArgumentError('Specify an instance ID such as i-0123456789abcdef0.');
}
