import { Command } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError, UsageError } from '../exit-code';
import { environmentOption, jsonOption } from '../options';

interface VerifyOptions extends AwsOptions {
  readonly environment: string;
  readonly json?: true;
}

/** Reads back what an environment configures, and compares (N9). */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('Compare the vaults, topics, subscriptions, plans and selections of an environment with what AWS has.')
    .addOption(environmentOption())
    .addOption(profileOption())
    .addOption(regionOption("every region that has one of the environment's topics"))
    .addOption(jsonOption())
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
    throw new UsageError(`${name} has nothing in ${region}.\n→ name one of ${known.join(', ')} with --region`);
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
