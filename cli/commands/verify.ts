import { Command, InvalidArgumentError, Option } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError, UsageError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { count, environmentOption, jsonOption } from '../options';
import type { OrganizationVerification } from '../verify/verify-organization';

interface VerifyOptions extends AwsOptions, OrganizationVerification {
  readonly environment?: string;
  readonly organization?: true;
}

/** Compares an environment, or the baselines of the organization's members, with AWS (N9, M11). */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Compare the vaults, topics, subscriptions, plans, selections and maintenance window of an environment, or the baselines of members, with AWS.',
    )
    .addOption(environmentOption().makeOptionMandatory(false))
    .addOption(
      new Option('--organization', 'the StackSet of the members, and the baselines of a sample of them').conflicts(
        'environment',
      ),
    )
    .addOption(new Option('--sample <count>', 'the number of member accounts to compare (default: 5)').argParser(count))
    .addOption(new Option('--all-accounts', 'compare every member account').conflicts('sample'))
    .addOption(new Option('--after <account>', 'continue after this account').argParser(account))
    .addOption(new Option('--role <name>', 'the role to assume in members (default: memberRole of organization.ts)'))
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
        130: 'interrupted',
      }),
    )
    .action(verify);
}

async function verify(options: VerifyOptions): Promise<void> {
  const { environment, organization, region, sample, allAccounts, after, role } = options;
  if (organization) {
    if (region !== undefined) throw new UsageError('--organization compares every region.\n→ leave --region out');
    const { verifyOrganization } = await import('../verify/verify-organization');
    return verifyOrganization(options);
  }
  if (environment === undefined) {
    throw new UsageError('There is nothing to compare.\n→ add --environment NAME, or --organization');
  }
  if ([sample, allAccounts, after, role].some((one) => one !== undefined)) {
    throw new UsageError(
      '--sample, --all-accounts, --after and --role choose members of the organization.\n→ use them with --organization',
    );
  }
  return verifyNamed({ ...options, environment });
}

async function verifyNamed({
  environment: name,
  profile,
  region,
  json,
}: VerifyOptions & { readonly environment: string }): Promise<void> {
  const [{ environmentIn, loadConfiguration }, { assertAccount }, { managedPart }] = await Promise.all([
    import('../configuration'),
    import('../aws/assert-account'),
    import('../verify/managed-part'),
  ]);
  const configuration = await loadConfiguration();
  const environment = environmentIn(configuration, name);
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
  const managed = managedPart(environment, configuration);
  const comparisons = await compareEnvironment(managed, home, progress, regions).finally(done);
  const unknown = comparisons.filter(({ state }) => state === 'unknown').length;
  const different = comparisons.filter(({ state }) => state === 'different').length;
  console.log(json ? JSON.stringify({ regions, different, comparisons }, null, 2) : comparisonsText(comparisons));
  const unmanaged = configuration.removed[name]?.value.stacks ?? [];
  if (unmanaged.length > 0) {
    console.error(`\nNot compared, because Terraform no longer manages them: ${unmanaged.join(', ')}`);
  }
  if (unknown > 0) throw new AwsError(`\n${unknown} of ${comparisons.length} comparisons could not be made`);
  if (different > 0) throw new RefusedInputError(`\n${different} of ${comparisons.length} settings differ`);
}

function account(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError('Specify the 12 digits of an account.');
}
