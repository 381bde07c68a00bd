import { Command, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { RefusedInputError } from '../../../cli/exit-code';
import { exampleAndExitCodes, TERRAFORM_USAGE } from '../../../cli/help';
import { jsonOption } from '../../../cli/options';
import { fromOption, outOption } from '../options';

interface PromoteCommandOptions {
  readonly to: string;
  readonly dryRun?: true;
  readonly from?: string;
  readonly out?: string;
  readonly profile?: string;
  readonly json?: true;
}

/** Plans a release for the next environment. */
export function promoteCommand(): Command {
  return new Command('promote')
    .description('Check whether this release may be promoted to an environment. If so, plan it and write the bundle.')
    .addOption(new Option('--to <environment>', 'the environment to promote to').makeOptionMandatory())
    .addOption(new Option('--dry-run', 'only check, plan nothing'))
    .addOption(fromOption('plan'))
    .addOption(outOption())
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('promote --to stg --dry-run', {
        0: 'allowed, and planned without --dry-run',
        1: 'not allowed, or critical findings in the plan',
        2: TERRAFORM_USAGE,
        3: 'AWS or Terraform failed',
        130: 'interrupted',
      }),
    )
    .action(promote);
}

async function promote({ json, ...options }: PromoteCommandOptions): Promise<void> {
  const [{ promotion }, { promotionText, promotionJson }, { plannedText, nextSteps, assertBundle }] = await Promise.all(
    [import('../promote-release'), import('../promotion-text'), import('../plan-text')],
  );
  const promoted = await promotion(options);
  const { planned, findings, to } = promoted;
  if (json) console.log(JSON.stringify(promotionJson(promoted), null, 2));
  else console.log([promotionText(promoted), ...(planned ? [plannedText(planned, 'text')] : [])].join('\n\n'));
  if (findings.length > 0) throw new RefusedInputError(`\nNothing is planned for ${to}`);
  if (!planned) return;
  assertBundle(planned);
  console.error(nextSteps(planned));
}
