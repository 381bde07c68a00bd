import { Command } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { jsonOption } from '../options';

interface PreflightOptions extends AwsOptions {
  readonly json?: true;
}

/** Tells what is off in the organization, and how it is turned on. */
export function preflightCommand(): Command {
  return new Command('preflight')
    .description(
      'Check that the organization lets backup policies work, and show the commands that turn on what is off.',
    )
    .addOption(profileOption())
    .addOption(regionOption('the home region and those of the baseline'))
    .addOption(jsonOption())
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
    { OrganizationsClient },
    { clientOptions },
    { progressOnStderr },
    { preflightText },
  ] = await Promise.all([
    import('../../operations/preflight/preflight'),
    import('../../operations/aws-error'),
    import('@aws-sdk/client-backup'),
    import('@aws-sdk/client-organizations'),
    import('../aws/clients'),
    import('../progress'),
    import('../preflight/preflight-text'),
  ]);
  const clients = {
    organizations: new OrganizationsClient(clientOptions(home)),
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

/** The command as it has to be given by who gave this profile. */
function asProfile<C extends { readonly command?: string }>(check: C, profile: string | undefined): C {
  if (check.command === undefined || profile === undefined) return check;
  return { ...check, command: `${check.command} --profile ${profile}` };
}
