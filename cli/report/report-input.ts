import type { ReportInput, SsmSchedules } from '../../domain/report/input';
import { shiftedEarlier } from '../../domain/schedule/shift';
import type { Configuration } from '../../environments/parse';
import { knownVaults } from '../../environments/rules/known-vaults';
import { optedInForPolicies, optedInTypes } from '../../environments/rules/lookups';
import { placedPlans } from '../../environments/rules/placed-plan';
import type { Environment } from '../../environments/schema';
import { costAccounts } from '../cost/cost-accounts';

/** A configuration as the report reads it. */
export function reportInput(configuration: Configuration): ReportInput {
  const { environments, organization, warnings, files } = configuration;
  const { vaultAt } = knownVaults({ environments, organization });
  return {
    vaultAt,
    costs: (now) => costAccounts(configuration, now),
    environments: environments.map((environment) => ({
      name: environment.name,
      file: files[environment.name] ?? environment.name,
      accountId: environment.accountId,
      plans: placedPlans(environment),
      optedIn: (region) => optedInTypes(environment, region),
      warnings: warnings[environment.name] ?? [],
      ssmBackup: ssmSchedules(environment),
    })),
    organization: organization && {
      file: files['organizations'] ?? 'organization',
      organization,
      optedIn: optedInForPolicies(organization),
      warnings: warnings['organization'] ?? [],
    },
  };
}

function ssmSchedules({ region, ssmBackup }: Environment): SsmSchedules | undefined {
  if (ssmBackup === 'none') return undefined;
  const { name, schedule, timezone, durationHours, cutoffHours } = ssmBackup.window;
  const { minutesBefore } = ssmBackup.agentCheck;
  return {
    window: name,
    region,
    group: ssmBackup.group,
    schedule,
    timezone,
    durationHours,
    cutoffHours,
    agentCheck: { schedule: shiftedEarlier(schedule, minutesBefore), minutesBefore },
  };
}
