import { Command, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { RefusedInputError } from '../../../cli/exit-code';
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

/** Takes a release to the next environment, as far as its plan. */
export function promoteCommand(): Command {
  return new Command('promote')
    .description('Say whether this release may go to an environment; when it may, plan it and hand over the bundle.')
    .addOption(new Option('--to <environment>', 'where it is to go').makeOptionMandatory())
    .addOption(new Option('--dry-run', 'only say whether it may'))
    .addOption(fromOption('plan'))
    .addOption(outOption())
    .addOption(profileOption())
    .addOption(jsonOption())
    .action(promote);
}

async function promote({ json, ...options }: PromoteCommandOptions): Promise<void> {
  const [{ promotion }, { promotionText, promotionJson }, { plannedText, nextSteps, refuseWithoutBundle }] =
    await Promise.all([import('../promote-release'), import('../promotion-text'), import('../plan-text')]);
  const promoted = await promotion(options);
  const { planned, findings, to } = promoted;
  if (json) console.log(JSON.stringify(promotionJson(promoted), null, 2));
  else console.log([promotionText(promoted), ...(planned ? [plannedText(planned, 'text')] : [])].join('\n\n'));
  if (findings.length > 0) throw new RefusedInputError(`\nNothing is planned for ${to}`);
  if (!planned) return;
  refuseWithoutBundle(planned);
  console.error(nextSteps(planned));
}
