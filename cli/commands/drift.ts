import { Command, Option } from 'commander';

import { profileOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { jsonOption } from '../options';
import { fromOption } from '../release/options';

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
  const [{ driftReports }, { driftText }, { TerraformError }] = await Promise.all([
    import('../release/drift-reports'),
    import('../release/drift-text'),
    import('../../operations/terraform/terraform-error'),
  ]);
  const { reports, elsewhere } = await driftReports(options);
  console.log(json ? JSON.stringify({ environments: reports, elsewhere }, null, 2) : driftText(reports));
  if (elsewhere.length > 0) console.error(`\nNot checked, because they are in other accounts: ${elsewhere.join(', ')}`);
  for (const { environment, asApplied, applied } of reports) {
    if (asApplied || !applied) continue;
    console.error(
      `\n${environment} has a different release from the one checked out here: its outputs are not compared.\n→ check out the release that was applied to compare them too`,
    );
  }
  const stacks = reports.flatMap((report) => report.stacks);
  const unknown = stacks.filter(({ state }) => state === 'unknown').length;
  if (unknown > 0) throw new TerraformError(`\n${unknown} of ${stacks.length} stacks could not be checked`);
  const drifted = stacks.filter(({ state }) => state === 'drifted' || state === 'state gone').length;
  if (drifted > 0) throw new RefusedInputError(`\n${drifted} of ${stacks.length} stacks have drifted`);
}
