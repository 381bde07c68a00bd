import { Command, InvalidArgumentError, Option } from 'commander';

import type { PlanAdopted } from '../adopt/take-over';
import { type AwsOptions, profileOption } from '../aws/options';
import { UsageError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption } from '../options';

export interface AdoptOptions extends Pick<AwsOptions, 'profile'> {
  readonly environment: string;
  readonly regions?: readonly string[];
  readonly out?: string;
  readonly regionSettings?: true;
  /** False for `--no-plan`. */
  readonly plan?: boolean;
  readonly json?: true;
}

/**
 * Takes over an account that other tools have set up (X1).
 * @param planAdopted plans with Terraform
 */
export function adoptCommand(planAdopted: PlanAdopted): Command {
  return new Command('adopt')
    .description(
      'Read the backups of an account, and write an environment that takes them over. It changes nothing in AWS.',
    )
    .enablePositionalOptions()
    .addOption(environmentOption().makeOptionMandatory(false))
    .addOption(
      new Option('--regions <list>', 'read only these regions (default: every region that is enabled)').argParser(list),
    )
    .addOption(new Option('--out <folder>', 'the folder to write to (default: the folder of the environments)'))
    .addOption(new Option('--region-settings', 'also take over the resource types that each region opts in to'))
    .addOption(new Option('--no-plan', 'do not run Terraform to find out what the first apply changes'))
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('adopt --environment prod --regions ap-northeast-1,us-east-1', {
        0: 'written',
        1: 'the environment or its file exists, or a progress file is not usable',
        2: AWS_USAGE,
        3: 'AWS failed: nothing is written, and the next run continues',
        130: 'interrupted: the next run continues',
      }),
    )
    .action((options: Partial<AdoptOptions>) => adopt(options, planAdopted));
}

async function adopt({ environment, ...options }: Partial<AdoptOptions>, planAdopted: PlanAdopted): Promise<void> {
  if (environment === undefined) {
    throw new UsageError('The environment has no name yet.\n→ add --environment NAME');
  }
  const [{ adoptAccount }, { NAME }] = await Promise.all([
    import('../adopt/adopt'),
    import('../../environments/rules/formats'),
  ]);
  if (!NAME.pattern.test(environment)) {
    throw new UsageError(`"${environment}" cannot be the name of an environment.\n→ use ${NAME.allowed}`);
  }
  await adoptAccount({ ...options, environment }, planAdopted);
}

function list(text: string): string[] {
  const regions = text.split(',').map((region) => region.trim());
  if (regions.every((region) => /^[a-z]{2,4}(?:-[a-z]+)+-\d$/.test(region))) return [...new Set(regions)];
  throw new InvalidArgumentError('Specify regions such as ap-northeast-1,us-east-1.');
}
