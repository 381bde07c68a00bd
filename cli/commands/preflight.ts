import { Command } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { jsonOption } from '../options';

interface PreflightOptions extends AwsOptions {
  readonly json?: true;
}

/** Checks the organization settings that backup policies require. */
export function preflightCommand(): Command {
  return new Command('preflight')
    .description(
      'Check the organization settings that backup policies require, and show the commands that enable them.',
    )
    .addOption(profileOption())
    .addOption(regionOption('the home region and the regions of the baseline'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('preflight', {
        0: 'all checks passed',
        1: 'at least one check failed',
        2: AWS_USAGE,
        3: 'AWS failed, or refused a check',
      }),
    )
    .action(preflight);
}

async function preflight({ profile, region, json }: PreflightOptions): Promise<void> {
  const [{ configuredOrganization }, { assertManagementAccount }] = await Promise.all([
    import('../configuration'),
    import('../aws/assert-account'),
  ]);
  const configured = await configuredOrganization(new Date());
  const organization =
    region === undefined
      ? configured
      : { ...configured, region, baseline: { ...configured.baseline, regions: [region] } };
  const home = { profile, region: organization.region };
  await assertManagementAccount(organization, home);

  const [
    operation,
    { AwsError },
    { BackupClient },
    { CloudFormationClient },
    { OrganizationsClient },
    { clientOptions },
    { progressOnStderr },
    { preflightText },
  ] = await Promise.all([
    import('../../operations/preflight/preflight'),
    import('../../operations/aws-error'),
    import('@aws-sdk/client-backup'),
    import('@aws-sdk/client-cloudformation'),
    import('@aws-sdk/client-organizations'),
    import('../aws/clients'),
    import('../progress'),
    import('../preflight/preflight-text'),
  ]);
  const clients = {
    organizations: new OrganizationsClient(clientOptions(home)),
    cloudFormation: new CloudFormationClient(clientOptions(home)),
    backup: (of: string) => new BackupClient(clientOptions({ profile, region: of })),
  };
  const { progress, done } = progressOnStderr();
  const found = await operation.preflight(clients, organization, progress).finally(done);
  const checks = found.map((check) => asProfile(check, profile));
  console.log(json ? JSON.stringify({ checks }, null, 2) : preflightText(checks));
  const unknown = checks.filter(({ state }) => state === 'unknown').length;
  if (unknown > 0) throw new AwsError(`\n${unknown} of ${checks.length} checks could not be made`);
  const off = checks.filter(({ state }) => state === 'off').length;
  if (off > 0) throw new RefusedInputError(`\n${off} of ${checks.length} checks failed`);
}

/** The same command with the profile of this call. */
function asProfile<C extends { readonly command?: string }>(check: C, profile: string | undefined): C {
  if (check.command === undefined || profile === undefined) return check;
  return { ...check, command: `${check.command} --profile ${profile}` };
}
