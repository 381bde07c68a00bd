import { Command, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { UsageError } from '../../../cli/exit-code';
import { exampleAndExitCodes } from '../../../cli/help';
import { jsonOption } from '../../../cli/options';
import { fromOption, targetOption } from '../options';

interface BootstrapCommandOptions {
  readonly environment: string;
  readonly from?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
  readonly profile?: string;
}

/** Creates the state bucket and the workflow roles of an account, and moves their state to that bucket. */
export function bootstrapCommand(): Command {
  return new Command('bootstrap')
    .description('Create the state bucket and the workflow roles of an account, and move their state to that bucket.')
    .addOption(targetOption())
    .addOption(new Option('--dry-run', 'print every step, change nothing').conflicts('yes'))
    .addOption(new Option('--yes', 'run every step'))
    .addOption(fromOption('use'))
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('bootstrap --environment dev --dry-run', {
        0: 'done, or shown',
        1: 'refused, or AWS differs afterwards',
        2: 'wrong usage, nothing to bootstrap, no Terraform, no credentials, or credentials of another account',
        3: 'AWS or Terraform failed',
        130: 'interrupted',
      }),
    )
    .action(bootstrap);
}

async function bootstrap({ dryRun, yes, json, ...options }: BootstrapCommandOptions): Promise<void> {
  if (!dryRun && !yes) {
    throw new UsageError(
      'bootstrap changes the account, and requires --yes.\n→ check the steps with --dry-run, then add --yes',
    );
  }
  const [{ readBootstrap }, { bootstrapJson, bootstrapText, doneText }] = await Promise.all([
    import('../bootstrap/read-bootstrap'),
    import('../bootstrap/bootstrap-text'),
  ]);
  const found = await readBootstrap(options);
  for (const note of found.notes) console.error(note);
  if (dryRun) {
    console.log(json ? JSON.stringify(bootstrapJson(found, { done: false }), null, 2) : bootstrapText(found));
    return;
  }
  const { runBootstrap } = await import('../bootstrap/run-bootstrap');
  await runBootstrap(found, options.profile);
  console.log(json ? JSON.stringify(bootstrapJson(found, { done: true }), null, 2) : doneText(found));
}
