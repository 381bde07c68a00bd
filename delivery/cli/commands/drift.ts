import { Command, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { jsonOption } from '../../../cli/options';
import { fromOption } from '../options';

interface DriftCommandOptions {
  readonly environment?: string;
  readonly from?: string;
  readonly profile?: string;
  readonly json?: true;
}

/** Tells what somebody has changed in AWS past Terraform. */
export function driftCommand(): Command {
  return new Command('drift')
    .description('Tell what differs in AWS from what Terraform has left there, judged by the rules of review.')
    .addOption(
      new Option('--environment <name>', "an environment, or organizations (default: all in the credentials' account)"),
    )
    .addOption(fromOption('look at'))
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nIt changes nothing and takes no lock.')
    .action(drift);
}

async function drift({ json, ...options }: DriftCommandOptions): Promise<void> {
  const [{ driftReports }, { driftJson, driftNotes, driftText, refuseDrift }] = await Promise.all([
    import('../detect-drift'),
    import('../drift-text'),
  ]);
  const drifts = await driftReports(options);
  console.log(json ? JSON.stringify(driftJson(drifts), null, 2) : driftText(drifts));
  for (const note of driftNotes(drifts)) console.error(note);
  refuseDrift(drifts);
}
