import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import { exitCodeOf } from '../cli/exit-code';
import { count } from '../cli/options';
import { FUNCTION_RECORDS } from '../modules/core/functions';
import { invoke } from './invoke';
import { serve } from './serve';

const program = new Command('npm run local-aws --')
  .description('Start a local AWS with everything that an environment configures, until Ctrl-C ends it.')
  .addOption(new Option('--environment <name>', 'the environment, as its file names it').default('dev'))
  .addOption(new Option('--port <number>', 'listen here').argParser(port).default(0, 'a free one'))
  .addOption(
    new Option('--speed <number>', 'let so many seconds pass in one: backups and restores end sooner')
      .argParser(count)
      .default(30),
  )
  .action(serve)
  .addCommand(
    new Command('invoke')
      .description('Run a Lambda of this repository against the local AWS that the environment variables name.')
      .addArgument(new Argument('<lambda>').choices(FUNCTION_RECORDS.map(({ folder }) => folder)))
      .addArgument(new Argument('[event]', 'JSON').argParser(json).default({}, '{}'))
      .addOption(new Option('--set <name=value...>', 'give the function this environment variable').default([]))
      .addOption(new Option('--log', 'tell its log on stderr'))
      .action(invoke),
  )
  .showHelpAfterError()
  .exitOverride();
for (const command of program.commands) command.exitOverride();

program.parseAsync().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
  // Commander has told its own errors already.
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
