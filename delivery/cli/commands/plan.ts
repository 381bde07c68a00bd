import { Command, Option } from 'commander';

import { profileOption } from '../../../cli/aws/options';
import { exampleAndExitCodes, TERRAFORM_USAGE } from '../../../cli/help';
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

/** Plans an environment for approval. */
export function planCommand(): Command {
  return new Command('plan')
    .description('Plan the stacks of an environment, review the plans, and write them to a bundle for apply.')
    .addOption(targetOption())
    .addOption(new Option('--stack <name...>', 'only these stacks (default: all of the environment)'))
    .addOption(fromOption('plan'))
    .addOption(outOption())
    .addOption(new Option('--format <format>', 'the format of the review').choices(FORMATS).default('text'))
    .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
    .addOption(profileOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('plan --environment dev', {
        0: 'planned',
        1: 'critical findings, nothing to plan yet, or refused configuration',
        2: TERRAFORM_USAGE,
        3: 'AWS or Terraform failed',
        130: 'interrupted',
      }),
    )
    .action(plan);
}

async function plan({ format, ...options }: PlanCommandOptions): Promise<void> {
  const [{ planRelease }, { plannedText, nextSteps, assertBundle }] = await Promise.all([
    import('../plan-release'),
    import('../plan-text'),
  ]);
  const planned = await planRelease(options);
  console.log(plannedText(planned, format));
  assertBundle(planned);
  console.error(nextSteps(planned));
}
