import { Command, CommanderError } from 'commander';

import { version } from '../package.json';
import type { AwsOptions } from './aws/options';
import { applyCommand } from '../delivery/cli/commands/apply';
import { driftCommand } from '../delivery/cli/commands/drift';
import { inventoryCommand } from './commands/inventory';
import { bootstrapCommand } from '../delivery/cli/commands/bootstrap';
import { drillCommand } from './commands/drill';
import { planCommand } from '../delivery/cli/commands/plan';
import { policyCommand } from './commands/policy';
import { preflightCommand } from './commands/preflight';
import { promoteCommand } from '../delivery/cli/commands/promote';
import { recoveryPointsCommand } from './commands/recovery-points';
import { restoreCommand } from './commands/restore';
import { reviewCommand } from './commands/review';
import { scheduleCommand } from './commands/schedule';
import { ssmBackupCommand } from './commands/ssm-backup';
import { statusCommand } from './commands/status';
import { synthCommand } from './commands/synth';
import { verifyCommand } from './commands/verify';
import { exitCodeOf, InterruptedError } from './exit-code';
import { systemErrorText } from './system-error';

const program = new Command('backupctl')
  .description('Back up a whole AWS organization as code.')
  .version(version)
  .hook('preAction', async (_program, command) => {
    const { profile } = command.opts<AwsOptions>();
    if (profile === undefined) return;
    const { assertProfile } = await import('./aws/profile');
    await assertProfile(profile);
  })
  .addHelpText(
    'after',
    '\nExit codes: 0 fine, 1 findings or refused input, 2 wrong usage or missing environment or credentials, 3 AWS or Terraform failed',
  )
  .addCommand(synthCommand())
  .addCommand(reviewCommand())
  .addCommand(bootstrapCommand())
  .addCommand(planCommand())
  .addCommand(applyCommand())
  .addCommand(promoteCommand())
  .addCommand(driftCommand())
  .addCommand(statusCommand())
  .addCommand(inventoryCommand())
  .addCommand(verifyCommand())
  .addCommand(recoveryPointsCommand())
  .addCommand(restoreCommand())
  .addCommand(ssmBackupCommand())
  .addCommand(drillCommand())
  .addCommand(policyCommand())
  .addCommand(preflightCommand())
  .addCommand(scheduleCommand());

// Subcommands that were added do not inherit it: commander would end the process with codes of its own.
for (const [command, path] of withSubcommands(program)) {
  command.exitOverride().showHelpAfterError(`→ npx ${path} --help says what there is`);
}

// Nobody reads any more, or the terminal is closed: what goes on must come to its end all the same.
process.stderr.on('error', () => {});

program.parseAsync().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
  // Commander has told its own errors already.
  if (!(error instanceof CommanderError))
    console.error(systemErrorText(error) ?? (error instanceof Error ? error.message : error));
  // Requests that are still under way would keep people waiting for what they have broken off.
  if (error instanceof InterruptedError) process.exit();
});

function withSubcommands(command: Command, above = ''): [Command, string][] {
  const path = `${above}${command.name()}`;
  return [[command, path], ...command.commands.flatMap((child) => withSubcommands(child, `${path} `))];
}
