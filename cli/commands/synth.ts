import { Command, Option } from 'commander';

import { exampleAndExitCodes } from '../help';
import { jsonOption, nowOption } from '../options';

interface SynthOptions {
  readonly environment?: string;
  readonly now?: Date;
  readonly json?: true;
}

/** Writes Terraform JSON for every stack, and summarizes it. */
export function synthCommand(): Command {
  return new Command('synth')
    .description('Write the Terraform JSON of all stacks to cdktf.out, and summarize what they will do.')
    .addOption(new Option('--environment <name>', 'summarize only this environment; all are written'))
    .addOption(nowOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('synth --environment dev', {
        0: 'written',
        1: 'refused configuration',
        2: 'wrong usage',
      }),
    )
    .action(synth);
}

async function synth({ environment, now = new Date(), json }: SynthOptions): Promise<void> {
  const [
    { environmentIn, environmentsFolder, loadConfiguration },
    { synthesize, OUTPUT },
    { summarize },
    { summarizeOrganization },
    { summaryText },
    { organizationText },
    { configurationNotes },
  ] = await Promise.all([
    import('../configuration'),
    import('../synth/synthesize'),
    import('../synth/summary'),
    import('../synth/organization-summary'),
    import('../synth/summary-text'),
    import('../synth/organization-text'),
    import('../synth/configuration-notes'),
  ]);
  const configuration = await loadConfiguration(now);
  if (environment !== undefined) environmentIn(configuration, environment);

  const count = await synthesize(configuration);
  const environments = summarize(configuration, now).filter(
    ({ name }) => environment === undefined || name === environment,
  );
  const rules = environment === undefined ? summarizeOrganization(configuration, now) : undefined;
  const { organization, warnings } = configuration;
  if (json) console.log(JSON.stringify({ environments, organization: rules }, null, 2));
  else {
    console.log(summaryText(environments));
    if (rules && organization) {
      console.log(`\n${organizationText(rules, organization, warnings['organization'] ?? [])}`);
    }
  }
  for (const note of configurationNotes(environmentsFolder(), configuration)) console.error(`\n${note}`);
  console.error(`\nWrote ${count} stacks to ${OUTPUT}/stacks`);
}
