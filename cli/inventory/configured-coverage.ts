import { treeOf } from '../../domain/organization/organization';
import type { BackupWindow, Inventoried } from '../../domain/inventory/instance-report';
import { planSources } from '../../domain/inventory/plan-sources';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { publishedPlans } from '../../domain/policy/merged-plans';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import type { Organization } from '../../environments/organization/organization';
import type { Environment } from '../../environments/schema';

/** The configured backups in the account of an environment. */
export interface ConfiguredCoverage extends Inventoried {
  /** The regions that may have backups, sorted. */
  readonly regions: readonly string[];
  /** Whether AWS withholds the new policy and keeps an older one, which the configuration does not contain. */
  readonly policyWithheld: boolean;
}

/** From the environment's plans and maintenance window, and the organization's policies for its account. */
export function configuredCoverage(
  environment: Environment,
  organization: Organization | undefined,
  now: Date,
): ConfiguredCoverage {
  const { backup, region } = environment;
  const policy = organization && effectivePolicyOf(environment.accountId, organization, now);
  const plans = backup.plans.map((plan) => ({ ...plan, regions: [plan.region] }));
  const policyPlans = policy ? publishedPlans(policy).map(({ value }) => value) : [];
  const sources = [...planSources('plan', plans), ...planSources('policy', policyPlans)];
  const regions = [region, ...backup.vaults.map((vault) => vault.region), ...sources.map((source) => source.region)];
  return {
    sources,
    window: windowOf(environment),
    optedIn: (of) => backup.regionSettings.find((settings) => settings.region === of)?.optIn['EC2'] ?? true,
    regions: [...new Set(regions)].toSorted(),
    policyWithheld: policy?.published === false,
  };
}

/** The window of an environment; undefined when it has no SSM backup. */
export function windowOf({ region, ssmBackup }: Environment): BackupWindow | undefined {
  if (ssmBackup === 'none') return undefined;
  const { name, durationHours, cutoffHours } = ssmBackup.window;
  return { name, region, group: ssmBackup.group, durationHours, cutoffHours };
}

function effectivePolicyOf(accountId: string, organization: Organization, now: Date): EffectivePolicy | undefined {
  const [policy] = effectivePolicies(treeOf(organization), { now, accountId });
  return policy;
}
