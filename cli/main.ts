import { Command, CommanderError } from 'commander';

import { adoptFinishCommand } from '../delivery/cli/commands/adopt-finish';
import { applyCommand } from '../delivery/cli/commands/apply';
import { bootstrapCommand } from '../delivery/cli/commands/bootstrap';
import { driftCommand } from '../delivery/cli/commands/drift';
import { environmentsCommand } from '../delivery/cli/commands/environments';
import { planCommand } from '../delivery/cli/commands/plan';
import { promoteCommand } from '../delivery/cli/commands/promote';
import { version } from '../package.json';
import type { PlanAdopted } from './adopt/take-over';
import type { AwsOptions } from './aws/options';
import { adoptCommand } from './commands/adopt';
import { coverageCommand } from './commands/coverage';
import { costCommand } from './commands/cost';
import { drillCommand } from './commands/drill';
import { initCommand } from './commands/init';
import { inventoryCommand } from './commands/inventory';
import { membersCommand } from './commands/members';
import { organizationCommand } from './commands/organization';
import { policyCommand } from './commands/policy';
import { preflightCommand } from './commands/preflight';
import { recoveryPointsCommand } from './commands/recovery-points';
import { reportCommand } from './commands/report';
import { restoreCommand } from './commands/restore';
import { reviewCommand } from './commands/review';
import { scheduleCommand } from './commands/schedule';
import { ssmBackupCommand } from './commands/ssm-backup';
import { statusCommand } from './commands/status';
import { synthCommand } from './commands/synth';
import { unmanageCommand } from './commands/unmanage';
import { verifyCommand } from './commands/verify';
import { refuseEarlyExit } from '../environments/load-guard';
import { exitCodeOf, InterruptedError, refusedFindings } from './exit-code';
import { exampleAndExitCodes } from './help';
import { systemErrorText } from './system-error';

/** Loaded only when it is needed, so that `--help` is instant. */
const planAdopted: PlanAdopted = async (...given) => {
  const planning = await import('../delivery/cli/plan-adopted');
  return planning.planAdopted(...given);
};

/** Every command, in the order of the help. A new command is its file, its line here, and its page in docs/commands. */
const COMMANDS: readonly (() => Command)[] = [
  () => initCommand(() => import('../delivery/domain/main-workflow')),
  synthCommand,
  reviewCommand,
  reportCommand,
  costCommand,
  environmentsCommand,
  () => adoptCommand(planAdopted).addCommand(adoptFinishCommand()),
  bootstrapCommand,
  planCommand,
  applyCommand,
  promoteCommand,
  driftCommand,
  statusCommand,
  coverageCommand,
  inventoryCommand,
  verifyCommand,
  recoveryPointsCommand,
  restoreCommand,
  ssmBackupCommand,
  drillCommand,
  policyCommand,
  organizationCommand,
  preflightCommand,
  membersCommand,
  scheduleCommand,
  unmanageCommand,
];

/**
 * `backupctl` with all its commands.
 * @param started is called with the command that runs
 */
export function createProgram(started?: (command: Command) => void): Command {
  const program = new Command('backupctl')
    .description('Back up a whole AWS organization as code.')
    .version(version)
    // An option after a subcommand is the subcommand's, even if its parent has one of the same name.
    .enablePositionalOptions()
    .addHelpText(
      'after',
      '\nTables fit the terminal. Piped output is 120 columns wide, unless COLUMNS sets another width.',
    )
    .addHelpText(
      'after',
      exampleAndExitCodes('synth', {
        0: 'success',
        1: 'findings, or refused input',
        2: 'wrong usage, no environment, no Terraform, no credentials, or credentials of another account',
        3: 'AWS or Terraform failed',
        130: 'interrupted',
      }),
    )
    .hook('preAction', (_program, command) => {
      started?.(command);
      return checkProfile(command.opts<AwsOptions>());
    });
  for (const create of COMMANDS) program.addCommand(create());
  // A subcommand does not inherit this when it is added: Commander would end the process with exit codes of its own.
  for (const [command, path] of withSubcommands(program)) {
    command.exitOverride().showHelpAfterError(`→ run npx ${path} --help`);
  }
  return program;
}

/** A command, its subcommands, and the words that call each of them. */
export function withSubcommands(command: Command, parent = ''): [Command, string][] {
  const path = `${parent}${command.name()}`;
  return [[command, path], ...command.commands.flatMap((child) => withSubcommands(child, `${path} `))];
}

/** Runs the command that this process was called with. */
export async function main(): Promise<void> {
  // The reader of stderr may be gone, or the terminal closed: the command must still finish its work.
  process.stderr.on('error', () => {});
  const earlyExit = refuseEarlyExit();
  let wantsJson = false;
  const program = createProgram((command) => {
    const { json, format } = command.opts<{ readonly json?: true; readonly format?: string }>();
    wantsJson = json ?? format === 'json';
  });
  try {
    await program.parseAsync();
  } catch (error) {
    const refused = wantsJson ? refusedFindings(error) : undefined;
    if (refused) console.log(JSON.stringify({ refused }, null, 2));
    process.exitCode = exitCodeOf(error);
    // Commander has printed its own errors.
    if (!(error instanceof CommanderError)) {
      console.error(systemErrorText(error) ?? (error instanceof Error ? error.message : error));
    }
    // Pending requests would keep the process alive.
    if (error instanceof InterruptedError) {
      earlyExit.done();
      if (error.endBy !== undefined) process.kill(process.pid, error.endBy);
      process.exit();
    }
  } finally {
    earlyExit.done();
  }
}

async function checkProfile({ profile }: AwsOptions): Promise<void> {
  if (profile === undefined) return;
  const { assertProfile } = await import('./aws/profile');
  await assertProfile(profile);
}
