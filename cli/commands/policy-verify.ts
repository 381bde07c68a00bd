import { Command } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { jsonOption, nowOption } from '../options';

interface VerifyOptions extends AwsOptions {
  readonly now?: Date;
  readonly json?: true;
}

/** Compares the effective policies in AWS with the computed ones. */
export function policyVerifyCommand(): Command {
  return new Command('verify')
    .description("Compare every account's effective policy in AWS with the one that backupctl computes.")
    .addOption(nowOption())
    .addOption(profileOption())
    .addOption(regionOption('the home region of the organization'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('policy verify', {
        0: 'all accounts match',
        1: 'at least one account differs',
        2: AWS_USAGE,
        3: 'AWS failed',
      }),
    )
    .action(verify);
}

async function verify({ now = new Date(), profile, region, json }: VerifyOptions): Promise<void> {
  const [{ configuredOrganization }, { assertOrganizationAccount }] = await Promise.all([
    import('../configuration'),
    import('../aws/assert-account'),
  ]);
  const organization = await configuredOrganization(now);
  const home = { profile, region: region ?? organization.region };
  await assertOrganizationAccount(organization, home);

  const [{ comparePolicies }, { progressOnStderr }, { verifyText }] = await Promise.all([
    import('../policy/compare-policies'),
    import('../progress'),
    import('../policy/verify-text'),
  ]);
  const { progress, done } = progressOnStderr();
  const accounts = await comparePolicies(organization, now, home, progress).finally(done);
  console.log(json ? JSON.stringify({ accounts }, null, 2) : verifyText(accounts, organization));
  const wrong = accounts.filter(({ verdict }) => verdict !== 'same').length;
  if (wrong > 0) throw new RefusedInputError(`\n${wrong} of ${accounts.length} accounts differ`);
}
