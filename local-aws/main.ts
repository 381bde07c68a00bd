import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import { exitCodeOf } from '../cli/exit-code';
import { count } from '../cli/options';
import { FUNCTION_FOLDERS } from '../modules/core/functions';
import { invoke } from './invoke';
import { launch } from './launch';
import { others } from './others';
import { runPlans } from './run-plans';
import { serve } from './serve';
import { PROVIDER_VERSIONS } from './terraform-provider';

const ENVIRONMENT = [
  '--environment <name>',
  'the environment, by the name in its file (default: the first one)',
] as const;

const program = new Command('npm run local-aws --')
  .description('Start a local AWS with the resources of an environment. Ctrl-C stops it.')
  // A subcommand has an option of the same name.
  .enablePositionalOptions()
  .addOption(new Option(...ENVIRONMENT))
  .addOption(new Option('--empty', 'start an account without any resources, to deploy into it with Terraform'))
  .addOption(
    new Option(
      '--provider <version>',
      'the AWS provider for --empty (default: the first one that Terraform can install)',
    )
      .choices(PROVIDER_VERSIONS)
      .implies({ empty: true }),
  )
  .addOption(new Option('--port <number>', 'listen here').argParser(port).default(0, 'a free one'))
  .addOption(
    new Option('--speed <number>', 'run time this many times as fast, so that backups and restores end sooner')
      .argParser(count)
      .default(30),
  )
  .action(serve)
  .addCommand(
    new Command('invoke')
      .description('Run a Lambda of this repository against the local AWS that the environment variables name.')
      .addArgument(new Argument('<lambda>').choices(FUNCTION_FOLDERS))
      .addArgument(new Argument('[event]', 'JSON').argParser(json).default({}, '{}'))
      .addOption(new Option('--set <name=value...>', 'set an environment variable of the function').default([]))
      .addOption(new Option('--log', 'print its log on stderr'))
      .action(invoke),
  )
  .addCommand(
    new Command('launch')
      .description('Launch sample instances in the local AWS that the environment variables name, and print them.')
      .addOption(new Option(...ENVIRONMENT))
      .action(launch),
  )
  .addCommand(
    new Command('run-plans')
      .description(
        'Run the backup plans of that local AWS now, as AWS Backup does on schedule, and wait for their jobs.',
      )
      .addOption(new Option(...ENVIRONMENT))
      .action(runPlans),
  )
  .addCommand(
    new Command('others')
      .description(
        'Create, in the local AWS that the environment variables name, backups as people and other tools leave them, to try backupctl adopt.',
      )
      .action(others),
  )
  .showHelpAfterError()
  .exitOverride();
for (const command of program.commands) command.exitOverride();

program.parseAsync().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
  // Commander has already printed its own errors.
  if (!(error instanceof CommanderError)) console.error(error instanceof Error ? error.message : error);
});

function port(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError('Write a port from 0 to 65535.');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('Write JSON, such as \'{"ServerName":"app1","gen":"2"}\'.');
  }
}
