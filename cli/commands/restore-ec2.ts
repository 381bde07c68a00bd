import { Command, InvalidArgumentError, Option } from 'commander';

import { profileOption, regionOption } from '../aws/options';
import { UsageError } from '../exit-code';
import { environmentOption, jsonOption, pollOption } from '../options';
import { withAddressOptions } from '../restore/address-options';
import { isInstanceId } from '../restore/instance-arn';
import type { RestoreOptions } from '../restore/restore-options';

/** Restores an EC2 instance with the private addresses that it shall have. */
export function restoreEc2Command(): Command {
  const command = new Command('ec2')
    .description('Show what a restore of an EC2 instance would do, and with --start do it.')
    .addOption(environmentOption())
    .addOption(new Option('--vault <name>', 'the vault of the recovery point (default: the only one there)'))
    .addOption(new Option('--recovery-point <arn>', 'what to restore').argParser(ec2RecoveryPoint))
    .addOption(
      new Option('--instance-id <id>', 'restore the newest recovery point of this instance')
        .argParser(instanceId)
        .conflicts('recoveryPoint'),
    );
  return withAddressOptions(command)
    .addOption(new Option('--subnet <id>', 'the subnet of the addressed interface (default: the one it was in)'))
    .addOption(
      new Option(
        '--role-arn <arn>',
        'the role that AWS Backup restores with (default: the restore role of the environment)',
      ),
    )
    .addOption(
      new Option('--instance-profile <which>', 'the instance profile: AWS Backup gives no other')
        .choices(['original', 'none'])
        .default('original'),
    )
    .addOption(new Option('--copy-tags', 'give the instance the tags that the old one had when it was backed up'))
    .addOption(new Option('--start', 'start the restore'))
    .addOption(new Option('--follow', 'wait for the restore to end'))
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(regionOption('the region of the environment'))
    .addOption(jsonOption())
    .action(restoreEc2);
}

function ec2RecoveryPoint(text: string): string {
  if (/^arn:[^:]+:(ec2:[^:]+:\d*:image\/|backup:[^:]+:\d*:recovery-point:)./.test(text)) return text;
  throw new InvalidArgumentError(
    'Write the ARN of a recovery point of EC2, such as arn:aws:ec2:ap-northeast-1::image/ami-0123456789abcdef0.',
  );
}

function instanceId(text: string): string {
  if (isInstanceId(text)) return text;
  throw new InvalidArgumentError('Write the id of an instance, such as i-0123456789abcdef0.');
}

async function restoreEc2(options: RestoreOptions): Promise<void> {
  if (options.recoveryPoint === undefined && options.instanceId === undefined) {
    throw new UsageError('Nothing says what to restore.\n→ name it with --recovery-point, or with --instance-id');
  }
  if (options.follow && !options.start) {
    throw new UsageError('There is nothing to follow: without --start nothing is started.\n→ add --start');
  }
  const { restore } = await import('../restore/restore');
  await restore(options);
}
