import { loadConfiguration } from '../../cli/configuration';
import { callerAccount } from '../../operations/caller';
import { refreshStacks } from '../operations/terraform/refresh-stacks';
import type { AwsOptions } from '../../cli/aws/options';
import { clientOptions } from '../../cli/aws/clients';
import { assertAccount } from '../../cli/aws/assert-account';
import { UsageError } from '../../cli/exit-code';
import { judgement } from '../../cli/review/judgement';
import { OUTPUT, synthesize } from '../../cli/synth/synthesize';
import { checkedOutRelease } from './checked-out-release';
import { driftReport, type DriftReport } from './drift-report';
import { OUTSIDE_PROMOTION } from '../domain/record';
import { organizationDrift } from './organization-drift';
import type { Organization } from '../../environments/organization/organization';
import { memberRolesVariables, planRoles } from './member-roles';
import { lastRecord } from './promotion-gate';
import { readSynthesized } from './read-synthesized';
import { type ConfiguredTarget, type ReleaseTarget, targetIn, targetsOf, unmanagedIn } from './target';
import { withTerraform } from './with-terraform';

export interface DriftOptions extends Pick<AwsOptions, 'profile'> {
  /** @default - all in the account of the credentials */
  readonly environment?: string;
  /** The output folder of synth. @default - synthesize now */
  readonly from?: string;
}

export interface Drifts {
  readonly reports: readonly DriftReport[];
  /** The organization of the configuration. */
  readonly organization: Organization | undefined;
  /** Environments of other accounts. */
  readonly elsewhere: readonly string[];
}

/**
 * Finds what changed in AWS since Terraform applied it.
 *
 * @throws {UsageError} when the credentials belong to another account
 * @throws {RefusedError} when configuration or accepted findings are refused
 * @throws {AwsError | TerraformError | TerraformMissingError | InterruptedError}
 */
export async function driftReports({ environment, from, profile }: DriftOptions): Promise<Drifts> {
  const configuration = await loadConfiguration();
  const { here, elsewhere } =
    environment === undefined
      ? await targetsHere(targetsOf(configuration), profile)
      : { here: [await targetHere(targetIn(configuration, environment), profile)], elsewhere: [] };
  const judging = judgement();
  if (from === undefined) await synthesize(configuration);
  const reports: DriftReport[] = [];
  // One environment after the other: each runs its own Terraform.
  for (const target of here) {
    const { organization } = configuration;
    const roles = await planRoles({ organization, environment: target.name, profile });
    const unmanaged = unmanagedIn(target, configuration);
    const settings = { judging, unmanaged, variables: memberRolesVariables(roles) };
    const report = await reportOf(target, from ?? OUTPUT, profile, settings);
    const isOrganization =
      target.name === OUTSIDE_PROMOTION && organization !== undefined && !unmanaged.includes(OUTSIDE_PROMOTION);
    // Another release can have other policies.
    const withPolicies = report.asApplied || report.applied === null;
    const differs = isOrganization ? await organizationDrift(organization, profile, { withPolicies }) : undefined;
    reports.push(differs ? { ...report, organization: differs } : report);
  }
  return { reports, organization: configuration.organization, elsewhere };
}

interface DriftSettings {
  readonly judging: ReturnType<typeof judgement>;
  /** Stacks that are not compared. */
  readonly unmanaged: readonly string[];
  /** Of Terraform. */
  readonly variables: Readonly<Record<string, string>>;
}

async function reportOf(
  target: ReleaseTarget,
  folder: string,
  profile: string | undefined,
  { judging, unmanaged, variables }: DriftSettings,
): Promise<DriftReport> {
  const { name: environment, accountId } = target;
  const { app, stacks, bootstrap, stateOf, folderOf } = readSynthesized(folder, target);
  const record = (await lastRecord(target, profile))?.record;
  const all = [...stacks, ...bootstrap].filter((stack) => !unmanaged.includes(stack.name));
  const names = all.map(({ name }) => name);
  const refreshed = await withTerraform({ command: 'drift', stacks: names, folderOf, profile, variables }, (place) =>
    refreshStacks(place, all),
  );
  const { release } = checkedOutRelease(app);
  const unreleased = bootstrap.map(({ name }) => name);
  const report = driftReport(
    { environment, accountId, record, release, stacks: refreshed, bootstrap: unreleased, stateOf },
    judging,
  );
  return unmanaged.length === 0 ? report : { ...report, unmanaged };
}

async function targetHere({ target }: ConfiguredTarget, profile: string | undefined): Promise<ReleaseTarget> {
  await assertAccount(target, { profile, region: target.region });
  return target;
}

async function targetsHere(targets: readonly ReleaseTarget[], profile: string | undefined) {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const region = targets[0]?.region ?? 'us-east-1';
  const account = await callerAccount(new STSClient(clientOptions({ profile, region })));
  const here = targets.filter(({ accountId }) => accountId === account);
  const elsewhere = targets.filter(({ accountId }) => accountId !== account).map(({ name }) => name);
  if (here.length > 0) return { here, elsewhere };
  throw new UsageError(
    `The credentials belong to account ${account}, which has no environment in the configuration.\n→ specify a profile of the account of ${elsewhere.join(', ')} with --profile`,
  );
}
