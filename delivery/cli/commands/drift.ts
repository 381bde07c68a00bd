import { Command, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { exampleAndExitCodes, TERRAFORM_USAGE } from '../../../cli/help';
import { jsonOption } from '../../../cli/options';
import { fromOption } from '../options';

interface DriftCommandOptions {
  readonly environment?: string;
  readonly from?: string;
  readonly profile?: string;
  readonly json?: true;
}

/** Shows changes in AWS that Terraform did not make. */
export function driftCommand(): Command {
  return new Command('drift')
    .description('Show what changed in AWS since Terraform applied it, rated by the rules of review.')
    .addOption(
      new Option(
        '--environment <name>',
        'an environment, or organizations (default: all in the account of the credentials)',
      ),
    )
    .addOption(fromOption('check'))
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nDrift detection changes nothing and takes no lock.')
    .addHelpText(
      'after',
      exampleAndExitCodes('drift --environment dev', {
        0: 'no drift in the checked stacks',
        1: 'drift, or a missing state',
        2: TERRAFORM_USAGE,
        3: 'AWS or Terraform failed, even for only one stack',
        130: 'interrupted',
      }),
    )
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
