import type { PlanContext } from '../../domain/backup/plan-check';
import type { Organization } from '../organization/organization';
import type { Environment, Vault } from '../schema';

/** The vault with this name in this region, if there is one. */
export function findVault({ backup }: Environment, name: string, region: string): Vault | undefined {
  return backup.vaults.find((vault) => vault.name === name && vault.region === region);
}

/** The resource types that the region's settings opt in; undefined if the environment does not manage them. */
export function optedInTypes({ backup }: Environment, region: string): ReadonlySet<string> | undefined {
  const settings = backup.regionSettings.find((candidate) => candidate.region === region);
  return settings && typesIn(settings.optIn);
}

/** The same for plans that come from policies: AWS Backup takes the settings of the management account for them. */
export function optedInForPolicies({ optIn }: Pick<Organization, 'optIn'>): NonNullable<PlanContext['optedIn']> {
  const types = optIn && typesIn(optIn);
  return () => types;
}

function typesIn(optIn: Readonly<Record<string, boolean>>): ReadonlySet<string> {
  return new Set(Object.keys(optIn).filter((type) => optIn[type]));
}
