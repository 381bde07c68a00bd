import { Command, InvalidArgumentError, Option } from 'commander';

import { type CoverageStatus, GAPS, STATUSES } from '../../domain/coverage/status';
import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import type { FormatName } from '../coverage/formats';
import { UsageError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption } from '../options';

interface CoverageOptions extends AwsOptions {
  readonly environment?: string;
  readonly organization?: true;
  readonly format: FormatName;
  readonly json?: true;
  readonly failOn: readonly CoverageStatus[];
  readonly output?: string;
  readonly role?: string;
  readonly notify?: true;
}

/** Reports what backs up each resource that AWS Backup could protect, and which resources nothing backs up (H1). */
export function coverageCommand(): Command {
  return new Command('coverage')
    .description('List what backs up each resource of an account or of the organization, and what nothing backs up.')
    .addOption(environmentOption().makeOptionMandatory(false))
    .addOption(new Option('--organization', 'every account of the organization').conflicts('environment'))
    .addOption(
      new Option('--format <format>', 'how to print resources')
        .choices(['table', 'json', 'csv', 'markdown'] satisfies FormatName[])
        .default('table'),
    )
    .addOption(
      new Option('--fail-on <statuses>', `what ends with exit code 1, or none: of ${STATUSES.join(', ')}`)
        .argParser(statuses)
        .default(GAPS, GAPS.join(',')),
    )
    .addOption(new Option('-o, --output <file>', 'write to a file instead of stdout'))
    .addOption(new Option('--notify', 'publish the gaps to the topic of failed backups'))
    .addOption(new Option('--role <name>', 'the role to assume in members (default: that of plans)'))
    .addOption(profileOption())
    .addOption(regionOption('every region with backups in the configuration'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('coverage --environment dev', {
        0: 'no gaps',
        1: 'at least one gap',
        2: AWS_USAGE,
        3: 'AWS failed, or a source could not be read',
        130: 'interrupted: no file is written',
      }),
    )
    .action(coverage);
}

async function coverage(options: CoverageOptions): Promise<void> {
  const { environment, organization, json, format, output, failOn, role, notify } = options;
  if (environment === undefined && organization === undefined) {
    throw new UsageError('There is nothing to look at.\n→ add --environment NAME, or --organization');
  }
  if (role !== undefined && organization === undefined) {
    throw new UsageError('--role is for members of the organization.\n→ use it with --organization');
  }
  const now = new Date();
  const [{ loadConfiguration }, { coverageOf }, { writeCoverage }, { notifier }, { progressOnStderr }] =
    await Promise.all([
      import('../configuration'),
      import('../coverage/coverage-of'),
      import('../coverage/run-coverage'),
      import('../coverage/notify'),
      import('../progress'),
    ]);
  const configuration = await loadConfiguration(now);
  const notifyGaps = notify ? notifier(configuration, options) : undefined;
  const { progress, done } = progressOnStderr();
  const accounts = await coverageOf(configuration, { ...options, now, progress });
  const head = { at: now.toISOString(), environment: environment ?? null, failOn };
  await writeCoverage(accounts, { ...head, format: json ? 'json' : format, output, notify: notifyGaps }).finally(done);
}

/** Parses statuses with commas, or `none`. */
function statuses(text: string): readonly CoverageStatus[] {
  if (text === 'none') return [];
  return text.split(',').map((one) => {
    const found = STATUSES.find((status) => status === one.trim());
    if (found) return found;
    throw new InvalidArgumentError(`Specify none, or some of ${STATUSES.join(', ')}, with commas.`);
  });
}
