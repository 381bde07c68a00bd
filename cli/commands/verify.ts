import { Command } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError, UsageError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption } from '../options';

interface VerifyOptions extends AwsOptions {
  readonly environment: string;
  readonly json?: true;
}

/** Compares an environment with AWS (N9). */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Compare the vaults, topics, subscriptions, plans, selections and maintenance window of an environment with AWS.',
    )
    .addOption(environmentOption())
    .addOption(profileOption())
    .addOption(regionOption('every region with a topic of the environment'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('verify --environment dev', {
        0: 'as configured',
        1: 'at least one setting differs',
        2: AWS_USAGE,
        3: 'AWS failed, or refused a part',
      }),
    )
    .action(verify);
}

async function verify({ environment: name, profile, region, json }: VerifyOptions): Promise<void> {
  const [{ configuredEnvironment }, { assertAccount }] = await Promise.all([
    import('../configuration'),
    import('../aws/assert-account'),
  ]);
  const environment = await configuredEnvironment(name, new Date());
  const known: readonly string[] = environment.notifications.regions;
  if (region !== undefined && !known.includes(region)) {
    throw new UsageError(`${name} has no resources in ${region}.\n→ specify one of ${known.join(', ')} with --region`);
  }
  const home = { profile, region: environment.region };
  await assertAccount(environment, home);

  const [{ compareEnvironment }, { AwsError }, { progressOnStderr }, { comparisonsText }] = await Promise.all([
    import('../verify/compare-environment'),
    import('../../operations/aws-error'),
    import('../progress'),
    import('../verify/comparisons-text'),
  ]);
  const { progress, done } = progressOnStderr();
  const regions = region === undefined ? known : [region];
  const comparisons = await compareEnvironment(environment, home, progress, regions).finally(done);
  const unknown = comparisons.filter(({ state }) => state === 'unknown').length;
  const different = comparisons.filter(({ state }) => state === 'different').length;
  console.log(json ? JSON.stringify({ regions, different, comparisons }, null, 2) : comparisonsText(comparisons));
  if (unknown > 0) throw new AwsError(`\n${unknown} of ${comparisons.length} comparisons could not be made`);
  if (different > 0) throw new RefusedInputError(`\n${different} of ${comparisons.length} settings differ`);
}
