import { Command, Option } from 'commander';

import { UsageError } from '../exit-code';
import { jsonOption, nowOption } from '../options';

interface SynthOptions {
  readonly environment?: string;
  readonly now?: Date;
  readonly json?: true;
}

/** Writes Terraform JSON for every stack, and tells what it will do. */
export function synthCommand(): Command {
  return new Command('synth')
    .description('Write the Terraform JSON of all stacks to cdktf.out, and show what it will do.')
    .addOption(new Option('--environment <name>', 'show only this environment; all are written'))
    .addOption(nowOption())
    .addOption(jsonOption())
    .action(synth);
}

async function synth({ environment, now = new Date(), json }: SynthOptions): Promise<void> {
  const [{ loadConfiguration }, { synthesize, OUTPUT }, { summarize }, { summarizeOrganization }, text] =
    await Promise.all([
      import('#environments'),
      import('../synth/synthesize'),
      import('../synth/summary'),
      import('../synth/organization-summary'),
      import('../synth/summary-text'),
    ]);
  const configuration = await loadConfiguration(process.env['BACKUP_ENVIRONMENTS_DIR'] ?? 'environments', now);
  const known = configuration.environments.map(({ name }) => name);
  if (environment !== undefined && !known.includes(environment)) {
    throw new UsageError(`There is no environment ${environment}.\n→ name one of ${known.join(', ')}`);
  }

  const count = await synthesize(configuration);
  const { organizationText, summaryText } = text;
  const summary = summarize(configuration, now).filter(({ name }) => environment === undefined || name === environment);
  const organization = environment === undefined ? summarizeOrganization(configuration, now) : undefined;
  if (json) console.log(JSON.stringify({ environments: summary, ...(organization ? { organization } : {}) }, null, 2));
  else
    console.log(
      [
        summaryText(summary),
        ...(organization ? [organizationText(organization, configuration.warnings['organization'] ?? [])] : []),
      ].join('\n\n'),
    );
  console.error(`\nWrote ${count} stacks to ${OUTPUT}/stacks`);
}
