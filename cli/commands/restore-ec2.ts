import { Command, InvalidArgumentError, Option } from 'commander';

import { profileOption, regionOption } from '../aws/options';
import { UsageError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption, pollOption } from '../options';
import { withAddressOptions } from '../restore/address-options';
import { isInstanceId } from '../restore/instance-arn';
import type { RestoreOptions } from '../restore/restore-options';

/** Restores an EC2 instance with chosen private IP addresses. */
export function restoreEc2Command(): Command {
  const command = new Command('ec2')
    .description('Show what a restore of an EC2 instance would do. With --start, start it.')
    .addOption(environmentOption())
    .addOption(new Option('--vault <name>', 'the vault of the recovery point (default: the only one in the region)'))
    .addOption(new Option('--recovery-point <arn>', 'the recovery point to restore').argParser(ec2RecoveryPoint))
    .addOption(
      new Option('--instance-id <id>', 'restore the newest recovery point of this instance')
        .argParser(instanceId)
        .conflicts('recoveryPoint'),
    );
  return withAddressOptions(command)
    .addOption(new Option('--subnet <id>', 'the subnet of the network interface (default: the original subnet)'))
    .addOption(
      new Option('--role-arn <arn>', 'the role that AWS Backup assumes (default: the restore role of the environment)'),
    )
    .addOption(
      new Option('--instance-profile <which>', 'the instance profile; AWS Backup supports no other')
        .choices(['original', 'none'])
        .default('original'),
    )
    .addOption(new Option('--again', 'start the restore although the same one was started today'))
    .addOption(new Option('--copy-tags', 'copy the tags that the original instance had at backup time'))
    .addOption(new Option('--start', 'start the restore'))
    .addOption(new Option('--follow', 'wait until the restore ends'))
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(regionOption('the region of the environment'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('restore ec2 --environment dev --instance-id i-0123456789abcdef0 --primary-ip 10.1.10.11', {
        0: 'shown, started, or restored',
        1: 'refused',
        2: AWS_USAGE,
        3: 'AWS or the restore failed',
        130: 'interrupted; the restore continues',
      }),
    )
    .action(restoreEc2);
}

function ec2RecoveryPoint(text: string): string {
  if (/^arn:[^:]+:(ec2:[^:]+:\d*:image\/|backup:[^:]+:\d*:recovery-point:)./.test(text)) return text;
  throw new InvalidArgumentError(
    'Specify the ARN of an EC2 recovery point, such as arn:aws:ec2:ap-northeast-1::image/ami-0123456789abcdef0.',
  );
}

function instanceId(text: string): string {
  if (isInstanceId(text)) return text;
  throw new InvalidArgumentError('Specify an instance ID such as i-0123456789abcdef0.');
}

async function restoreEc2(options: RestoreOptions): Promise<void> {
  if (options.recoveryPoint === undefined && options.instanceId === undefined) {
    throw new UsageError('No recovery point is specified.\n→ add --recovery-point ARN, or --instance-id ID');
  }
  if (options.follow && !options.start) {
    throw new UsageError('There is nothing to follow: without --start, no restore starts.\n→ add --start');
  }
  const { restore } = await import('../restore/restore');
  await restore(options);
}
