import { Command } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { jsonOption, nowOption } from '../options';

interface VerifyOptions extends AwsOptions {
  readonly now?: Date;
  readonly json?: true;
}

/** Compares what accounts really get with what was worked out for them. */
export function policyVerifyCommand(): Command {
  return new Command('verify')
    .description("Compare every account's effective policy in AWS with the one that is worked out here.")
    .addOption(nowOption())
    .addOption(profileOption())
    .addOption(regionOption('the home region of the organization'))
    .addOption(jsonOption())
    .action(verify);
}

async function verify({ now = new Date(), profile, region, json }: VerifyOptions): Promise<void> {
  const [{ configuredOrganization }, { refuseOtherAccounts }] = await Promise.all([
    import('../aws/configured-organization'),
    import('../aws/refuse-other-accounts'),
  ]);
  const organization = await configuredOrganization(now);
  const home = { profile, region: region ?? organization.region };
  await refuseOtherAccounts(
    [
      { account: organization.managementAccount.id, as: 'management account' },
      { account: organization.delegatedAdministrator, as: 'delegated administrator' },
    ],
    home,
  );

  const [{ comparedPolicies }, { progressOnStderr }, { verifyText }] = await Promise.all([
    import('../aws/compared-policies'),
    import('../aws/progress'),
    import('../aws/verify-text'),
  ]);
  const { progress, done } = progressOnStderr();
  const accounts = await comparedPolicies(organization, now, home, progress).finally(done);
  console.log(json ? JSON.stringify({ accounts }, null, 2) : verifyText(accounts, organization));
  const wrong = accounts.filter(({ verdict }) => verdict !== 'same').length;
  if (wrong > 0) throw new RefusedInputError(`\n${wrong} of ${accounts.length} accounts differ`);
}
