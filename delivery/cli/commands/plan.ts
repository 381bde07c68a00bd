import { Command, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { fromOption, outOption, targetOption } from '../options';

const FORMATS = ['text', 'markdown', 'json'] as const;

interface PlanCommandOptions {
  readonly environment: string;
  readonly stack?: readonly string[];
  readonly from?: string;
  readonly out?: string;
  readonly format: (typeof FORMATS)[number];
  readonly json?: true;
  readonly profile?: string;
}

/** Plans an environment, and hands the plans over for approval. */
export function planCommand(): Command {
  return new Command('plan')
    .description('Plan the stacks of an environment, review the plans, and put them into a bundle for apply.')
    .addOption(targetOption())
    .addOption(new Option('--stack <name...>', 'only these stacks (default: all of the environment)'))
    .addOption(fromOption('plan'))
    .addOption(outOption())
    .addOption(new Option('--format <format>', 'how to print the review').choices(FORMATS).default('text'))
    .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
    .addOption(profileOption())
    .action(plan);
}

async function plan({ format, ...options }: PlanCommandOptions): Promise<void> {
  const [{ planRelease }, { plannedText, nextSteps, refuseWithoutBundle }] = await Promise.all([
    import('../plan-release'),
    import('../plan-text'),
  ]);
  const planned = await planRelease(options);
  console.log(plannedText(planned, format));
  refuseWithoutBundle(planned);
  console.error(nextSteps(planned));
}
