import { Command, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { UsageError } from '../../../cli/exit-code';
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

/** Makes the state bucket of an account and the roles of its workflows, and moves their own state into that bucket. */
export function bootstrapCommand(): Command {
  return new Command('bootstrap')
    .description('Make the state bucket and the roles of an account, and move their own state into that bucket.')
    .addOption(targetOption())
    .addOption(new Option('--dry-run', 'print every step, and change nothing').conflicts('yes'))
    .addOption(new Option('--yes', 'do it'))
    .addOption(fromOption('use'))
    .addOption(profileOption())
    .addOption(jsonOption())
    .action(bootstrap);
}

async function bootstrap({ dryRun, yes, json, ...options }: BootstrapCommandOptions): Promise<void> {
  if (!dryRun && !yes) {
    throw new UsageError('Nothing is done without --yes.\n→ look at the steps with --dry-run, then run it with --yes');
  }
  const [{ foundBootstrap }, { bootstrapJson, bootstrapText, doneText }] = await Promise.all([
    import('../bootstrap/read-bootstrap'),
    import('../bootstrap/bootstrap-text'),
  ]);
  const found = await foundBootstrap(options);
  for (const note of found.notes) console.error(note);
  if (dryRun) {
    console.log(json ? JSON.stringify(bootstrapJson(found, { done: false }), null, 2) : bootstrapText(found));
    return;
  }
  const { runBootstrap } = await import('../bootstrap/run-bootstrap');
  await runBootstrap(found, options.profile);
  console.log(json ? JSON.stringify(bootstrapJson(found, { done: true }), null, 2) : doneText(found));
}
